from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.development.training.models.training import Training

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


UNITS = {"hours": _("学时"), "lessons": _("课时"), "days": _("天"), "weeks": _("周"), "months": _("个月")}


def amount_field(label: _StrPromise) -> models.DecimalField[Decimal, Decimal]:
    """Make a field for how much in one unit, to a tenth."""
    return models.DecimalField(
        label, max_digits=5, decimal_places=1, default=Decimal(0), validators=[MinValueValidator(0)]
    )


class Session(models.Model):
    """One session, or one batch, of a training.

    Attributes:
        capacity: how many can take part; null: any number. Whoever comes later waits.
        hours, lessons, days, weeks, months: what it counts for whoever attends.
        video: address of a recorded lesson, which everybody watches for themselves until the last day.
        question, options: the check after it; the first option is right.
        least_minutes: how long one has to watch where there is no question.
        headcount: how many came besides, such as guardians.
    """

    training = models.ForeignKey(Training, on_delete=models.CASCADE, related_name="sessions")
    topic = models.CharField(_("内容"), max_length=100)
    since = models.DateField(_("日期"))
    until = models.DateField(_("结束日期"))
    starts = models.TimeField(_("开始时间"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=100, blank=True)
    speaker = models.CharField(_("主讲"), max_length=60, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("名额"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    hours = amount_field(_("学时"))
    lessons = amount_field(_("课时"))
    days = amount_field(_("天数"))
    weeks = amount_field(_("周数"))
    months = amount_field(_("月数"))
    video = models.URLField(_("录像地址"), blank=True)
    question = models.CharField(_("检查题"), max_length=200, blank=True)
    options = models.JSONField(_("选项"), default=list, blank=True)
    least_minutes = models.PositiveSmallIntegerField(_("至少观看（分钟）"), default=0)
    headcount = models.PositiveIntegerField(_("其他到场人数"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("since", "starts", "pk")
        constraints = (models.CheckConstraint(condition=Q(since__lte=F("until")), name="session_in_order"),)

    def __str__(self) -> str:
        return f"{self.training}：{self.topic}"

    @property
    def amounts(self) -> dict[str, Decimal]:
        """Give what it counts, by unit, without what is nothing."""
        return {unit: amount for unit in UNITS if (amount := getattr(self, unit))}

    @property
    def said_amounts(self) -> str:
        """Say what it counts, such as 6 学时."""
        return "、".join(
            f"{amount.normalize():f} {UNITS[unit]}" for unit, amount in self.amounts.items()
        ) or (gettext("不计学时"))
