from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.policies.models.scheme_source import SchemeSource


class SettledPlace(models.Model):
    """That a marked place of a document was dealt with, and a word of why; `key` as in `policies.marked_places`."""

    source = models.ForeignKey(SchemeSource, on_delete=models.CASCADE, related_name="settled")
    key = models.CharField(max_length=120)
    word = models.CharField(_("怎样处理"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        constraints = (models.UniqueConstraint(fields=["source", "key"], name="place_settled_once"),)

    def __str__(self) -> str:
        return self.word
