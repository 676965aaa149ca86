from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School, Staff


class AppealLimit(models.Model):
    """That somebody may make so many appeals a period at most, until a day; they see it, and why."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="appeal_limits")
    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="appeal_limits")
    most = models.PositiveSmallIntegerField(_("每个周期最多提出几件"))
    last = models.DateField(_("限制至"))
    reason = models.CharField(_("原因"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.staff} ≤ {self.most}"
