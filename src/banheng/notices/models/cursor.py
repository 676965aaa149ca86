from __future__ import annotations

from django.db import models

from banheng.schools.models import School


class Cursor(models.Model):
    """Up to which row of a source a school's notices have been gathered."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=30)
    place = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["school", "source"], name="cursor_once"),)

    def __str__(self) -> str:
        return f"{self.source} {self.place}"
