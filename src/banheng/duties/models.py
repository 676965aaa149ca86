"""Packs in force, and duties done."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School, SchoolClass


class PackVersion(models.Model):
    """A duty pack as it was put in force from `first` on, until `last` or the next version of the same code."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="duty_packs")
    code = models.CharField(_("常规代码"), max_length=60)
    number = models.PositiveIntegerField(_("版本"))
    title = models.CharField(_("名称"), max_length=200)
    text = models.TextField(_("常规"))
    digest = models.CharField(max_length=64)
    first = models.DateField(_("执行日期"))
    last = models.DateField(_("停止日期"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("code", "number")
        constraints = (models.UniqueConstraint(fields=["school", "code", "number"], name="pack_number_once"),)

    def __str__(self) -> str:
        return self.title


class Done(models.Model):
    """That a duty was done, for a class or for the school; taken back, it stays with the time.

    `day` and `number` say which time it was due, as in `routines.due.Due`.
    """

    version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="done")
    duty = models.CharField(_("常规"), max_length=60)
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="duties_done"
    )
    day = models.DateField(_("到期日"))
    number = models.PositiveIntegerField(_("第几次"), default=1)
    count = models.PositiveIntegerField(_("数量"), null=True, blank=True)
    note = models.CharField(_("记录"), max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("时间"))
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("day", "number", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["version", "duty", "school_class", "day", "number"],
                condition=models.Q(taken_back_at=None, school_class__isnull=False),
                name="duty_done_once_a_class",
            ),
            models.UniqueConstraint(
                fields=["version", "duty", "day", "number"],
                condition=models.Q(taken_back_at=None, school_class__isnull=True),
                name="duty_done_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty} {self.day:%Y-%m-%d}"
