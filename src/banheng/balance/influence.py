"""Which school moves a coefficient, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import localcontext
from typing import TYPE_CHECKING

from banheng.balance.exact import GUARDED, decimal_of, root
from banheng.balance.variation import Variation, variation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from fractions import Fraction

    from banheng.balance.schools import Unit


@dataclass(frozen=True, slots=True)
class Influence:
    """What one school does to a coefficient.

    Attributes:
        value: stock for each student.
        share: of the variance; all shares add up to 1. None where there is no variance.
        slope: by how much the coefficient grows with one more of the stock; None where all schools are equal.
        without: the coefficient if the school were not there; None if nothing would be left.
        to_mean: how much of the stock the school lacks to have the mean of the county; negative if it has more.
    """

    unit: Unit
    value: Fraction
    share: Fraction | None
    slope: Decimal | None
    without: Decimal | None
    to_mean: Fraction


def influences(stocks: Sequence[tuple[Unit, Fraction]]) -> tuple[Variation, list[Influence]]:
    """Tell the influence of every school, the greatest share of the variance first.

    Raises:
        NothingToCompare: no students, or no stock.
    """
    entered = [(unit, stock) for unit, stock in stocks if unit.students]
    whole = variation((unit.students, stock) for unit, stock in entered)
    found = [_influence(whole, unit, stock) for unit, stock in entered]
    return whole, sorted(found, key=lambda each: (-(each.share or 0), each.unit.name))


def slope(whole: Variation, students: int, stock: Fraction) -> Decimal | None:
    """Differentiate the coefficient by the stock of one school.

    With T the total stock, N all students and Q the sum of stock squared by students, CV² = NQ/T² - 1, so that
    dCV/dx = N (x/P - Q/T) / (T² CV): it falls while the school has less for each student than Q/T.
    """
    if whole.square == 0:
        return None
    above = stock / students - whole.moment / whole.stock
    with localcontext(GUARDED):
        return decimal_of(whole.students * above / whole.stock**2) / whole.cv


def _influence(whole: Variation, unit: Unit, stock: Fraction) -> Influence:
    value = stock / unit.students
    off = unit.students * (value - whole.mean) ** 2 / whole.students
    return Influence(
        unit,
        value,
        off / whole.variance if whole.variance else None,
        slope(whole, unit.students, stock),
        _without(whole, unit.students, stock),
        whole.mean * unit.students - stock,
    )


def _without(whole: Variation, students: int, stock: Fraction) -> Decimal | None:
    rest = Variation(
        whole.units - 1,
        whole.students - students,
        whole.stock - stock,
        whole.moment - stock * stock / students,
    )
    return root(rest.square) if rest.students and rest.stock else None
