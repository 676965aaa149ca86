from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from banheng.balance.splitting import Division, Stock
from banheng.schools.models import Bureau

if TYPE_CHECKING:
    from datetime import date


class Collection(models.Model):
    """The figures of a year that a bureau asks all its schools for.

    Attributes:
        columns: what is asked for beside type, place and students, as lists of code, name, division and whole.
        jump_percent: a figure that moves more than this from last year must be explained.
    """

    bureau = models.ForeignKey(Bureau, on_delete=models.PROTECT, related_name="collections")
    year = models.PositiveSmallIntegerField(
        _("年度"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    deadline = models.DateField(_("报送截止日期"))
    columns = models.JSONField()
    jump_percent = models.PositiveSmallIntegerField(
        _("比上年增减超过百分之几须说明"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(1000)],
    )
    note = models.TextField(_("填报说明（口径、依据文件）"), max_length=2000, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-year",)
        constraints = (models.UniqueConstraint(fields=["bureau", "year"], name="collection_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.bureau} {self.year}"

    @property
    def is_locked(self) -> bool:
        """Whether figures change only as recorded differences now."""
        return self.locked_at is not None

    @property
    def stocks(self) -> list[Stock]:
        """The columns of totals."""
        return [
            Stock(code, name, Division(division), inside) for code, name, division, inside in self.columns
        ]

    def is_overdue(self, day: date) -> bool:
        """Tell whether schools should have handed in before a day."""
        return self.locked_at is None and day > self.deadline
