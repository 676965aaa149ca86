from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.bureau.collecting.models.filing import Filing


class FilingStep(models.Model):
    """What was done with a filing. Steps are added, never changed; the database refuses it."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("学校报送")
        RETURNED = "returned", _("退回学校")
        ACCEPTED = "accepted", _("审核通过")
        EXCUSED = "excused", _("本年不报")
        RELEASED = "released", _("锁定后放开更正")

    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.get_kind_display()
