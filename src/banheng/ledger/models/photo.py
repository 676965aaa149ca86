from __future__ import annotations

from django.db import models

from banheng.ledger.models.record import Record
from banheng.ledger.models.reply import Reply


class Photo(models.Model):
    """A photo of a record or of a reply, re-encoded without place and device; deleted on schedule.

    `digest` is the SHA-256 of what was sent: the record keeps it, so a photo shown elsewhere can be matched.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="photo_files")
    reply = models.ForeignKey(
        Reply, on_delete=models.PROTECT, null=True, blank=True, related_name="photo_files"
    )
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to="photos/%Y/%m/", blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["record", "digest"], name="photo_once"),)

    def __str__(self) -> str:
        return self.digest[:12]
