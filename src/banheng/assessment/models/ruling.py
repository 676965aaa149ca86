from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.assessment.models.appeal import Appeal
from banheng.assessment.models.frozen_sheet import FrozenSheet
from banheng.ledger.models import Record


class Ruling(models.Model):
    """How an appeal ended; appended, never edited.

    Attributes:
        records: what the ruling appended to the ledger: voids, and what takes their place.
        edition: the recomputed result; null if nothing changed.
    """

    class Outcome(models.TextChoices):
        UPHELD = "upheld", _("申诉成立")
        AMENDED = "amended", _("部分成立，予以更正")
        REJECTED = "rejected", _("申诉不成立，维持原结果")

    appeal = models.OneToOneField(Appeal, on_delete=models.PROTECT, related_name="ruling")
    outcome = models.CharField(_("复核结论"), max_length=20, choices=Outcome)
    reason = models.TextField(_("理由"), max_length=2000)
    records = models.ManyToManyField(Record, related_name="+")
    edition = models.ForeignKey(FrozenSheet, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("复核人"), max_length=50)
    at = models.DateTimeField(_("时间"))

    def __str__(self) -> str:
        return f"{self.appeal} {self.get_outcome_display()}"
