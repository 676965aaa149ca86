"""A plan of a school, its phases, and the measures in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School, Staff

if TYPE_CHECKING:
    from datetime import date


class Plan(models.Model):
    """A plan from a day to a day.

    Attributes:
        template: the code of the library's plan that it was made from; empty if it was written by hand.
        before, after: how things stood at its beginning, and at its end.
        closed_at: when the last review closed it; nothing changes afterwards.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="plans")
    title = models.CharField(_("名称"), max_length=200)
    template = models.CharField(_("范本"), max_length=60, blank=True)
    goal = models.TextField(_("总目标"), max_length=2000)
    first = models.DateField(_("开始日期"))
    last = models.DateField(_("结束日期"))
    before = models.TextField(_("实施前"), max_length=2000, blank=True)
    after = models.TextField(_("实施后"), max_length=2000, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("closed_at", "-first", "-pk")
        constraints = (models.CheckConstraint(condition=Q(first__lte=F("last")), name="plan_days_in_order"),)

    def __str__(self) -> str:
        return self.title


class Phase(models.Model):
    """A part of a plan, reviewed at its end.

    Attributes:
        before, after: how things stood at its beginning, and at its end.
        conclusion: what the review came to, and what is changed for what follows.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("阶段"), max_length=100)
    goal = models.CharField(_("阶段目标"), max_length=500, blank=True)
    clauses = models.CharField(max_length=200, blank=True)
    first = models.DateField(_("开始日期"))
    last = models.DateField(_("结束日期"))
    before = models.TextField(_("阶段初"), max_length=2000, blank=True)
    after = models.TextField(_("阶段末"), max_length=2000, blank=True)
    conclusion = models.TextField(_("结论和调整"), max_length=2000, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name


class Measure(models.Model):
    """Something that is to be done: by whom, by when, to what end, proved by what.

    Attributes:
        duty: whose business it is by the policy, such as 校长.
        owner: who answers for it; nobody before it is assigned.
        target: what is to be reached, a figure if there is one.
        evidence: what will prove it.
        result, proof: what was reached, and where it is proved.
        effect: what somebody else found when they looked whether it had an effect.
    """

    class Verdict(models.TextChoices):
        REACHED = "reached", _("达到")
        PARTLY = "partly", _("部分达到")
        MISSED = "missed", _("没有达到")

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("措施"), max_length=300)
    clauses = models.CharField(max_length=200, blank=True)
    duty = models.CharField(_("责任岗位"), max_length=60, blank=True)
    owner = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="plan_measures"
    )
    target = models.CharField(_("目标值"), max_length=300)
    evidence = models.CharField(_("以何为证"), max_length=300)
    due = models.DateField(_("期限"))
    result = models.CharField(_("完成情况"), max_length=1000, blank=True)
    proof = models.CharField(_("证明"), max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(_("成效"), max_length=10, choices=Verdict, blank=True)
    effect = models.CharField(_("成效说明"), max_length=1000, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    dropped_for = models.CharField(_("不再实施的原因"), max_length=300, blank=True)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be done."""
        return self.done_at is None and not self.dropped_for

    def is_late(self, day: date) -> bool:
        """Tell whether it should have been done before a day."""
        return self.is_open and self.due < day
