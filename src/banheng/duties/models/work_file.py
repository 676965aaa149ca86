from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.duties.models.work_record import WorkRecord


class WorkFile(models.Model):
    """A photo or a voice note of a record of the work; goes when the record goes.

    A photo is re-encoded without place and device. The file of a restricted record is encrypted.
    """

    class Kind(models.TextChoices):
        PHOTO = "photo", _("照片")
        VOICE = "voice", _("录音")

    record = models.ForeignKey(WorkRecord, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    content_type = models.CharField(max_length=40)
    is_sealed = models.BooleanField(default=False)
    digest = models.CharField(max_length=64)
    file = models.FileField(upload_to="work/%Y/%m/")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["record", "digest"], name="work_file_once"),)

    def __str__(self) -> str:
        return self.digest[:12]
