from __future__ import annotations

from django.conf import settings
from django.db import models

from banheng.bureau.collecting.models.filing import Filing


class FigureChange(models.Model):
    """One change of one figure. Changes are added, never changed; the database refuses it.

    Attributes:
        after_lock: the county had locked the year, so that this is a difference to what was published.
        reason: why; always there after the lock.
    """

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="changes")
    column = models.CharField(max_length=60)
    old = models.CharField(max_length=100, blank=True)
    new = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    after_lock = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.column}: {self.old} → {self.new}"
