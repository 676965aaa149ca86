from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.assessment.models.frozen_sheet import FrozenSheet
from banheng.assessment.models.score_sheet import ScoreSheet


class Step(models.Model):
    """One step in the life of a sheet: who, when, why; appended, never edited.

    Attributes:
        edition: the edition that the step made, if it made one.
        left: digest of the changes that were decided not to be made; only where a result was kept.
        by_name: the name as it was then.
    """

    class Kind(models.TextChoices):
        COMPUTED = "computed", _("计算")
        REVIEWED = "reviewed", _("审核通过")
        RETURNED = "returned", _("退回")
        PUBLISHED = "published", _("公示")
        WITHDRAWN = "withdrawn", _("撤回公示")
        AMENDED = "amended", _("更正")
        KEPT = "kept", _("维持原结果")
        FINALISED = "finalised", _("定稿")

    sheet = models.ForeignKey(ScoreSheet, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("步骤"), max_length=20, choices=Kind)
    edition = models.ForeignKey(
        FrozenSheet, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("说明"), max_length=500, blank=True)
    left = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(_("办理人"), max_length=50)
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d %H:%M}"
