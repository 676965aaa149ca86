from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import SchoolClass
from banheng.surveys.models.survey import Survey


class Extension(models.Model):
    """That the office gave somebody more time: the slips of a class, or one account. It does not know who answered.

    Attributes:
        group: empty for an account.
        user: none for slips.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="extensions")
    group = models.CharField(max_length=30, blank=True)
    school_class = models.ForeignKey(SchoolClass, on_delete=models.CASCADE, null=True, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    until = models.DateField(_("延到"))
    reason = models.CharField(_("原因"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.survey_id} {self.until:%Y-%m-%d}"
