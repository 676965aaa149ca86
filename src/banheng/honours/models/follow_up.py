from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banheng.accounts.roles import Role
from banheng.assessment.models import FrozenSheet, ScoreSheet
from banheng.schools.models import School, SchoolClass, Staff

if TYPE_CHECKING:
    from datetime import date


class FollowUp(models.Model):
    """One thing to do about somebody, or a class, after a result.

    Attributes:
        consequence, place: code of the consequence in the scheme, and which of its tasks.
        title: what the consequence is called; `what` is what has to be done.
        staff: whom it is about; null if it is the class.
        class_name: what the class was called then.
        grounds: what in the result has led to it, `zh` and `en` each.
        owner: the role that has to do it.
        due: null if the scheme sets no deadline.
        wait_until: before this day they are not appointed again; null if nothing is said.
        basis_gone_at: an amended result no longer leads to it; whether it is done is for people to decide.
    """

    class State(models.TextChoices):
        OPEN = "open", _("待办")
        DONE = "done", _("已完成")
        CANCELLED = "cancelled", _("已取消")

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="follow_ups")
    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="follow_ups")
    edition = models.ForeignKey(FrozenSheet, on_delete=models.PROTECT, related_name="+")
    consequence = models.CharField(max_length=60)
    place = models.PositiveSmallIntegerField()
    title = models.CharField(_("事由"), max_length=60)
    what = models.CharField(_("事项"), max_length=100)
    staff = models.ForeignKey(
        Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    school_class = models.ForeignKey(SchoolClass, on_delete=models.PROTECT, related_name="follow_ups")
    class_name = models.CharField(_("班级"), max_length=30, blank=True)
    grounds = models.JSONField(default=list)
    owner = models.CharField(_("由谁办"), max_length=30, choices=Role)
    due = models.DateField(_("期限"), null=True, blank=True)
    wait_until = models.DateField(_("再聘不早于"), null=True, blank=True)
    made_at = models.DateTimeField()
    state = models.CharField(_("状态"), max_length=20, choices=State, default=State.OPEN)
    basis_gone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = (models.F("due").asc(nulls_last=True), "id")
        constraints = (
            models.UniqueConstraint(
                fields=["sheet", "consequence", "place", "staff"],
                condition=Q(staff__isnull=False),
                name="follow_up_once_a_teacher",
            ),
            models.UniqueConstraint(
                fields=["sheet", "consequence", "place", "school_class"],
                condition=Q(staff__isnull=True),
                name="follow_up_once_a_class",
            ),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.whom}"

    @property
    def whom(self) -> str:
        """Name whom it is about: class and teacher, or the class."""
        return " ".join(filter(None, [self.class_name, self.staff.name if self.staff else ""]))

    def is_overdue(self, day: date) -> bool:
        """Tell whether it should have been done before a day."""
        return self.state == self.State.OPEN and self.due is not None and self.due < day
