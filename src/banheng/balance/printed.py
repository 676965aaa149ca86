"""Whether a printed figure is what follows from the figures behind it."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from banheng.balance.exact import GUARDED, decimal_of, rounded


class Agreement(StrEnum):
    """How a printed figure stands to the exact one."""

    EQUAL = "equal"  # it is the exact figure, rounded half up
    TRUNCATED = "truncated"  # digits were cut off, not rounded
    DIFFERS = "differs"


def compare_printed(
    exact: Fraction | Decimal, printed: Fraction, places: int, slack: Fraction = Fraction(0)
) -> Agreement:
    """Compare an exact figure with a printed one of so many decimals.

    Args:
        exact: what follows.
        printed: what stands there.
        places: decimals of what stands there.
        slack: how far the exact figure may be off, because it comes from rounded figures itself.
    """
    value = exact if isinstance(exact, Decimal) else decimal_of(exact)
    shown = decimal_of(printed)
    if rounded(value, places) == shown:
        return Agreement.EQUAL
    half = Decimal("0.5").scaleb(-places)
    with localcontext(GUARDED) as context:
        if slack and abs(value - shown) <= half + decimal_of(slack):
            return Agreement.EQUAL
        context.rounding = ROUND_DOWN
        cut_off = value.quantize(Decimal(1).scaleb(-places))
    return Agreement.TRUNCATED if cut_off == shown else Agreement.DIFFERS
