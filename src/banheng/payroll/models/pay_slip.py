from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.payroll.models.pay_sheet import PaySheet
from banheng.schools.models import SchoolClass, Staff


class PaySlip(models.Model):
    """What one person gets by a pay sheet; never below zero.

    Attributes:
        number: the order on the sheet.
        school_class: the first of the classes that the lines are for; null if they are for none.
        name, class_name, grade: as they were called.
        carried_fen: what the lines came to below zero, to be taken from the next pay sheet; 0 or less.
    """

    pay_sheet = models.ForeignKey(PaySheet, on_delete=models.CASCADE, related_name="slips")
    number = models.PositiveIntegerField()
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="pay_slips")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("姓名"), max_length=50)
    class_name = models.CharField(_("班级"), max_length=30, blank=True)
    grade = models.CharField(_("年级"), max_length=20, blank=True)
    fen = models.BigIntegerField(_("实发"))
    carried_fen = models.BigIntegerField(_("结转下期"), default=0)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["pay_sheet", "staff"], name="pay_slip_once"),
            models.CheckConstraint(
                condition=models.Q(fen__gte=0, carried_fen__lte=0), name="pay_slip_not_below_zero"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.fen}"
