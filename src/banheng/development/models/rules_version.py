from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.eligibility.loading import parse_pack
from banheng.schools.models import School

if TYPE_CHECKING:
    from banheng.eligibility.loading import RulesInForce


class RulesVersion(models.Model):
    """A rule pack as it was put in force from `first` on, until `last` or the next version of the same code.

    Attributes:
        choices: the option of each setting that the school chose, by code.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="rule_packs")
    code = models.CharField(_("规则代码"), max_length=60)
    number = models.PositiveIntegerField(_("版本"))
    title = models.CharField(_("名称"), max_length=200)
    text = models.TextField(_("规则"))
    choices = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    first = models.DateField(_("执行日期"))
    last = models.DateField(_("停止日期"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ("code", "number")
        constraints = (
            models.UniqueConstraint(fields=["school", "code", "number"], name="rules_number_once"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def rules(self) -> RulesInForce:
        """The rules with every choice made."""
        return _read(self.text, tuple(sorted(self.choices.items())))


@lru_cache(maxsize=200)
def _read(text: str, choices: tuple[tuple[str, str], ...]) -> RulesInForce:
    return parse_pack(text).in_force(dict(choices))
