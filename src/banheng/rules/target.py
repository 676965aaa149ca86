"""A target, with a price for each unit short of it or beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from banheng.core.points import UNITS
from banheng.core.rounding import divide, divide_array
from banheng.core.wording import Wording
from banheng.rules.figures import Figure, Start
from banheng.rules.limits import limit, limit_array
from banheng.rules.measure import ORDERED, Measure, measure, measure_cells
from banheng.rules.rule import Rule, Scored, Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.rules.rule import Case, Cells, ScoredCells, Setting


class Target(Rule):
    """Start from some points; lose or gain for each full lot of `every` below or above the target.

    Attributes:
        target: the value to reach, in the unit that is measured.
        short: signed points for each lot missing.
        extra: signed points for each lot beyond.
        part_counts: a lot that is not full counts as a full one when short (每少1次 with 0.5 missing).
        for_days: shrink the target in proportion to the days in post.
    """

    kind: Literal["target"]
    measure: Measure = Measure.COUNT
    of: str = "count"
    start: Start = "full"
    target: Figure
    short: Figure = 0
    extra: Figure = 0
    every: Figure = UNITS
    part_counts: bool = False
    for_days: bool = False
    floor: Figure | None = None
    cap: Figure | None = None

    wordings: ClassVar[Mapping[str, Wording]] = {
        "met": Wording("{of} {value}，达到要求 {target}", "{of} {value}, the target {target} is met"),
        "short": Wording(
            "{of} {value}，要求 {target}，差 {lots} 个单位（{every}）× {price} = 扣 {amount}",
            "{of} {value} of {target}: {lots} lot(s) of {every} short × {price} = {amount} off",
        ),
        "beyond": Wording(
            "{of} {value}，要求 {target}，超 {lots} 个单位（{every}）× {price} = 加 {amount}",
            "{of} {value} of {target}: {lots} lot(s) of {every} beyond × {price} = {amount} added",
        ),
    }

    def codes(self) -> list[tuple[str, str]]:
        """One measured thing."""
        return [("", "")]

    @property
    def needs_listed(self) -> bool:
        """Some measures need the single records."""
        return self.measure in ORDERED

    @property
    def needs_value(self) -> bool:
        """All measures but the count look at values."""
        return self.measure is not Measure.COUNT

    def start_points(self, full_points: int) -> int:
        """Give the points at the target."""
        if isinstance(self.start, str):
            return full_points if self.start == "full" else 0
        return self.start

    def greatest(self, full_points: int) -> int | None:
        """Give the start, or the cap where more is paid for."""
        return self.cap if self.extra > 0 else self.start_points(full_points)

    def score(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Score subjects one by one."""
        return [self._score_case(case, setting) for case in cases]

    def _score_case(self, case: Case, setting: Setting) -> Scored:
        value = measure(case.records, self.measure)
        if value is None:
            return self.score_missing(setting)
        target = self.target
        if self.for_days:
            target = divide(target * len(case.days), len(setting.period.days()))
        lots = (value - target) // self.every if value >= target else -self._lots_short(target - value)
        amount = lots * (self.extra if lots > 0 else -self.short)
        points, bound = limit(self.start_points(setting.full_points) + amount, self.floor, self.cap)
        figures: dict[str, int | str] = {"of": self.of, "value": value, "target": target, "every": self.every}
        if amount == 0:
            what = "met"
        else:
            what = "beyond" if lots > 0 else "short"
            price = abs(self.extra if lots > 0 else self.short)
            figures |= {"lots": abs(lots) * UNITS, "price": price, "amount": abs(amount)}
        return Scored(points, steps=(Step(what, figures, tuple(r.id for r in case.records)), *bound))

    def _lots_short(self, missing: int) -> int:
        return (missing + self.every - 1) // self.every if self.part_counts else missing // self.every

    def score_cells(self, cells: Cells, setting: Setting) -> ScoredCells:
        """Score all rows at once."""
        values, present = measure_cells(cells, self.measure)
        target = np.full(len(values), self.target, dtype=np.int64)
        if self.for_days:
            target = divide_array(target * cells.in_post.sum(axis=1), len(setting.period.days()))
        beyond = np.maximum(values - target, 0) // self.every
        missing = np.maximum(target - values, 0)
        short = (missing + (self.every - 1 if self.part_counts else 0)) // self.every
        points = self.start_points(setting.full_points) + beyond * self.extra + short * self.short
        return self.fill_missing(limit_array(points, self.floor, self.cap), present == 0, setting)
