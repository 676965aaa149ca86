from __future__ import annotations

from django.db import models

from banheng.schools.models import School


class Chain(models.Model):
    """The end of a school's chain; locked while a record is appended, so that numbers have no gaps.

    `hash` is that of the last record (SHA-256, hexadecimal), empty before the first.
    """

    school = models.OneToOneField(School, on_delete=models.PROTECT, primary_key=True, related_name="chain")
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.school} {self.sequence}"
