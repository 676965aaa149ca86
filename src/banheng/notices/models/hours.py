from __future__ import annotations

from datetime import time

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School


class SchoolHours(models.Model):
    """When nothing is sent, and when the daily mail goes: for groups, and for people who chose nothing."""

    school = models.OneToOneField(
        School, on_delete=models.CASCADE, primary_key=True, related_name="notice_hours"
    )
    quiet_from = models.TimeField(_("免打扰自"), default=time(21, 30))
    quiet_until = models.TimeField(_("免打扰至"), default=time(7, 0))
    daily_at = models.TimeField(_("每日汇总的时间"), default=time(17, 0))

    def __str__(self) -> str:
        return f"{self.quiet_from:%H:%M}-{self.quiet_until:%H:%M}"


class Preference(models.Model):
    """How somebody wants to be told; an empty hour is the school's.

    `mail` says for each kind of notice how it goes by e-mail; a kind that is missing goes as its own default.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="notice_preference"
    )
    mail = models.JSONField(default=dict)
    quiet_from = models.TimeField(_("免打扰自"), null=True, blank=True)
    quiet_until = models.TimeField(_("免打扰至"), null=True, blank=True)
    daily_at = models.TimeField(_("每日汇总的时间"), null=True, blank=True)

    def __str__(self) -> str:
        return str(self.user)
