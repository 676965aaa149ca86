from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School


class ReportTemplate(models.Model):
    """A workbook in the school's own layout, with placeholders where results go.

    `content` is small (`MOST_BYTES`) and stands in the database, so that a backup has it.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="report_templates")
    name = models.CharField(_("名称"), max_length=50)
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("上传时间"))

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=["school", "name"], name="report_template_once"),)

    def __str__(self) -> str:
        return self.name
