from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from banheng.assessment.models.score_sheet import ScoreSheet


class Publication(models.Model):
    """That a result is on public notice for a span of days, and whom to tell objections.

    Attributes:
        first, last: the notice period; `first` is the day of publication, which does not count.
    """

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="publications")
    first = models.DateField(_("公示起"))
    last = models.DateField(_("公示止"))
    school_days = models.PositiveSmallIntegerField(_("公示期（教学日）"))
    contact = models.CharField(_("受理部门和联系方式"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_for = models.CharField(_("撤回原因"), max_length=500, blank=True)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.UniqueConstraint(
                fields=["sheet"], condition=Q(withdrawn_at__isnull=True), name="publication_once"
            ),
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="publication_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.sheet} {self.first:%Y-%m-%d} – {self.last:%Y-%m-%d}"
