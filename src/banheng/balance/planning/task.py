"""What a plan starts from: for each indicator of a place, the schools, what they have, need and may get."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.balance.regime import Indicator, Regime
    from banheng.balance.schools import Unit
    from banheng.balance.standard import Standard
    from banheng.balance.verdict import Place

UNBOUNDED = 10**9
"""Pieces; more than any school gets."""


@dataclass(frozen=True, slots=True)
class Price:
    """What one piece costs, in fen, and how many there may be.

    Attributes:
        lot: how much of the stock one piece is, as a classroom of 60 square metres.
        ceiling: most pieces for one school.
        move_fen: what it costs to move one of the stock from school to school; None if that cannot be done.
        movable: how many one school may give away.
    """

    fen: int
    lot: Fraction = Fraction(1)
    ceiling: int = UNBOUNDED
    move_fen: int | None = None
    movable: int = 0


@dataclass(frozen=True)
class Prices:
    """Prices by indicator, those of single schools, and budgets in fen by indicator.

    Attributes:
        own: by indicator and school; what is not there has the price of the indicator.
    """

    common: Mapping[str, Price]
    own: Mapping[tuple[str, str], Price]
    budgets: Mapping[str, int]

    def price(self, indicator: str, school: str) -> Price:
        """Give the price for a school; what has no price cannot be bought."""
        nothing = Price(0, ceiling=0)
        return self.own.get((indicator, school), self.common.get(indicator, nothing))


@dataclass(frozen=True, slots=True)
class Task:
    """One indicator of one place; all sequences are in the order of the schools.

    Attributes:
        limit: the greatest coefficient.
        need: what the standard wants a school to have.
        floor: the share of it that does where the school may miss the standard.
    """

    place: Place
    indicator: Indicator
    limit: Fraction
    units: tuple[Unit, ...]
    stock: tuple[Fraction, ...]
    prices: tuple[Price, ...]
    need: tuple[Fraction, ...]
    floor: Fraction

    @property
    def key(self) -> tuple[Place, str]:
        """Name the task."""
        return self.place, self.indicator.code


def tasks_of(
    regime: Regime, places: Mapping[Place, Sequence[Unit]], prices: Prices, standard: Standard | None
) -> list[Task]:
    """Make a task of every indicator of every place."""
    return [
        Task(
            place,
            indicator,
            regime.limit(place.level),
            tuple(units),
            tuple(indicator.stock_of(unit) for unit in units),
            tuple(prices.price(indicator.code, unit.name) for unit in units),
            tuple(_need(standard, indicator, unit) for unit in units),
            standard.rule.floor if standard else Fraction(0),
        )
        for place, units in places.items()
        for indicator in regime.indicators
    ]


def _need(standard: Standard | None, indicator: Indicator, unit: Unit) -> Fraction:
    for requirement in standard.requirements if standard else ():
        if requirement.code == indicator.code:
            limit = requirement.limit(unit.level, unit.school.area) or Fraction(0)
            return limit * unit.students / requirement.per
    return Fraction(0)
