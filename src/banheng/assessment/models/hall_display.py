from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School


class HallDisplay(models.Model):
    """A screen in the hall that shows class results to whoever stands before it.

    Whoever knows the secret address sees it without signing in, until the office withdraws it.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="hall_displays")
    name = models.CharField(_("位置"), max_length=50)
    secret = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("made_at",)

    def __str__(self) -> str:
        return self.name
