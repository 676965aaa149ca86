from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.policies.models import SchemeVersion
from banheng.schools.models import School

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from banheng.assessment.models.appeal import Appeal


class ScoreSheet(models.Model):
    """All results of one scheme version for one period, as computed from a stated state of the ledger.

    `results` has the form `banheng-score/1` of docs/reference/score-format.md, and beside it, under `inputs`, the
    roster and the calendar of that moment; `ledger_sequence` and `ledger_hash` say up to which record.
    Once published, what stands is the last of its editions.
    """

    class State(models.TextChoices):
        COMPUTED = "computed", _("已计算")
        REVIEWED = "reviewed", _("已审核")
        PUBLISHED = "published", _("公示中")
        FINAL = "final", _("已定稿")

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="score_sheets")
    version = models.ForeignKey(SchemeVersion, on_delete=models.PROTECT, related_name="score_sheets")
    period = models.CharField(_("考核周期"), max_length=20)
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.COMPUTED)
    ledger_sequence = models.PositiveBigIntegerField()
    ledger_hash = models.CharField(max_length=64, blank=True)
    engine_version = models.CharField(max_length=20)
    results = models.JSONField()
    computed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    computed_at = models.DateTimeField(_("计算时间"))
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("审核时间"), null=True, blank=True)
    remark = models.CharField(_("审核意见"), max_length=500, blank=True)

    class Meta:
        ordering = ("-computed_at",)
        constraints = (models.UniqueConstraint(fields=["version", "period"], name="score_sheet_once"),)

    def __str__(self) -> str:
        return f"{self.version} {self.period}"

    @property
    def is_public(self) -> bool:
        """Tell whether it is on public notice or final."""
        return self.state in {self.State.PUBLISHED, self.State.FINAL}

    @property
    def open_appeals(self) -> QuerySet[Appeal]:
        """The appeals that are neither ruled on nor taken back."""
        return self.appeals.filter(ruling=None, withdrawn_at=None)
