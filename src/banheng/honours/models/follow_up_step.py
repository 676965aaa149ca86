from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.honours.models.follow_up import FollowUp


class FollowUpStep(models.Model):
    """What was done with a follow-up: who, when, why; appended, never edited.

    `due` is the new day of what was postponed.
    """

    class Kind(models.TextChoices):
        DONE = "done", _("完成")
        POSTPONED = "postponed", _("延期")
        CANCELLED = "cancelled", _("取消")

    follow_up = models.ForeignKey(FollowUp, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("步骤"), max_length=20, choices=Kind)
    note = models.CharField(_("说明"), max_length=500)
    due = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("办理人"), max_length=50)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.follow_up}"
