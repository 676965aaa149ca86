from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.bureau.collecting.models import Collection


class SavedPlan(models.Model):
    """A plan as it was computed, with all it was computed from.

    Attributes:
        terms: regime, standard, prices by indicator and budget, as they were typed.
        content: the plan, in the form of `banheng balance plan --format json`.
    """

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="plans")
    name = models.CharField(_("方案名称"), max_length=60)
    terms = models.JSONField()
    content = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.name
