"""Figures of balance for people: rounded half up, a dash for what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from banheng.balance.exact import rounded
from banheng.bureau.collecting.columns import LEVEL_NAMES
from banheng.bureau.collecting.columns import TYPE_NAMES as TYPES
from banheng.bureau.naming import called, unit_after

if TYPE_CHECKING:
    from decimal import Decimal
    from fractions import Fraction

    from banheng.balance.schools import Level, SchoolType

register = template.Library()
register.filter("called", called)
register.filter("unit_after", unit_after)


@register.filter
def figure(number: Fraction | Decimal | None, places: int = 2) -> str:
    """Round a figure."""
    return "—" if number is None else f"{rounded(number, places):f}".replace("-", "−")


@register.filter
def shortly(number: Fraction | Decimal | None) -> str:
    """Write a figure without zeros at its end."""
    return "—" if number is None else f"{rounded(number, 4).normalize():f}"


@register.filter
def hundredths(number: Fraction | Decimal | None, places: int = 1) -> str:
    """Write a share as a percentage."""
    return "—" if number is None else f"{rounded(number * 100, places):f}%".replace("-", "−")


@register.filter
def level(of: Level) -> str:
    """Name a level."""
    return str(LEVEL_NAMES[of])


@register.filter
def kind(of: SchoolType | None) -> str:
    """Name a type of school."""
    return "" if of is None else str(TYPES[of])
