from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.policies.models.scheme_draft import SchemeDraft
from banheng.policies.models.scheme_version import SchemeVersion


class SchemeSource(models.Model):
    """The school's own document that a draft was made from; it goes with the draft to the version it becomes.

    Attributes:
        text: the document as text; spans of the report count its characters.
        report: what became of each clause (`schemes.drafting.report`).
    """

    draft = models.OneToOneField(
        SchemeDraft, on_delete=models.CASCADE, null=True, blank=True, related_name="source"
    )
    version = models.OneToOneField(
        SchemeVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="source"
    )
    name = models.CharField(_("文件名"), max_length=200)
    text = models.TextField(_("原文"))
    report = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name
