from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School


class AppealRule(models.Model):
    """How long a school's public notice lasts, and by when appeals are ruled on; all in school days.

    Attributes:
        late_days: how long after a sheet is final an appeal is still taken; null for no limit.
    """

    school = models.OneToOneField(
        School, on_delete=models.CASCADE, primary_key=True, related_name="appeal_rule"
    )
    notice_days = models.PositiveSmallIntegerField(_("公示期（教学日）"), validators=[MinValueValidator(1)])
    ruling_days = models.PositiveSmallIntegerField(
        _("申诉复核期限（教学日）"), validators=[MinValueValidator(1)]
    )
    late_days = models.PositiveSmallIntegerField(
        _("定稿后仍可申诉的期限（教学日，不填为不限）"), null=True, blank=True
    )
    contact = models.CharField(_("受理部门和联系方式"), max_length=200)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.notice_days}/{self.ruling_days}"
