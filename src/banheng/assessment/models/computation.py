from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.policies.models import SchemeVersion
from banheng.schools.models import School


class Computation(models.Model):
    """That a large period is to be computed in the background, and what became of it.

    `fault` says why there is no result; empty while it runs and if it went well.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="computations")
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(_("考核周期"), max_length=20)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True)

    class Meta:
        ordering = ("-asked_at",)

    def __str__(self) -> str:
        return f"{self.version} {self.period}"
