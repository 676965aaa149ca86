from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.policies.models.scheme_version import SchemeVersion
from banheng.schools.models import School


class Adoption(models.Model):
    """That a version is in force from `first` on, until `last` or until the next adoption of the same code.

    With `last` before `first` it was withdrawn before it began.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="adoptions")
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="adoptions")
    first = models.DateField(_("生效日期"))
    last = models.DateField(_("失效日期"), null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True)
    decided_at = models.DateTimeField(_("时间"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        ordering = ("first",)

    def __str__(self) -> str:
        return f"{self.version} {self.first:%Y-%m-%d}"
