"""How figures and the ends of bands are said in the scheme language."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def bounds_of(band: Mapping[str, Any]) -> dict[str, Any]:
    """Say the ends of a band; a blank stays one."""
    content: dict[str, Any] = {}
    for end, closed, is_open in (("min", "at_least", "above"), ("max", "at_most", "below")):
        if band.get(f"{end}_blank"):
            content[closed if end == "min" else is_open] = None
        elif band.get(end) is not None:
            content[closed if band.get(f"{end}_incl") is not False else is_open] = band[end]
    return content


def percent(value: Any) -> int | Decimal | None:
    """Write a share of 1 in per cent."""
    return None if value is None else plain(Decimal(value) * 100)


def plain(value: Decimal | int) -> int | Decimal:
    """Make a whole number of a decimal one where it is one."""
    value = Decimal(value)
    return int(value) if value == value.to_integral_value() else value.normalize()
