"""Exact figures with four decimals: points, quantities and measured values.

All three are integers counted in *units* of 1/10,000, so that no floating point ever touches them.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from banheng.core.errors import MalformedNumber

UNITS = 10_000
"""Units in one point, in one occurrence and in one unit of a measured value."""

LIMIT = 10**9
"""Greatest absolute figure accepted, in units: a hundred thousand points. Small enough that a figure times a sum of figures stays exact in 64 bits."""

_NUMBER = re.compile(r"[+-]?((\d+|\d{1,3}(,\d{3})+)(\.\d*)?|\.\d+)")
_MINUS_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-", "∙": ".", "·": "."})


def parse_units(figure: str | int | Decimal, *, limit: int = LIMIT) -> int:
    """Read an exact decimal figure.

    Full-width digits, thousands commas and a percent sign are understood, a decimal comma is refused.

    Raises:
        MalformedNumber: no number, more than four decimals, or beyond the limit (in units).

    Examples:
        >>> parse_units("0.5"), parse_units("-12"), parse_units("９５．５％")
        (5000, -120000, 955000)
    """
    text = unicodedata.normalize("NFKC", str(figure)).strip().translate(_MINUS_SIGNS)
    text = text.removesuffix("%").strip()
    if isinstance(figure, float) or not _NUMBER.fullmatch(text):
        raise MalformedNumber(f"'{figure}' is not a decimal number")
    units = Decimal(text.replace(",", "")) * UNITS
    if units != units.to_integral_value():
        raise MalformedNumber(f"'{figure}' has more than four decimals")
    if abs(units) > limit:
        raise MalformedNumber(f"'{figure}' is beyond the greatest figure {limit // UNITS:,}")
    return int(units)


def format_units(units: int, *, places: int = 0) -> str:
    """Write units as a decimal figure: as short as is exact, with at least `places` decimals.

    Examples:
        >>> format_units(94_000), format_units(875_000, places=2), format_units(-5_000)
        ('9.4', '87.50', '-0.5')
    """
    sign = "-" if units < 0 else ""
    whole, rest = divmod(abs(units), UNITS)
    decimals = f"{rest:04d}".rstrip("0").ljust(places, "0")
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"
