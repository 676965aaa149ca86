"""How firm places are: on other days, with other inspectors, with other weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from banheng.fairness.ranking import DIGITS, places
from banheng.fairness.visits import CannotTell, numbered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.fairness.visits import Codes, Floats

DRAWS = 1000
LEVEL = 0.05
"""Intervals leave out this share of the draws, half of it on either side."""

CHANGE = 0.2
"""Weights are thought a fifth larger and a fifth smaller."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a class, and between which places it stays in 95 of 100 draws."""

    school_class: str
    place: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Firmness:
    """The classes, best first.

    Attributes:
        groups: neighbours whose order is not certain: no class is told apart from the first of its group.
    """

    places: Sequence[Place]
    groups: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class WeightChange:
    """What happens if a part counts more or less.

    Attributes:
        factor: on the weight of the part.
        moved: number of classes that change place.
        furthest: the most places that a class moves.
    """

    part: str
    factor: float
    moved: int
    furthest: int


def firmness(
    visits: pl.DataFrame,
    chance: np.random.Generator,
    over: Sequence[str] = ("day", "inspector"),
    draws: int = DRAWS,
    altogether: Mapping[str, float] | None = None,
) -> Firmness | CannotTell:
    """Rank classes again and again by visits on days, and of inspectors, drawn with replacement.

    Classes are ranked as if all had been looked at equally often. For an item of which a draw has no visit of a
    class, the class keeps its figure.

    Args:
        altogether: what each class lost with all that is not inspected; places are then by it, and the draws
            only say how much of it might be otherwise.
    """
    cells = _cells(visits)
    if len(cells.classes) < 2:
        return CannotTell.ONE_CLASS
    if visits["day"].n_unique() < 2:
        return CannotTell.TOO_FEW
    if "inspector" in over and visits["inspector"].n_unique() < 2:
        return CannotTell.ONE_INSPECTOR
    clusters = [numbered(visits[column].cast(pl.String))[1] for column in over]
    own = cells.lost(np.ones(len(cells.of)))
    besides = np.zeros(len(own)) if altogether is None else [altogether[code] for code in cells.classes] - own
    drawn = np.array([cells.lost(_weights(clusters, chance)) + besides for _ in range(draws)])
    return _firmness(cells.classes, own + besides, drawn)


def weight_changes(losses: pl.DataFrame, change: float = CHANGE) -> list[WeightChange]:
    """Rank classes anew with each part counting more, then less (columns school_class, part, loss)."""
    by_class = losses.pivot("part", index="school_class", values="loss", aggregate_function="sum").fill_null(
        0
    )
    parts = {name: by_class[name].to_numpy() for name in by_class.columns[1:]}
    total = np.sum(list(parts.values()), axis=0)
    found = []
    for name, lost in parts.items():
        for factor in (1 + change, 1 - change):
            moves = np.abs(places(total + (factor - 1) * lost) - places(total))
            found.append(WeightChange(name, factor, int((moves > 0).sum()), int(moves.max())))
    return found


@dataclass(frozen=True, slots=True)
class _Cells:
    """Visits by class and item.

    Attributes:
        of: for each visit, class and item as one number.
        means: points lost a visit; 0 where there is none.
        usual: visits that a class usually gets for each item.
    """

    classes: Sequence[str]
    of: Codes
    loss: Floats
    means: Floats
    usual: Floats

    def lost(self, weights: Floats) -> Floats:
        """Give what each class loses if visits count by weight."""
        seen, lost = (
            _sums(self.of, weights, self.means.shape),
            _sums(self.of, weights * self.loss, self.means.shape),
        )
        means = np.divide(lost, seen, out=self.means.copy(), where=seen > 0)
        return means @ self.usual


def _cells(visits: pl.DataFrame) -> _Cells:
    classes, by_class = numbered(visits["school_class"])
    items, by_item = numbered(visits["item"])
    shape, of, loss = (len(classes), len(items)), by_class * len(items) + by_item, visits["loss"].to_numpy()
    seen = _sums(of, np.ones(len(of)), shape)
    means = _sums(of, loss, shape) / np.maximum(seen, 1)
    return _Cells(classes, of, loss, means, seen.sum(axis=0) / np.maximum((seen > 0).sum(axis=0), 1))


def _sums(of: Codes, figures: Floats, shape: tuple[int, int]) -> Floats:
    return np.bincount(of, figures, shape[0] * shape[1]).astype(np.float64).reshape(shape)


def _weights(clusters: Sequence[Codes], chance: np.random.Generator) -> Floats:
    """Draw days, and inspectors, as many as there are; a visit counts as often as its day times its inspector."""
    weights = np.ones(len(clusters[0]))
    for of in clusters:
        number = int(of.max()) + 1
        weights *= np.bincount(chance.integers(number, size=number), minlength=number)[of]
    return weights


def _firmness(classes: Sequence[str], own: Floats, drawn: Floats) -> Firmness:
    low, high = np.quantile(places(drawn), [LEVEL / 2, 1 - LEVEL / 2], axis=0, method="closest_observation")
    order = np.lexsort((np.arange(len(own)), np.round(own, DIGITS)))
    found = places(own)
    groups: list[list[str]] = []
    first = order[0]
    for number in order:
        if not groups or _is_better(drawn[:, first], drawn[:, number]):
            first = number
            groups.append([])
        groups[-1].append(classes[number])
    return Firmness([Place(classes[n], int(found[n]), int(low[n]), int(high[n])) for n in order], groups)


def _is_better(one: Floats, other: Floats) -> bool:
    """Tell whether a class loses less than another in all but a few draws; a level draw counts half."""
    ahead = (one < other).mean() + (one == other).mean() / 2
    return bool(ahead >= 1 - LEVEL / 2)
