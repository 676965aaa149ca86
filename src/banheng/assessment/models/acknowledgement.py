from __future__ import annotations

from django.conf import settings
from django.db import models

from banheng.assessment.models.frozen_sheet import FrozenSheet
from banheng.schools.models import Staff


class Acknowledgement(models.Model):
    """That a teacher has seen their result in an edition; it says nothing of whether they agree."""

    edition = models.ForeignKey(FrozenSheet, on_delete=models.PROTECT, related_name="acknowledgements")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["edition", "staff"], name="acknowledged_once"),)

    def __str__(self) -> str:
        return f"{self.edition} {self.staff}"
