from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from banheng.schools.models import School


class SchemeVersion(models.Model):
    """A scheme as it was put on record: its text never changes (triggers refuse it), a change is a new version.

    `digest` is the fingerprint of its meaning (SHA-256, hexadecimal): comments and layout do not change it.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="scheme_versions")
    code = models.CharField(_("方案代码"), max_length=60)
    number = models.PositiveIntegerField(_("版本"))
    title = models.CharField(_("名称"), max_length=200)
    text = models.TextField(_("方案"))
    digest = models.CharField(max_length=64)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True)
    created_at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("code", "number")
        constraints = (
            models.UniqueConstraint(fields=["school", "code", "number"], name="scheme_number_once"),
            models.UniqueConstraint(fields=["school", "code", "digest"], name="scheme_text_once"),
        )

    def __str__(self) -> str:
        return gettext("%(title)s 第%(number)s版") % {"title": self.title, "number": self.number}
