from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.bureau.accountability.rules import Rules, parse_rules
from banheng.schools.models import Bureau


class RulesVersion(models.Model):
    """A policy on accountability in force from a day until the next one; it is never changed."""

    bureau = models.ForeignKey(Bureau, on_delete=models.CASCADE, related_name="accountability_rules")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(_("制度"))
    first = models.DateField(_("启用日期"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("-first", "-number")
        constraints = (
            models.UniqueConstraint(fields=["bureau", "number"], name="accountability_rules_once"),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def rules(self) -> Rules:
        """Read what it says."""
        return parse_rules(self.text, name=str(self))
