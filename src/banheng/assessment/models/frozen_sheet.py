from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.assessment.models.score_sheet import ScoreSheet
from banheng.policies.models import SchemeVersion


class FrozenSheet(models.Model):
    """An edition of a published result; it never changes (triggers refuse it), a change is the next edition.

    The edition with the highest number stands.

    Attributes:
        number: from 1 in each sheet.
        results: as in `ScoreSheet`.
        digests: SHA-256, hexadecimal, of `scheme`, `roster`, `calendar`, `pieces`, `ledger` (its last hash) and `results`.
        digest: SHA-256 of them all; names the edition wherever it is printed.
        ledger_sequence, ledger_hash: the last record that was read.
        reason: why there is this edition.
    """

    CODE_DIGITS = 16

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("版次"))
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="+")
    results = models.JSONField()
    digests = models.JSONField()
    digest = models.CharField(max_length=64)
    ledger_sequence = models.PositiveBigIntegerField()
    ledger_hash = models.CharField(max_length=64, blank=True)
    engine_version = models.CharField(max_length=20)
    reason = models.CharField(_("原因"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("sheet", "number")
        constraints = (models.UniqueConstraint(fields=["sheet", "number"], name="frozen_sheet_once"),)
        indexes = (models.Index(fields=["digest"], name="frozen_sheet_by_digest"),)

    def __str__(self) -> str:
        return f"{self.sheet} ({self.number})"

    @property
    def code(self) -> str:
        """The beginning of the digest, under which anybody can check it: nobody guesses it, and it can be typed."""
        return self.digest[: self.CODE_DIGITS]
