from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.ledger.models.record import Record


class Reply(models.Model):
    """What a homeroom teacher answers to a record, or that the matter is handled; appended, never edited."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("说明")
        HANDLED = "handled", _("已整改")

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="replies")
    kind = models.CharField(max_length=20, choices=Kind)
    text = models.CharField(_("内容"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    by_name = models.CharField(max_length=50)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)
        verbose_name_plural = "replies"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.text}"
