from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banheng.assessment.models import FrozenSheet, ScoreSheet
from banheng.schools.models import School


class PaySheet(models.Model):
    """What a final score sheet pays; once approved, the database itself refuses another amount.

    Attributes:
        edition: the edition that was final; what later editions change is paid as differences.
        fen, heads: sum of the slips, and how many slips there are.
        checksum: SHA-256 of the lines, as docs/reference/pay-format.md says.
        paid_on, voucher: when the money went out, and the number of the bookkeeping voucher.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("待校长审批")
        RETURNED = "returned", _("已退回")
        APPROVED = "approved", _("已审批，待发放")
        PAID = "paid", _("已发放")

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="pay_sheets")
    sheet = models.OneToOneField(ScoreSheet, on_delete=models.PROTECT, related_name="pay_sheet")
    edition = models.ForeignKey(FrozenSheet, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.PREPARED)
    fen = models.BigIntegerField(_("合计"), default=0)
    heads = models.PositiveIntegerField(_("人数"), default=0)
    checksum = models.CharField(_("校验码"), max_length=64)
    paid_on = models.DateField(_("发放日期"), null=True, blank=True)
    voucher = models.CharField(_("凭证号"), max_length=40, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="paid") | (Q(paid_on__isnull=False) & ~Q(voucher="")),
                name="pay_sheet_paid_with_voucher",
            ),
        )

    def __str__(self) -> str:
        return str(self.sheet)

    @property
    def is_locked(self) -> bool:
        """Tell whether the amounts stand for good."""
        return self.state in {self.State.APPROVED, self.State.PAID}
