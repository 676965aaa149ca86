"""A measured value falls into a band, and the band gives the points."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from banheng.core.wording import Wording
from banheng.rules.figures import Figure
from banheng.rules.measure import measure, measure_cells, measured_words
from banheng.rules.measured import MeasuredRule
from banheng.rules.node import Node
from banheng.rules.rule import Scored, Step, counted_zero, nothing_counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.rounding import Booleans, Integers
    from banheng.rules.rule import Case, Cells, ScoredCells, Setting


class Bounds(Node):
    """A range of values; each end is open, closed or absent."""

    by_subject: ClassVar[frozenset[str]] = frozenset({"at_least", "above", "at_most", "below"})

    at_least: Figure | None = None
    above: Figure | None = None
    at_most: Figure | None = None
    below: Figure | None = None

    @model_validator(mode="after")
    def _has_one_bound_a_side(self) -> Self:
        if self.at_least is not None and self.above is not None:
            raise ValueError("a band has one lower bound: at_least or above")
        if self.at_most is not None and self.below is not None:
            raise ValueError("a band has one upper bound: at_most or below")
        return self

    def bounds(self) -> dict[str, int]:
        """Give the bounds there are, by name."""
        bounds = {
            "at_least": self.at_least,
            "above": self.above,
            "at_most": self.at_most,
            "below": self.below,
        }
        return {name: bound for name, bound in bounds.items() if bound is not None}

    def holds(self, value: int) -> bool:
        """Tell whether a value lies in the range."""
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.above is None or value > self.above)
            and (self.at_most is None or value <= self.at_most)
            and (self.below is None or value < self.below)
        )

    def holds_array(self, values: Integers) -> Booleans:
        """Tell for each value whether it lies in the range."""
        inside = np.ones(len(values), dtype=bool)
        for bound, compare in (
            (self.at_least, np.greater_equal),
            (self.above, np.greater),
            (self.at_most, np.less_equal),
            (self.below, np.less),
        ):
            if bound is not None:
                inside &= compare(values, bound)
        return inside


class BandPoints(Bounds):
    """A band and its points."""

    by_subject = Bounds.by_subject | {"points"}

    points: Figure
    name: str = ""


class Band(MeasuredRule):
    """The first band that holds the measured value gives its points, as a reader goes down the list."""

    by_subject: ClassVar[frozenset[str]] = frozenset({"otherwise"})

    kind: Literal["band"]
    of: str = "value"
    bands: tuple[BandPoints, ...] = Field(min_length=1)
    otherwise: Figure = 0

    wordings: ClassVar[Mapping[str, Wording]] = {
        "banded": Wording(
            "{of}{measure}{value}（{range}），计 {amount} 分", "{of}{measure}{value} ({range}): {amount}"
        ),
        "banded_by_name": Wording(
            "{of}{measure}{value}，属“{name}”（{range}），计 {amount} 分",
            "{of}{measure}{value}, {name} ({range}): {amount}",
        ),
        "unbanded": Wording(
            "{of}{measure}{value}，不在任何一档，计 {amount} 分",
            "{of}{measure}{value} is in no band: {amount}",
        ),
        "any": Wording("{of}{measure}{value}，计 {amount} 分", "{of}{measure}{value}: {amount}"),
    }

    def greatest(self, full_points: int) -> int | None:  # noqa: ARG002 - bands have figures of their own
        """Give the points of the best band."""
        return max(self.otherwise, *(band.points for band in self.bands))

    def score(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Score subjects one by one."""
        return [self._score_case(case, setting) for case in cases]

    def _score_case(self, case: Case, setting: Setting) -> Scored:
        value = measure(case.records, self.measure, counts_nothing=self.counts_nothing)
        if value is None:
            return self.score_missing(setting, *nothing_counted(case.records))
        band = next((band for band in self.bands if band.holds(value)), None)
        points = self.otherwise if band is None else band.points
        ids = tuple(record.id for record in case.records)
        figures: dict[str, int | str] = {"of": self.of, "value": value, "amount": points}
        figures["measure"] = measured_words(case.records, self.measure)
        zero = counted_zero(case.records)
        if band is None:
            return Scored(points, steps=(*zero, Step("unbanded", figures, ids)))
        bounds = band.bounds()
        what = "banded_by_name" if band.name and bounds else "banded" if bounds else "any"
        return Scored(points, steps=(*zero, Step(what, {**figures, "name": band.name, **bounds}, ids)))

    def score_cells(self, cells: Cells, setting: Setting) -> ScoredCells:
        """Score all rows at once."""
        values, present = measure_cells(cells, self.measure, counts_nothing=self.counts_nothing)
        points = np.full(len(values), self.otherwise, dtype=np.int64)
        for band in reversed(self.bands):
            points = np.where(band.holds_array(values), band.points, points)
        return self.fill_missing(points, present == 0, setting)
