from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.development.training.models.year_plan import YearPlan


class BudgetLine(models.Model):
    """Money set aside in a year.

    Attributes:
        fund: where it comes from, such as 教师培训专项经费.
        fen: how much.
    """

    plan = models.ForeignKey(YearPlan, on_delete=models.CASCADE, related_name="lines")
    name = models.CharField(_("用途"), max_length=60)
    fund = models.CharField(_("经费来源"), max_length=60, blank=True)
    fen = models.PositiveBigIntegerField(_("预算金额"))

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["plan", "name"], name="budget_line_once"),)

    def __str__(self) -> str:
        return self.name
