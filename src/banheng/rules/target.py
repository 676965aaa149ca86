"""A target, with a price for each unit short of it or beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from banheng.core.points import UNITS
from banheng.core.rounding import divide, divide_array
from banheng.core.wording import Wording
from banheng.rules.figures import Figure, Positive, Start, starting_points
from banheng.rules.limits import limit, limit_array
from banheng.rules.measure import Measure, measure, measure_cells, measured_words
from banheng.rules.measured import MeasuredRule
from banheng.rules.rule import Scored, Step, counted_zero, nothing_counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.rules.rule import Case, Cells, ScoredCells, Setting


class Target(MeasuredRule):
    """Start from some points; lose or gain for each full lot of `every` below or above the target.

    Attributes:
        target: the value to reach, in the unit that is measured.
        short: signed points for each lot missing.
        extra: signed points for each lot beyond.
        part_counts: a lot that is not full counts as a full one when short (每少1次 with 0.5 missing).
        for_days: shrink the target in proportion to the days in post.
        unit: what the value is counted in, for the words only.
    """

    by_subject: ClassVar[frozenset[str]] = frozenset({"target", "short", "extra", "floor", "cap"})

    kind: Literal["target"]
    measure: Measure = Measure.COUNT
    of: str = "count"
    start: Start = "full"
    target: Figure
    short: Figure = 0
    extra: Figure = 0
    every: Positive = UNITS
    part_counts: bool = False
    for_days: bool = False
    unit: str = ""
    floor: Figure | None = None
    cap: Figure | None = None

    wordings: ClassVar[Mapping[str, Wording]] = {
        "measured": Wording("{of}{measure}{value}，要求 {target}", "{of}{measure}{value}, target {target}"),
        "measured_for_days": Wording(
            "{of}{measure}{value}，要求 {whole} × {days} ÷ {period_days} 天 = {target}",
            "{of}{measure}{value}, target {whole} × {days} ÷ {period_days} days = {target}",
        ),
        "met": Wording("达到要求", "the target is met"),
        "short": Wording(
            "少 {difference}{of_unit} × {price} = 扣 {amount}",
            "{difference}{of_unit} short × {price} = {amount} off",
        ),
        "short_by_lots": Wording(
            "少 {difference}{of_unit}，每少 {every} 扣 {price}，{lots} × {price} = 扣 {amount}",
            "{difference}{of_unit} short, {price} off for each {every}: {lots} × {price} = {amount} off",
        ),
        "short_by_begun_lots": Wording(
            "少 {difference}{of_unit}，每少 {every} 扣 {price}，不满 {every} 按 {every} 算，{lots} × {price} = 扣 {amount}",
            "{difference}{of_unit} short, {price} off for each {every} begun: {lots} × {price} = {amount} off",
        ),
        "short_free": Wording("少 {difference}{of_unit}，不扣分", "{difference}{of_unit} short, nothing off"),
        "beyond": Wording(
            "多 {difference}{of_unit} × {price} = 加 {amount}",
            "{difference}{of_unit} beyond × {price} = {amount} added",
        ),
        "beyond_by_lots": Wording(
            "多 {difference}{of_unit}，每多 {every} 加 {price}，{lots} × {price} = 加 {amount}",
            "{difference}{of_unit} beyond, {price} added for each {every}: {lots} × {price} = {amount} added",
        ),
    }

    def start_points(self, full_points: int) -> int:
        """Give the points at the target."""
        return starting_points(self.start, full_points)

    def greatest(self, full_points: int) -> int | None:
        """Give the start, or the cap where more is paid for."""
        return self.cap if self.extra > 0 else self.start_points(full_points)

    def score(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Score subjects one by one."""
        return [self._score_case(case, setting) for case in cases]

    def _score_case(self, case: Case, setting: Setting) -> Scored:
        value = measure(case.records, self.measure, counts_nothing=self.counts_nothing)
        if value is None:
            return self.score_missing(setting, *nothing_counted(case.records))
        target = self.target
        if self.for_days:
            target = divide(target * len(case.days), len(setting.period.days()))
        lots = (value - target) // self.every if value >= target else -self._lots_short(target - value)
        amount = lots * (self.extra if lots > 0 else -self.short)
        start = self.start_points(setting.full_points)
        points, bound = limit(start + amount, self.floor, self.cap)
        steps = (
            Step("start_full" if self.start == "full" else "start", {"points": start}),
            *counted_zero(case.records),
            self._measured(case, setting, value, target),
            self._compared(value - target, abs(lots), amount),
            *bound,
        )
        return Scored(points, steps=steps)

    def _measured(self, case: Case, setting: Setting, value: int, target: int) -> Step:
        figures: dict[str, int | str] = {"of": self.of, "value": value, "target": target}
        figures["measure"] = measured_words(case.records, self.measure)
        what = "measured"
        if target != self.target:
            what = "measured_for_days"
            days, period_days = len(case.days) * UNITS, len(setting.period.days()) * UNITS
            figures |= {"whole": self.target, "days": days, "period_days": period_days}
        return Step(what, figures, tuple(record.id for record in case.records))

    def _compared(self, difference: int, lots: int, amount: int) -> Step:
        figures: dict[str, int | str] = {"difference": abs(difference), "of_unit": self.unit}
        if amount == 0:
            return Step("short_free" if difference < 0 else "met", figures)
        price = -self.short if difference < 0 else self.extra
        figures |= {"lots": lots * UNITS, "every": self.every, "price": price, "amount": price * lots}
        what = "short" if difference < 0 else "beyond"
        if lots * self.every == abs(difference) and self.every == UNITS:
            return Step(what, figures)
        begun = "begun_" if difference < 0 and self.part_counts else ""
        return Step(f"{what}_by_{begun}lots", figures)

    def _lots_short(self, missing: int) -> int:
        return (missing + self.every - 1) // self.every if self.part_counts else missing // self.every

    def score_cells(self, cells: Cells, setting: Setting) -> ScoredCells:
        """Score all rows at once."""
        values, present = measure_cells(cells, self.measure, counts_nothing=self.counts_nothing)
        target = np.full(len(values), self.target, dtype=np.int64)
        if self.for_days:
            target = divide_array(target * cells.in_post.sum(axis=1), len(setting.period.days()))
        beyond = np.maximum(values - target, 0) // self.every
        missing = np.maximum(target - values, 0)
        short = (missing + (self.every - 1 if self.part_counts else 0)) // self.every
        points = self.start_points(setting.full_points) + beyond * self.extra + short * self.short
        return self.fill_missing(limit_array(points, self.floor, self.cap), present == 0, setting)
