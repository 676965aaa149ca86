"""Named ways to round an exact fraction to an integer.

Every division of the product goes through `divide` or, for arrays, through `divide_array`.
Rounding is symmetric about zero: a deduction of 0.5 rounds as an award of 0.5 does.
"""

from __future__ import annotations

from enum import StrEnum

import numpy as np
import numpy.typing as npt

from banheng.core.errors import LimitExceeded
from banheng.core.points import UNITS

Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]


class Rounding(StrEnum):
    """How a fraction becomes an integer."""

    HALF_UP = "half_up"  # 四舍五入: a half goes away from zero
    HALF_EVEN = "half_even"  # 四舍六入五成双
    DOWN = "down"  # 去尾: towards zero
    UP = "up"  # 进一: away from zero


def divide(numerator: int, denominator: int, rounding: Rounding = Rounding.HALF_UP) -> int:
    """Divide two integers and round the exact quotient.

    Examples:
        >>> divide(5, 2), divide(-5, 2), divide(5, 2, Rounding.HALF_EVEN), divide(-7, 2, Rounding.DOWN)
        (3, -3, 2, -3)
    """
    whole, rest = divmod(abs(numerator), abs(denominator))
    double = 2 * rest - abs(denominator)
    goes_up = {
        Rounding.HALF_UP: double >= 0,
        Rounding.HALF_EVEN: double > 0 or (double == 0 and whole % 2 == 1),
        Rounding.DOWN: False,
        Rounding.UP: rest > 0,
    }[rounding]
    quotient = whole + goes_up
    return quotient if (numerator < 0) == (denominator < 0) else -quotient


def divide_array(
    numerator: Integers, denominator: Integers | int, rounding: Rounding = Rounding.HALF_UP
) -> Integers:
    """Divide element by element with the meaning of `divide`.

    Denominators are never zero; all figures are smaller than 2**62, so that nothing overflows on the way.
    """
    amount: Integers = np.abs(numerator)
    size: Integers | int = abs(denominator) if isinstance(denominator, int) else np.abs(denominator)
    if rounding is Rounding.HALF_UP:
        quotient = (amount + size // 2) // size
    elif rounding is Rounding.UP:
        quotient = (amount + (size - 1)) // size
    else:
        quotient = amount // size
    if rounding is Rounding.HALF_EVEN:
        rest = amount - quotient * size
        double = rest - (size - rest)
        quotient += (double > 0) | ((double == 0) & (quotient % 2 == 1))
    if isinstance(denominator, int) and denominator > 0:
        return quotient * np.sign(numerator)
    return quotient * np.sign(numerator) * np.sign(denominator)


SAFE = 2**62
"""Products below this stay exact in 64 bits, with room for one addition."""


def multiply(left: Integers, right: Integers | int) -> Integers:
    """Multiply element by element, refusing what may not fit 64 bits.

    Raises:
        LimitExceeded: the greatest factors have too large a product.
    """
    right_size = int(np.abs(right).max(initial=0)) if isinstance(right, np.ndarray) else abs(right)
    if int(np.abs(left).max(initial=0)) * right_size > SAFE:
        raise LimitExceeded(
            "figures are too large to be computed exactly; check the figures of the scheme and the evidence"
        )
    return left * right


def round_units(units: int, places: int, rounding: Rounding) -> int:
    """Round a figure in units to so many decimals, staying in units."""
    step = UNITS // 10**places
    return divide(units, step, rounding) * step


def round_units_array(units: Integers, places: int, rounding: Rounding) -> Integers:
    """Round figures in units to so many decimals, staying in units."""
    step = UNITS // 10**places
    return divide_array(units, step, rounding) * step
