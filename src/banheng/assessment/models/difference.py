from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.assessment.models.frozen_sheet import FrozenSheet
from banheng.schools.models import SchoolClass, Staff


class Difference(models.Model):
    """What an edition after the final one changes for one subject; paid, or taken back, with the next pay sheet.

    Attributes:
        edition: the edition that brought it; the one before it is what it differs from.
        total_before, total_after: as shown; empty if nothing applied.
        fen: of the pay, after less before.
    """

    edition = models.ForeignKey(FrozenSheet, on_delete=models.PROTECT, related_name="differences")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="differences")
    total_before = models.CharField(_("原总分"), max_length=20, blank=True)
    total_after = models.CharField(_("现总分"), max_length=20, blank=True)
    rating_before = models.CharField(_("原等次"), max_length=60, blank=True)
    rating_after = models.CharField(_("现等次"), max_length=60, blank=True)
    rank_before = models.PositiveIntegerField(_("原名次"), null=True)
    rank_after = models.PositiveIntegerField(_("现名次"), null=True)
    fen = models.BigIntegerField(_("津贴差额"))

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.staff} {self.fen}"
