"""One collection under one regime."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from statistics import quantiles
from typing import TYPE_CHECKING

from banheng.balance.coefficient import computed
from banheng.balance.schools import COMPULSORY
from banheng.balance.variation import NothingToCompare, Variation, variation
from banheng.balance.verdict import Place, Verdict, judge
from banheng.bureau.collecting.figures import schools_of, units_in
from banheng.bureau.naming import called

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from banheng.balance.regime import Indicator, Regime
    from banheng.balance.schools import Level, Unit
    from banheng.bureau.collecting.figures import Counted
    from banheng.bureau.collecting.models import Collection


@dataclass(frozen=True)
class Compared:
    """One indicator at one level.

    Attributes:
        stocks: what each school has.
        variation: None if there is no stock at all.
        passes: None where the regime does not test the indicator by itself.
    """

    level: Level
    indicator: Indicator
    stocks: Sequence[tuple[Unit, Fraction]]
    variation: Variation | None
    limit: Fraction
    passes: bool | None

    @property
    def mean(self) -> Fraction | None:
        """The mean of the county, for so many students as the indicator tells."""
        return None if self.variation is None else self.variation.mean * self.indicator.per

    @cached_property
    def values(self) -> list[tuple[Unit, Fraction]]:
        """Give for each school what the indicator tells: stock for so many students."""
        return [(unit, stock * self.indicator.per / unit.students) for unit, stock in self.stocks]

    @cached_property
    def five(self) -> list[Fraction]:
        """The least, the quartiles and the greatest of the schools; each school counts once."""
        sorted_values = sorted(value for _, value in self.values)
        if len(sorted_values) < 2:
            return sorted_values * 5
        return [
            sorted_values[0],
            *quantiles(sorted_values, n=4, method="inclusive"),
            sorted_values[-1],
        ]


@dataclass(frozen=True)
class Standing:
    """A collection under a regime.

    Attributes:
        counted: the schools whose figures count.
        units: those in the scope of the regime, by level.
        missing: the names of columns that the regime needs and the collection did not ask for.
    """

    collection: Collection
    regime: Regime
    counted: Sequence[Counted]
    units: Mapping[Level, Sequence[Unit]]
    missing: tuple[str, ...]

    @cached_property
    def compared(self) -> list[Compared]:
        """Compare every indicator that can be computed, at each level that has schools."""
        asked = {stock.code for stock in self.collection.stocks}
        return [
            compare(self.regime, level, indicator, units)
            for level, units in self.units.items()
            for indicator in self.regime.indicators
            if indicator.stock in asked
        ]

    @cached_property
    def verdicts(self) -> dict[Level, Verdict]:
        """Judge each level; a level with an indicator that cannot be computed has no verdict."""
        found = {}
        for level in self.units:
            computable = {
                each.indicator.code: computed(each.variation)
                for each in self.compared
                if each.level is level and each.variation is not None
            }
            if len(computable) == len(self.regime.indicators):
                place = Place(self.collection.bureau.name, level, str(self.collection.year))
                found[level] = judge(self.regime, place, computable)
        return found

    def of(self, level: Level, code: str) -> Compared | None:
        """Find an indicator at a level."""
        return next(
            (each for each in self.compared if (each.level, each.indicator.code) == (level, code)), None
        )


def standing_of(collection: Collection, regime: Regime) -> Standing:
    """Compute where a county stands; one query."""
    counted = schools_of(collection.filings.select_related("school"), collection)
    return standing_with(collection, regime, counted)


def standing_with(collection: Collection, regime: Regime, counted: Sequence[Counted]) -> Standing:
    """Compute where a county would stand with such schools."""
    by_level = units_by_level(regime, units_in([each.school for each in counted], collection.stocks))
    return Standing(collection, regime, counted, by_level, _missing(collection, regime))


def units_by_level(regime: Regime, units: Sequence[Unit]) -> dict[Level, list[Unit]]:
    """Sort the schools in the scope of a regime."""
    found: dict[Level, list[Unit]] = defaultdict(list)
    for unit in units:
        if regime.takes(unit):
            found[unit.level].append(unit)
    return {level: found[level] for level in COMPULSORY if level in found}


def compare(regime: Regime, level: Level, indicator: Indicator, units: Sequence[Unit]) -> Compared:
    """Compare schools by one indicator; a school whose figure is not known stays out."""
    known = [unit for unit in units if indicator.stock in unit.figures]
    stocks = [(unit, indicator.stock_of(unit)) for unit in known]
    try:
        found = variation((unit.students, stock) for unit, stock in stocks)
    except NothingToCompare:
        found = None
    limit = regime.limit(level)
    tests = regime.tested == "each" and found is not None
    return Compared(
        level,
        indicator,
        stocks,
        found,
        limit,
        computed(found).is_at_most(limit) if tests and found is not None else None,
    )


def _missing(collection: Collection, regime: Regime) -> tuple[str, ...]:
    asked = {stock.code for stock in collection.stocks}
    return tuple(called(each.stock_name) for each in regime.indicators if each.stock not in asked)
