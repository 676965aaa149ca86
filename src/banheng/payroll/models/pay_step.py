from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.payroll.models.pay_sheet import PaySheet


class PayStep(models.Model):
    """One step of a pay sheet: who, when, why; appended, never edited.

    Attributes:
        checksum: of the lines as they were at this step.
        by_name: the name as it was then.
    """

    class Kind(models.TextChoices):
        PREPARED = "prepared", _("编制")
        RETURNED = "returned", _("退回")
        APPROVED = "approved", _("审批")
        PAID = "paid", _("发放")

    pay_sheet = models.ForeignKey(PaySheet, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("步骤"), max_length=20, choices=Kind)
    reason = models.CharField(_("说明"), max_length=500, blank=True)
    checksum = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("办理人"), max_length=50)
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"
