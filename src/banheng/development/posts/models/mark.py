from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from banheng.development.posts.models.applicant import Applicant
from banheng.development.posts.models.round import Round


class PanelMember(models.Model):
    """Who marks the applicants of a round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="panel")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["round", "user"], name="panel_member_once"),)

    def __str__(self) -> str:
        return str(self.user)


class Mark(models.Model):
    """The score of an applicant in a part of the competition, 0 to 100, in units of 1/10,000 point.

    Attributes:
        part: its code in the round.
        judge: the member of the panel; null for what the office enters.
        votes_for, votes_cast: of a vote; the score follows from them.
    """

    applicant = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="marks")
    part = models.CharField(max_length=40)
    judge = models.ForeignKey(
        PanelMember, on_delete=models.CASCADE, null=True, blank=True, related_name="marks"
    )
    units = models.IntegerField(_("分数"))
    votes_for = models.PositiveIntegerField(_("赞成票"), null=True, blank=True)
    votes_cast = models.PositiveIntegerField(_("有效票"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["applicant", "part", "judge"], name="mark_once_a_judge"),
            models.UniqueConstraint(
                fields=["applicant", "part"], condition=Q(judge__isnull=True), name="mark_once_by_the_office"
            ),
            models.CheckConstraint(condition=Q(units__gte=0, units__lte=1_000_000), name="mark_within_100"),
        )

    def __str__(self) -> str:
        return f"{self.applicant} {self.part}"
