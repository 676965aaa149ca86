"""A pupil who stays away from school, and what is done. Who the pupil is, and why, is encrypted."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import Bureau, School


class StepKind(models.TextChoices):
    """What is done, in its order."""

    REPORTED = "reported", _("报告")
    VISITED = "visited", _("家访")
    URGED = "urged", _("书面督促监护人")
    RETURNED = "returned", _("返校或落实就学")
    REGISTERED = "registered", _("登记销案")


class Limit(models.Model):
    """Within how many days of the beginning a step is to be taken; the bureau says so, with the source."""

    bureau = models.ForeignKey(Bureau, on_delete=models.CASCADE, related_name="case_limits")
    kind = models.CharField(max_length=10, choices=StepKind)
    days = models.PositiveSmallIntegerField(_("天数"))
    basis = models.CharField(_("依据"), max_length=200)

    class Meta:
        ordering = ("days",)
        constraints = (models.UniqueConstraint(fields=["bureau", "kind"], name="case_limit_once"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.days}"


class Case(models.Model):
    """One pupil.

    Attributes:
        number: what it is called; the name of the pupil stands nowhere outside `sealed`.
        sealed: pupil, class, reason and how to reach the guardians, encrypted.
        limits: the day by which each step is to be taken, as the limits were at the beginning.
        holder: who of the bureau sees it.
        result: how it ended.
    """

    class Result(models.TextChoices):
        BACK = "back", _("已经返校")
        ELSEWHERE = "elsewhere", _("在别处就学")
        AT_HOME = "at_home", _("送教上门")
        OTHER = "other", _("其他")

    KEPT_MONTHS: ClassVar = 36

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="dropout_cases")
    number = models.CharField(max_length=20)
    sealed = models.BinaryField()
    away_since = models.DateField(_("从哪天起没有到校"))
    limits = models.JSONField(default=dict)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="held_cases"
    )
    result = models.CharField(_("结果"), max_length=10, choices=Result, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("closed_on", "away_since", "pk")
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="case_number_once"),)

    def __str__(self) -> str:
        return self.number

    @property
    def limit_lines(self) -> list[tuple[str, str]]:
        """Give the steps that have a day, the next first."""
        lines = sorted(self.limits.items(), key=lambda line: line[1])
        return [(str(StepKind(kind).label), day) for kind, day in lines]

    def next_due(self, taken: set[str]) -> date | None:
        """Give the day by which the next step with a limit is to be taken."""
        left = [value for kind, value in self.limits.items() if kind not in taken]
        return date.fromisoformat(min(left)) if left and not self.closed_on else None


class CaseStep(models.Model):
    """A step that was taken; what was said is encrypted."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=StepKind)
    day = models.DateField()
    sealed = models.BinaryField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("day", "pk")

    def __str__(self) -> str:
        return str(self.get_kind_display())


class CaseLook(models.Model):
    """That somebody of the bureau opened a case."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.by_name
