"""Whether one impression colours all items: they agree more within an inspector than between two."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from banheng.fairness.visits import CannotTell, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.fairness.visits import Codes, Floats

LEVEL_BELOW = 1e-12
"""A product of variances that is no more than an error of rounding."""

DRAWS = 1000
LEVEL = 0.05
ALARM = 0.002
"""An alarm needs all but so many draws; drawing few days makes the differences look smaller than they are."""

FEWEST = 20
"""Pairs of either kind that two items must have."""


@dataclass(frozen=True, slots=True)
class Halo:
    """Correlations between two items in the same class on the same day, the mean of all pairs of items.

    Attributes:
        within: both judged by one inspector.
        between: judged by two.
        low, high: the interval of the difference that holds the truth in 95 of 100 cases.
        is_alarm: items agree more within an inspector, beyond chance.
    """

    within: float
    between: float
    low: float
    high: float
    is_alarm: bool


def halo(visits: pl.DataFrame, chance: np.random.Generator, draws: int = DRAWS) -> Halo | CannotTell:
    """Compare judgements of two items by one inspector with those by two.

    How strict an inspector is with an item is taken off before. What a class was really like on the day is in
    both kinds of pairs, so the difference is not due to it.
    """
    if visits["inspector"].n_unique() < 2:
        return CannotTell.ONE_INSPECTOR
    if (visits["loss"] == visits["loss"].first()).all():
        return CannotTell.NO_VARIATION
    pairs = _pairs(visits)
    if not pairs:
        return CannotTell.NOT_SHARED
    days = int(max(each.day.max() for both in pairs for each in both)) + 1
    weights = np.vstack(
        [np.ones(days), [np.bincount(chance.integers(days, size=days), minlength=days) for _ in range(draws)]]
    )
    within, between = (
        np.mean([both[kind].correlations(weights) for both in pairs], axis=0) for kind in (0, 1)
    )
    lowest, low, high = np.quantile((within - between)[1:], [ALARM, LEVEL / 2, 1 - LEVEL / 2])
    return Halo(float(within[0]), float(between[0]), float(low), float(high), bool(lowest > 0))


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Judgements of two items, one a row, and the number of the day."""

    one: Floats
    other: Floats
    day: Codes

    def correlations(self, weights: Floats) -> Floats:
        """Correlate under each row of weights of days; 0 where one of the two is level."""
        of = weights[:, self.day]
        total = of.sum(axis=1)
        one, other = of @ self.one / total, of @ self.other / total
        together = of @ (self.one * self.other) / total - one * other
        spread = (of @ self.one**2 / total - one**2) * (of @ self.other**2 / total - other**2)
        is_level = spread < LEVEL_BELOW
        return np.where(is_level, 0, together / np.sqrt(np.where(is_level, 1, spread)))


def _pairs(visits: pl.DataFrame) -> Sequence[tuple[_Pairs, _Pairs]]:
    """Pair the items: those by one inspector and those by two, where there are enough of both."""
    own = visits.select(
        "inspector",
        "school_class",
        "item",
        pl.Series("day", numbered(visits["day"].cast(pl.String))[1]),
        pl.col("loss") - pl.col("loss").mean().over("inspector", "item"),
    )
    found = []
    for one, other in combinations(sorted(set(own["item"])), 2):
        both = own.filter(item=one).join(own.filter(item=other), on=["school_class", "day"])
        same = pl.col("inspector") == pl.col("inspector_right")
        kinds = both.filter(same), both.filter(~same)
        if min(kind.height for kind in kinds) >= FEWEST:
            within, between = (
                _Pairs(kind["loss"].to_numpy(), kind["loss_right"].to_numpy(), kind["day"].to_numpy())
                for kind in kinds
            )
            found.append((within, between))
    return found
