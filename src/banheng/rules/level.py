"""Named levels (A/B/C, 优/良) with fixed points."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np
from pydantic import Field

from banheng.core.points import UNITS
from banheng.core.rounding import divide, divide_array
from banheng.core.wording import Wording
from banheng.rules.by_subject import looked_up, side_by_side
from banheng.rules.figures import Figure
from banheng.rules.limits import limit, limit_array
from banheng.rules.node import Code
from banheng.rules.rule import Rule, Scored, Step, nothing_counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.rounding import Integers
    from banheng.rules.rule import Case, Cells, ScoredCells, Setting


class TakeLevel(StrEnum):
    """Which of several levels counts."""

    LATEST = "latest"
    MEAN = "mean"
    SUM = "sum"
    BEST = "best"
    WORST = "worst"


class Level(Rule):
    """Each record names a level; its points count as `take` says. A mean is rounded half up to a unit."""

    by_subject: ClassVar[frozenset[str]] = frozenset({"levels", "floor", "cap"})

    kind: Literal["level"]
    levels: dict[Code, Figure] = Field(min_length=1)
    take: TakeLevel = TakeLevel.LATEST
    floor: Figure | None = None
    cap: Figure | None = None

    wordings: ClassVar[Mapping[str, Wording]] = {
        "given": Wording("评为“{level}”，计 {amount} 分", "level {level}: {amount}"),
        "latest": Wording("最近一次为“{level}”，计 {amount} 分", "latest level {level}: {amount}"),
        "best": Wording("最好一次为“{level}”，计 {amount} 分", "best level {level}: {amount}"),
        "worst": Wording("最差一次为“{level}”，计 {amount} 分", "worst level {level}: {amount}"),
        "graded": Wording(
            "“{level}”{quantity} 次 × {price} = {amount}", "{level}: {quantity} × {price} = {amount}"
        ),
        "mean": Wording("合计 {total} ÷ {times} 次 = {amount}", "sum {total} ÷ {times} = mean {amount}"),
        "sum": Wording("合计 {total}", "sum {total}"),
    }

    def codes(self) -> list[tuple[str, str]]:
        """List the levels."""
        return [("", level) for level in self.levels]

    @property
    def needs_listed(self) -> bool:
        """The latest needs the single records."""
        return self.take is TakeLevel.LATEST

    def greatest(self, full_points: int) -> int | None:  # noqa: ARG002 - levels have figures of their own
        """Give the points of the best level."""
        best = max(self.levels.values())
        if self.take is TakeLevel.SUM and best > 0:
            return self.cap
        return best if self.cap is None else min(best, self.cap)

    def score(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Score subjects one by one."""
        return [self._score_case(case, setting) for case in cases]

    def _score_case(self, case: Case, setting: Setting) -> Scored:
        graded = [record for record in case.records if record.quantity >= UNITS]
        if not graded:
            return self.score_missing(setting, *nothing_counted(case.records))
        ids = tuple(record.id for record in graded)
        if self.take in (TakeLevel.MEAN, TakeLevel.SUM):
            amount, steps = self._counted(case)
        else:
            chosen = {
                TakeLevel.LATEST: lambda: graded[-1].level,
                TakeLevel.BEST: lambda: max((r.level for r in graded), key=self.levels.__getitem__),
                TakeLevel.WORST: lambda: min((r.level for r in graded), key=self.levels.__getitem__),
            }[self.take]()
            amount = self.levels[chosen]
            what = "given" if len(graded) == 1 else self.take.value
            steps = [Step(what, {"level": chosen, "amount": amount}, ids)]
        points, bound = limit(amount, self.floor, self.cap)
        return Scored(points, steps=(*steps, *bound))

    def _counted(self, case: Case) -> tuple[int, list[Step]]:
        steps: list[Step] = []
        total = times = 0
        for level, price in self.levels.items():
            records = [record for record in case.records if record.level == level]
            quantity = sum(record.quantity // UNITS for record in records)
            if quantity:
                figures: dict[str, int | str] = {
                    "level": level,
                    "quantity": quantity * UNITS,
                    "price": price,
                    "amount": price * quantity,
                }
                steps.append(Step("graded", figures, tuple(record.id for record in records)))
            total += price * quantity
            times += quantity
        amount = total if self.take is TakeLevel.SUM else divide(total, times)
        return amount, [
            *steps,
            Step(self.take.value, {"total": total, "times": times * UNITS, "amount": amount}),
        ]

    def score_cells(self, cells: Cells, setting: Setting) -> ScoredCells:
        """Score all rows at once."""
        prices = side_by_side(self.levels.values())
        times = cells.quantity // UNITS
        missing = times.sum(axis=1) == 0
        points = limit_array(self._taken(cells, prices, times), self.floor, self.cap)
        return self.fill_missing(points, missing, setting)

    def _taken(self, cells: Cells, prices: Integers, times: Integers) -> Integers:
        if self.take is TakeLevel.LATEST:
            listed = cells.listed
            graded = listed.quantity >= UNITS
            latest = np.zeros(len(times), dtype=np.int64)
            # listed records are in order of time, and of equal places the last assignment stands
            latest[listed.row[graded]] = looked_up(prices, listed.code[graded], listed.row[graded])
            return latest
        if self.take is TakeLevel.BEST:
            return np.where(times > 0, prices.T, prices.min(axis=0)[:, None]).max(axis=1)
        if self.take is TakeLevel.WORST:
            return np.where(times > 0, prices.T, prices.max(axis=0)[:, None]).min(axis=1)
        total = (times * prices.T).sum(axis=1)
        if self.take is TakeLevel.SUM:
            return total
        return divide_array(total, np.maximum(times.sum(axis=1), 1))
