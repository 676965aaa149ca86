from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.assessment.models.frozen_sheet import FrozenSheet
from banheng.assessment.models.score_sheet import ScoreSheet
from banheng.ledger.models import Record
from banheng.schools.models import School, SchoolClass, Staff

if TYPE_CHECKING:
    from datetime import date


class Appeal(models.Model):
    """An objection of somebody who is scored, to a record, an item or the whole result.

    Attributes:
        number: on the receipt, unique in the school, such as 2026-0003.
        edition: the edition that is objected to.
        due: the day by which it is ruled on.
        withdrawn_at: taken back by whoever made it; it is not ruled on then.
    """

    class About(models.TextChoices):
        RECORD = "record", _("某条记录")
        ITEM = "item", _("某个考核项")
        RESULT = "result", _("考核结果")

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="appeals")
    number = models.CharField(_("受理编号"), max_length=20)
    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="appeals")
    edition = models.ForeignKey(FrozenSheet, on_delete=models.PROTECT, related_name="appeals")
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="appeals")
    about = models.CharField(_("申诉事项"), max_length=20, choices=About)
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="appeals"
    )
    item = models.CharField(_("考核项"), max_length=60, blank=True)
    text = models.TextField(_("申诉理由"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_name = models.CharField(_("申诉人"), max_length=50)
    at = models.DateTimeField(_("提出时间"))
    due = models.DateField(_("复核期限"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["school", "number"], name="appeal_number_once"),)

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Tell whether a ruling is owed."""
        return self.withdrawn_at is None and not hasattr(self, "ruling")

    def is_overdue(self, day: date) -> bool:
        """Tell whether the ruling is late."""
        return self.is_open and self.due < day
