"""What a regime says about a county: the composite under 2012, each indicator by itself under 2017."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import TYPE_CHECKING

from banheng.balance.coefficient import computed
from banheng.balance.exact import GUARDED, is_at_most
from banheng.balance.regime import Tested
from banheng.balance.variation import variation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from banheng.balance.coefficient import Coefficient
    from banheng.balance.regime import Regime
    from banheng.balance.schools import Level, Unit


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """What is judged: one level of a county in a year."""

    county: str
    level: Level
    year: str = ""
    province: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on one level of a county.

    Attributes:
        coefficients: by indicator.
        composite: their mean; it decides only where the regime tests it.
        failing: indicators above the limit; they decide only where the regime tests each.
        passes: whether the level meets the rule of the county.
    """

    place: Place
    regime: Regime
    coefficients: Mapping[str, Coefficient]
    composite: Decimal
    failing: tuple[str, ...]
    passes: bool

    @property
    def limit(self) -> Fraction:
        """The greatest coefficient that passes."""
        return self.regime.limit(self.place.level)

    @property
    def tests_each(self) -> bool:
        """Whether every indicator is tested by itself."""
        return self.regime.tested is Tested.EACH


def judge(regime: Regime, place: Place, coefficients: Mapping[str, Coefficient]) -> Verdict:
    """Judge the coefficients of all indicators of a regime.

    Source: standards.md 2 and 4.1. A composite verdict under 2017 would be wrong.
    """
    limit = regime.limit(place.level)
    with localcontext(GUARDED):
        composite = sum((each.value for each in coefficients.values()), start=Decimal(0)) / len(coefficients)
    failing = tuple(code for code, each in coefficients.items() if not each.is_at_most(limit))
    passes = not failing if regime.tested is Tested.EACH else is_at_most(composite, limit)
    return Verdict(place, regime, coefficients, composite, failing, passes)


def coefficients_of(regime: Regime, units: Iterable[Unit]) -> dict[str, Coefficient]:
    """Compute the coefficient of every indicator for the schools of one place; all figures are known.

    Raises:
        NothingToCompare: no school has students, or an indicator no stock at all.
    """
    entered = list(units)
    return {
        indicator.code: computed(variation((unit.students, indicator.stock_of(unit)) for unit in entered))
        for indicator in regime.indicators
    }


def by_place(regime: Regime, units: Iterable[Unit]) -> dict[Place, list[Unit]]:
    """Sort the schools that enter by county, level and year."""
    places: dict[Place, list[Unit]] = defaultdict(list)
    for unit in units:
        if regime.takes(unit):
            places[Place(unit.school.county, unit.level, unit.school.year, unit.school.province)].append(unit)
    return dict(places)
