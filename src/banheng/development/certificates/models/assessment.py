from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.development.certificates.models.application import Application


class Assessment(models.Model):
    """A qualification assessment of the school; it may be taken again after one that was failed.

    Attributes:
        marks: out of 100; null where it is only passed or failed.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="assessments")
    day = models.DateField(_("考核日期"))
    marks = models.DecimalField(
        _("考核得分"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MaxValueValidator(100)],
    )
    passed = models.BooleanField(_("通过"))
    note = models.CharField(_("考核情况"), max_length=300, blank=True)
    assessed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    assessed_at = models.DateTimeField()

    class Meta:
        ordering = ("day", "pk")

    def __str__(self) -> str:
        return f"{self.application} {self.day}"
