from __future__ import annotations

import uuid

from django.db import models

from banheng.development.training.models.session import Session


class Rating(models.Model):
    """One mark from 1 to 5 for a session; nothing tells whose it is, not even the order of the rows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="ratings")
    mark = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(condition=models.Q(mark__gte=1, mark__lte=5), name="rating_in_range"),
        )

    def __str__(self) -> str:
        return str(self.mark)
