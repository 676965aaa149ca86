from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.assessment.models import Difference
from banheng.payroll.models.extra import Extra
from banheng.payroll.models.pay_slip import PaySlip


class PayLine(models.Model):
    """One amount on a slip. What it settles (a difference, an extra, an amount carried over) it settles once.

    Attributes:
        class_name: of the class that the amount is for.
        code: of the scheme's pay line, or one of `difference`, `extra`, `carried`, `carried_on`.
        carried_from: the slip whose rest this line takes.
        note: why, for lines that no score page explains.
    """

    DIFFERENCE, EXTRA, CARRIED, CARRIED_ON = "difference", "extra", "carried", "carried_on"

    slip = models.ForeignKey(PaySlip, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    class_name = models.CharField(_("班级"), max_length=30, blank=True)
    code = models.CharField(max_length=80)
    name = models.CharField(_("项目"), max_length=100)
    fen = models.BigIntegerField(_("金额"))
    note = models.CharField(_("说明"), max_length=1000, blank=True)
    difference = models.OneToOneField(
        Difference, on_delete=models.PROTECT, null=True, related_name="pay_line"
    )
    extra = models.OneToOneField(Extra, on_delete=models.PROTECT, null=True, related_name="pay_line")
    carried_from = models.OneToOneField(
        PaySlip, on_delete=models.PROTECT, null=True, related_name="carried_to"
    )

    class Meta:
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.name} {self.fen}"
