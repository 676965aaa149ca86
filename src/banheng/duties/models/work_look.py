from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.duties.models.work_record import WorkRecord


class WorkLook(models.Model):
    """That somebody opened a restricted record; stays as long as the record."""

    record = models.ForeignKey(WorkRecord, on_delete=models.CASCADE, related_name="looks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("查看人"), max_length=50)
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.by_name} {self.at:%Y-%m-%d %H:%M}"
