from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School


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
