from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School


class SchemeDraft(models.Model):
    """A scheme being written; it may hold blanks and faults until it becomes a version.

    Attributes:
        same_as: for trying it on past records: which event of the draft a recorded one is, by `item/event/level`.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="scheme_drafts")
    title = models.CharField(_("名称"), max_length=200)
    text = models.TextField(_("方案"))
    same_as = models.JSONField(default=dict, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True)
    changed_at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("-changed_at",)

    def __str__(self) -> str:
        return self.title
