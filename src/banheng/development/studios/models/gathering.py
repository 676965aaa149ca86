from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.eligibility.facts import Level
from banheng.schools.models import School, Staff


class Gathering(models.Model):
    """A workshop, forum or contest to which homeroom teachers contribute.

    Attributes:
        judges: who gives marks at a contest.
        full_units: the most marks, in 1/10,000 of a mark.
        closed_at: when the awards were decided and went into the dossiers.
    """

    class Kind(models.TextChoices):
        WORKSHOP = "workshop", _("工作坊")
        FORUM = "forum", _("论坛和经验交流")
        CONTEST = "contest", _("竞赛展示")

    LEVELS = (
        (Level.SCHOOL.value, _("校级")),
        (Level.COUNTY.value, _("县级")),
        (Level.CITY.value, _("市级")),
    )

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="team_gatherings")
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    name = models.CharField(_("名称"), max_length=200)
    day = models.DateField(_("日期"))
    level = models.CharField(_("级别"), max_length=10, choices=LEVELS, default=Level.SCHOOL.value)
    text = models.TextField(_("议程和要求"), max_length=2000, blank=True)
    judges = models.ManyToManyField(Staff, related_name="+", blank=True)
    full_units = models.BigIntegerField(default=100 * 10_000)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-day", "-pk")

    def __str__(self) -> str:
        return self.name


class Contribution(models.Model):
    """What somebody brings; `award` is given at the end, if any."""

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="contributions")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="contributions")
    title = models.CharField(_("题目"), max_length=200)
    award = models.CharField(_("奖项"), max_length=60, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["gathering", "staff"], name="contribution_once"),)

    def __str__(self) -> str:
        return self.title


class Mark(models.Model):
    """What a judge gives, in 1/10,000 of a mark."""

    contribution = models.ForeignKey(Contribution, on_delete=models.CASCADE, related_name="marks")
    judge = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    units = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["contribution", "judge"], name="contest_mark_once"),)

    def __str__(self) -> str:
        return f"{self.judge}"
