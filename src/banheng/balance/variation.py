"""The student-weighted coefficient of variation (差异系数).

Source: standards.md 1. The mean is total stock by total students, never the mean of school means; the spread is
weighted by students, in the population form.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from banheng.balance.exact import root
from banheng.core.errors import BanhengError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


class NothingToCompare(BanhengError, ArithmeticError):
    """No students, or no stock at all, so that the coefficient is not defined."""


@dataclass(frozen=True, slots=True)
class Variation:
    """How far schools differ in one stock.

    Attributes:
        units: schools that have students.
        students, stock: totals.
        moment: the sum of stock squared by students.
    """

    units: int
    students: int
    stock: Fraction
    moment: Fraction

    @property
    def mean(self) -> Fraction:
        """Stock for each student."""
        return self.stock / self.students

    @property
    def variance(self) -> Fraction:
        """The square of the standard deviation."""
        return self.moment / self.students - self.mean**2

    @property
    def square(self) -> Fraction:
        """The square of the coefficient."""
        return self.students * self.moment / self.stock**2 - 1

    @property
    def sd(self) -> Decimal:
        """The standard deviation."""
        return root(self.variance)

    @property
    def cv(self) -> Decimal:
        """The coefficient."""
        return root(self.square)


def variation(schools: Iterable[tuple[int, Fraction]]) -> Variation:
    """Compare schools by students and stock; those without students do not enter.

    Raises:
        NothingToCompare: no school has students, or none has any stock.
    """
    entered = [(students, stock) for students, stock in schools if students]
    students = sum(number for number, _ in entered)
    stock = _sum(amount for _, amount in entered)
    if not students or not stock:
        raise NothingToCompare("no students or no stock: the coefficient of variation is not defined")
    return Variation(
        len(entered), students, stock, _sum(amount * amount / number for number, amount in entered)
    )


def _sum(figures: Iterable[Fraction]) -> Fraction:
    """Add up over one common denominator; adding fractions one by one would reduce each sum anew."""
    terms = [(figure.numerator, figure.denominator) for figure in figures]
    common = lcm(*(denominator for _, denominator in terms))
    return Fraction(sum(numerator * (common // denominator) for numerator, denominator in terms), common)
