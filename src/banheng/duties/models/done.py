from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.duties.models.pack_version import PackVersion
from banheng.schools.models import SchoolClass


class Done(models.Model):
    """That a duty was done, for a class, by a person or for the school; taken back, it stays with the time.

    `person` is whose it is, where each holder of a role has it. `day` and `number` say which time it was due, as in `routines.due.Due`.
    """

    version = models.ForeignKey(PackVersion, on_delete=models.PROTECT, related_name="done")
    duty = models.CharField(_("常规"), max_length=60)
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="duties_done"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    day = models.DateField(_("到期日"))
    number = models.PositiveIntegerField(_("第几次"), default=1)
    count = models.PositiveIntegerField(_("数量"), null=True, blank=True)
    note = models.CharField(_("记录"), max_length=2000, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("时间"))
    feed = models.UUIDField(null=True, blank=True)  # the ledger's record that it counted as
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("day", "number", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["version", "duty", "school_class", "day", "number"],
                condition=models.Q(taken_back_at=None, school_class__isnull=False),
                name="duty_done_once_a_class",
            ),
            models.UniqueConstraint(
                fields=["version", "duty", "person", "day", "number"],
                condition=models.Q(taken_back_at=None, person__isnull=False),
                name="duty_done_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["version", "duty", "day", "number"],
                condition=models.Q(taken_back_at=None, school_class__isnull=True, person__isnull=True),
                name="duty_done_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.duty} {self.day:%Y-%m-%d}"
