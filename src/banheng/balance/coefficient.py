"""A coefficient of variation, computed or as it was printed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from banheng.balance.exact import decimal_of, root

if TYPE_CHECKING:
    from decimal import Decimal

    from banheng.balance.variation import Variation


@dataclass(frozen=True, slots=True)
class Coefficient:
    """The coefficient with guard digits, and its square, which is exact."""

    value: Decimal
    square: Fraction

    def is_at_most(self, limit: Fraction) -> bool:
        """Compare with a limit, exactly; equality is no more than it."""
        return self.square <= limit * limit


def computed(variation: Variation) -> Coefficient:
    """Take the coefficient of a computation."""
    return Coefficient(variation.cv, variation.square)


def of_spread(mean: Fraction, sd: Fraction) -> Coefficient:
    """Divide a printed standard deviation by a printed mean."""
    return Coefficient(decimal_of(sd / mean), (sd / mean) ** 2)


def printed(cv: Fraction) -> Coefficient:
    """Take a coefficient as it was printed."""
    return Coefficient(decimal_of(cv), cv * cv)


def of_square(square: Fraction) -> Coefficient:
    """Take the root of a square."""
    return Coefficient(root(square), square)
