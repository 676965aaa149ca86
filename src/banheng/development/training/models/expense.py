from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.development.training.models.budget_line import BudgetLine
from banheng.development.training.models.training import Training


class Expense(models.Model):
    """Money spent out of a budget line; a wrong one is voided with a reason."""

    line = models.ForeignKey(BudgetLine, on_delete=models.PROTECT, related_name="expenses")
    training = models.ForeignKey(
        Training,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="expenses",
        verbose_name=_("培训项目"),
    )
    day = models.DateField(_("日期"))
    fen = models.PositiveBigIntegerField(_("金额"), validators=[MinValueValidator(1)])
    what = models.CharField(_("事由"), max_length=100)
    voucher = models.CharField(_("凭证号"), max_length=40, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    entered_at = models.DateTimeField()
    voided_for = models.CharField(_("作废原因"), max_length=200, blank=True)

    class Meta:
        ordering = ("-day", "-pk")

    def __str__(self) -> str:
        return self.what
