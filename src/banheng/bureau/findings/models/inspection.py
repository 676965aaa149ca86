"""An inspection, and its visits to schools."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import Bureau, School


class Inspection(models.Model):
    """Visits to schools for one purpose.

    Attributes:
        methods: how one looks, such as 实地查看、问卷、座谈.
        pool: the codes of the schools that one could draw; empty if nothing was drawn.
        seed: what the draw depends on; with the pool everybody can draw again.
        conclusion: what it came to; nothing changes afterwards.
    """

    class Kind(models.TextChoices):
        SCHEDULED = "scheduled", _("定期督导")
        RANDOM = "random", _("随机抽查")
        SPECIAL = "special", _("专项督导")
        ONE_DAY = "one_day", _("一日驻校")
        STUDY = "study", _("专题调研")

    bureau = models.ForeignKey(Bureau, on_delete=models.CASCADE, related_name="inspections")
    kind = models.CharField(_("类型"), max_length=10, choices=Kind)
    title = models.CharField(_("名称"), max_length=200)
    basis = models.CharField(_("依据"), max_length=300, blank=True)
    methods = models.CharField(_("方式"), max_length=200, blank=True)
    first = models.DateField(_("开始日期"))
    last = models.DateField(_("结束日期"))
    pool = models.JSONField(default=list, blank=True)
    seed = models.CharField(_("抽取种子"), max_length=60, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    conclusion = models.TextField(_("总结"), max_length=2000, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("closed_at", "-first", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="inspection_days_in_order"),
        )

    def __str__(self) -> str:
        return self.title


class Visit(models.Model):
    """One school of an inspection.

    Attributes:
        team: who goes.
        visited_on: empty before it.
        summary: what was seen, beside the findings.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.CASCADE, related_name="visits")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="visits")
    team = models.CharField(_("督导人员"), max_length=200, blank=True)
    visited_on = models.DateField(_("到校日期"), null=True, blank=True)
    summary = models.TextField(_("总体情况"), max_length=2000, blank=True)

    class Meta:
        ordering = ("school__name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["inspection", "school"], name="inspection_visits_a_school_once"),
        )

    def __str__(self) -> str:
        return f"{self.inspection} {self.school}"
