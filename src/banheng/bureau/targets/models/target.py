"""A target in the tree of a letter, its money, and what is reported about it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banheng.bureau.targets.models.letter import Letter, Problem
from banheng.schools.models import Staff


class Target(models.Model):
    """Something to be reached: by whom, by when, proved by what. One with parts is only their heading.

    Attributes:
        owner: whose business it is, as the name of a post or office.
        co_owners: who else takes part.
        staff: who of the school reports on it; the principal names them.
        value: the figure to be reached; empty where the policy leaves it blank. Shares in percent.
        indicator: the code of a figure of the yearly data from which progress is read.
        problems: what of the state at the beginning it answers.
    """

    class Kind(models.TextChoices):
        NUMBER = "number", _("数值")
        SHARE = "share", _("百分比")
        DATE = "date", _("按期完成")
        YES_NO = "yes_no", _("做到或没有做到")
        WORDS = "words", _("文字描述，由检查人认定")

    class Direction(models.TextChoices):
        AT_LEAST = "at_least", _("不低于")
        AT_MOST = "at_most", _("不高于")

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="targets")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="parts")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("目标"), max_length=300)
    clauses = models.CharField(max_length=200, blank=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    owner = models.CharField(_("责任部门或岗位"), max_length=100, blank=True)
    co_owners = models.CharField(_("配合单位"), max_length=200, blank=True)
    staff = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="bureau_targets"
    )
    kind = models.CharField(_("目标类型"), max_length=10, choices=Kind, default=Kind.YES_NO)
    direction = models.CharField(_("要求"), max_length=10, choices=Direction, default=Direction.AT_LEAST)
    value = models.DecimalField(_("目标值"), max_digits=16, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("单位"), max_length=20, blank=True)
    due = models.DateField(_("期限"), null=True, blank=True)
    proof = models.CharField(_("以何为证"), max_length=300, blank=True)
    indicator = models.CharField(_("数据指标"), max_length=60, blank=True)
    problems = models.ManyToManyField(Problem, blank=True, related_name="targets")

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def needs_value(self) -> bool:
        """Tell whether it cannot be judged without a figure."""
        return self.kind in (Target.Kind.NUMBER, Target.Kind.SHARE)

    @property
    def is_blank(self) -> bool:
        """Tell whether its figure is one that is still missing."""
        return self.needs_value and self.value is None

    @property
    def wanted(self) -> str:
        """Say what is to be reached."""
        if not self.needs_value:
            return str(self.get_kind_display())
        figure = "____" if self.value is None else f"{self.value.normalize():f}"
        unit = "%" if self.kind == Target.Kind.SHARE else self.unit
        return f"{self.get_direction_display()} {figure}{unit}"


class BudgetLine(models.Model):
    """Money for a target; no amount where none is fixed, which is not nought."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="budget")
    name = models.CharField(_("用途"), max_length=100)
    fen = models.PositiveBigIntegerField(_("预算金额"), null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class Report(models.Model):
    """How far a target is, as its owner says, and whether the bureau agrees.

    Attributes:
        value: for figures; `is_reached` for all others.
        spent_fen: what has been spent on it so far.
    """

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", _("认可")
        RETURNED = "returned", _("退回")

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="reports")
    day = models.DateField(_("截至日期"))
    value = models.DecimalField(_("达到的数值"), max_digits=16, decimal_places=4, null=True, blank=True)
    is_reached = models.BooleanField(_("已经达到"), default=False)
    text = models.TextField(_("进展"), max_length=1000)
    proof = models.CharField(_("证明"), max_length=300, blank=True)
    spent_fen = models.PositiveBigIntegerField(_("已支出"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    verdict = models.CharField(_("意见"), max_length=10, choices=Verdict, blank=True)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-day", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["target"], condition=Q(verdict=""), name="target_one_report_waits"
            ),
        )

    def __str__(self) -> str:
        return f"{self.target} {self.day.isoformat()}"

    @property
    def figure(self) -> str:
        """Write the value as people do; empty if there is none."""
        return "" if self.value is None else f"{self.value.normalize():f}"
