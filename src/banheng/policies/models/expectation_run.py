from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.policies.models.scheme_version import SchemeVersion


class ExpectationRun(models.Model):
    """How the school's own expectations of a version came out under a version of Banheng.

    Attributes:
        failed: name, expected score and what came instead, in words, for each that did not come out.
    """

    version = models.OneToOneField(SchemeVersion, on_delete=models.CASCADE, related_name="expectation_run")
    banheng = models.CharField(max_length=40)
    at = models.DateTimeField(_("时间"))
    passed = models.PositiveIntegerField()
    failed = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.version} {self.banheng}"
