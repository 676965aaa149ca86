from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School


class InstrumentDraft(models.Model):
    """A questionnaire being written; it may hold blanks and faults until it becomes a version."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="instrument_drafts")
    title = models.CharField(_("名称"), max_length=200)
    text = models.TextField(_("问卷"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("-changed_at",)

    def __str__(self) -> str:
        return self.title


class InstrumentVersion(models.Model):
    """A questionnaire of the school: its text never changes (triggers refuse it), a change is a new version.

    `digest` is the fingerprint of its meaning (SHA-256, hexadecimal).
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="instrument_versions")
    code = models.CharField(_("问卷代码"), max_length=60)
    number = models.PositiveIntegerField(_("版本"))
    title = models.CharField(_("名称"), max_length=200)
    text = models.TextField(_("问卷"))
    digest = models.CharField(max_length=64)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("code", "-number")
        constraints = (
            models.UniqueConstraint(fields=["school", "code", "number"], name="instrument_number_once"),
            models.UniqueConstraint(fields=["school", "code", "digest"], name="instrument_text_once"),
        )

    def __str__(self) -> str:
        return gettext("%(title)s 第%(number)s版") % {"title": self.title, "number": self.number}
