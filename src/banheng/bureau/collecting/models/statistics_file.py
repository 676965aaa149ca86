from __future__ import annotations

from django.conf import settings
from django.db import models

from banheng.bureau.collecting.models.collection import Collection


class StatisticsFile(models.Model):
    """A table with all schools that was handed in, and how its columns were understood.

    Attributes:
        header: as it stands in the file.
        rows: the cells below it.
        first_row: the number of the first of them in the file.
        mapping: column by header; the next file of the bureau begins with that of the last one.
    """

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    header = models.JSONField()
    rows = models.JSONField()
    first_row = models.PositiveIntegerField()
    mapping = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return self.name
