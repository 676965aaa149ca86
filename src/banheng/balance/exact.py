"""Exact figures: read, rooted, and rounded only to be shown."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

from banheng.core.errors import MalformedNumber

GUARDED = Context(prec=60, rounding=ROUND_HALF_UP)
"""Digits of a square root; sums and limits are compared with forty of them."""

SHOWN_DIGITS = 20
FEWEST_DIGITS = 12
LONGEST = 40
_NUMBER = re.compile(r"[+-]?((\d+|\d{1,3}(,\d{3})+)(\.\d*)?|\.\d+)")
_MINUS_SIGNS = str.maketrans({"−": "-", "–": "-", "—": "-"})


def read_exact(text: str) -> Fraction:
    """Read a decimal figure with as many decimals as it has.

    Raises:
        MalformedNumber: no decimal number, or one that is longer than any statistics.

    Examples:
        >>> read_exact("354,251,702.94"), read_exact("０.５"), read_exact("95%")
        (Fraction(17712585147, 50), Fraction(1, 2), Fraction(95, 1))
    """
    if text.isascii() and text.isdigit() and len(text) <= LONGEST:  # most of a yearly collection
        return Fraction(int(text))
    plain = unicodedata.normalize("NFKC", text).strip().translate(_MINUS_SIGNS).removesuffix("%").strip()
    if len(plain) > LONGEST or not _NUMBER.fullmatch(plain):
        raise MalformedNumber(f"'{text}' is not a decimal number")
    return Fraction(plain.replace(",", ""))


def decimal_of(figure: Fraction | int) -> Decimal:
    """Give a fraction with guard digits."""
    exact = Fraction(figure)
    with localcontext(GUARDED):
        return Decimal(exact.numerator) / Decimal(exact.denominator)


def root(square: Fraction) -> Decimal:
    """Give the square root with guard digits; it is exact where a decimal number is the root."""
    with localcontext(GUARDED):
        return decimal_of(square).sqrt()


def is_at_most(figure: Decimal, limit: Fraction) -> bool:
    """Compare what was rooted with a limit; the last digits, which may be rounded, do not count."""
    with localcontext(GUARDED):
        return (figure - decimal_of(limit)).quantize(Decimal("1e-40")) <= 0


def rounded(figure: Fraction | Decimal, places: int) -> Decimal:
    """Round half up, away from zero, to so many decimals.

    Examples:
        >>> rounded(Fraction(1, 8), 2), rounded(Decimal("-0.005"), 2)
        (Decimal('0.13'), Decimal('-0.01'))
    """
    value = figure if isinstance(figure, Decimal) else decimal_of(figure)
    with localcontext(GUARDED):
        return value.quantize(Decimal(1).scaleb(-places))


def written(figure: Fraction | Decimal) -> str:
    """Write a figure for programs: at least 12 significant digits, at most 20, without an exponent.

    Examples:
        >>> written(Fraction(1913)), written(Fraction(2, 3))
        ('1913.00000000', '0.66666666666666666667')
    """
    value = figure if isinstance(figure, Decimal) else decimal_of(figure)
    if value == 0:
        return "0." + "0" * FEWEST_DIGITS
    with localcontext(Context(prec=SHOWN_DIGITS, rounding=ROUND_HALF_UP)):
        short = (+value).normalize()
    missing = FEWEST_DIGITS - len(short.as_tuple().digits)
    with localcontext(GUARDED):
        padded = (
            short.quantize(Decimal(1).scaleb(short.adjusted() - FEWEST_DIGITS + 1)) if missing > 0 else short
        )
    return f"{padded:f}"
