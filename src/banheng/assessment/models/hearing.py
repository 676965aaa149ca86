from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.assessment.models.appeal import Appeal


class Hearing(models.Model):
    """What was heard and looked into about an appeal; appended, never edited."""

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="hearings")
    day = models.DateField(_("日期"))
    text = models.TextField(_("了解到的情况"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("复核人"), max_length=50)
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.appeal} {self.day:%Y-%m-%d}"
