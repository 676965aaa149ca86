"""Points, and what the engine says, in the language of the request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.translation import get_language

from banheng.core.points import format_units
from banheng.core.wording import Language

if TYPE_CHECKING:
    from banheng.scoring.explanation.parts import RecordLine, Records, Text

register = template.Library()


@register.filter
def points(units: int | None, places: int = 0) -> str:
    """Write units of 1/10,000 as a figure; a dash for none."""
    return "—" if units is None else format_units(units, places=places).replace("-", "−")


@register.filter
def plain_points(units: int) -> str:
    """Write units as a figure that can be typed in again: with a plain hyphen for the minus."""
    return format_units(units)


@register.filter
def signed_points(units: int, places: int = 0) -> str:
    """Write units with their sign, also a plus: praise and deductions are told apart by more than colour."""
    figure = points(units, places)
    return f"+{figure}" if units > 0 else figure


@register.filter
def said(text: Text) -> str:
    """Give a text of the engine in the language of the request."""
    return text.within(request_language())


def request_language() -> Language:
    """Give the language of the request."""
    return Language.ZH_HANS if (get_language() or "zh").startswith("zh") else Language.EN


@register.filter
def points_cut(units: int | None) -> str:
    """Write a mean, cut to two places."""
    return "—" if units is None else points(units // 100 * 100)


@register.filter
def found_nothing(records: Records) -> list[RecordLine]:
    """Pick the records that say: looked, found nothing."""
    return [line for line in records.effective if line.quantity == 0 and line.value is None]


@register.filter
def found_something(records: Records) -> list[RecordLine]:
    """Pick the other records."""
    return [line for line in records.effective if line.quantity or line.value is not None]
