from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.bureau.collecting.models.collection import Collection


class ConditionAnswer(models.Model):
    """What a county shows for a condition of a regime. The newest counts; answers are added, never changed.

    Attributes:
        level: empty where the regime asks about both levels together.
        value: a figure, or `yes` or `no`; empty takes an earlier answer back.
    """

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="answers")
    regime = models.CharField(max_length=20)
    condition = models.CharField(max_length=60)
    level = models.CharField(max_length=10, blank=True)
    value = models.CharField(_("情况"), max_length=40, blank=True)
    proof = models.CharField(_("佐证（文件名、文号或存放处）"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.condition}: {self.value}"
