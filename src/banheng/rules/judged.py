"""Marks given by judges inside a range, without a counting rule."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from banheng.core.points import UNITS
from banheng.core.rounding import divide, divide_array
from banheng.core.wording import Wording
from banheng.rules.figures import Count, Figure
from banheng.rules.rule import Rule, Scored, Step
from banheng.rules.trimming import Trim, mean, trimmed_sums

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.rules.rule import Case, Cells, ScoredCells, Setting


class TakeMark(StrEnum):
    """How several marks become one."""

    MEAN = "mean"
    LATEST = "latest"
    SUM = "sum"


class Judged(Rule):
    """Each record carries a mark between `least` and `most`; a record of quantity q stands for q equal marks.

    Attributes:
        most: the greatest mark; the item's full points if not given.
        minimum: with fewer marks than this the item counts as missing.
    """

    kind: Literal["judged"]
    least: Figure = 0
    most: Figure | None = None
    take: TakeMark = TakeMark.MEAN
    trim: Trim = Trim()
    minimum: Count = 1

    wordings: ClassVar[Mapping[str, Wording]] = {
        "mean": Wording("评议 {number} 份，平均 {amount}", "{number} mark(s), mean {amount}"),
        "trimmed": Wording(
            "评议 {number} 份，去掉最高 {highest}、最低 {lowest} 份后平均 {amount}",
            "{number} mark(s), without the {highest} highest and {lowest} lowest, mean {amount}",
        ),
        "latest": Wording("评定 {amount}", "judged {amount}"),
        "sum": Wording("评定 {number} 次，合计 {amount}", "judged {number} time(s), sum {amount}"),
        "too_few": Wording("评议 {number} 份，少于 {minimum} 份", "{number} mark(s), fewer than {minimum}"),
        "scaled": Wording("按满分 {full} 折算 {amount}", "scaled to {full} points: {amount}"),
    }

    def codes(self) -> list[tuple[str, str]]:
        """One thing that is judged."""
        return [("", "")]

    @property
    def needs_listed(self) -> bool:
        """Leaving out marks, or the latest, needs the single records."""
        return self.take is TakeMark.LATEST or bool(self.trim.highest or self.trim.lowest)

    @property
    def needs_value(self) -> bool:
        """A mark is a value."""
        return True

    def greatest(self, full_points: int) -> int | None:
        """Give the greatest mark."""
        return None if self.take is TakeMark.SUM else full_points

    def score(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Score subjects one by one."""
        return [self._score_case(case, setting) for case in cases]

    def _score_case(self, case: Case, setting: Setting) -> Scored:
        marks = [record.value or 0 for record in case.records for _ in range(record.quantity // UNITS)]
        number: dict[str, int | str] = {"number": len(marks) * UNITS}
        if not marks:
            return self.score_missing(setting)
        if len(marks) < self.minimum:
            too_few = Step("too_few", {**number, "minimum": self.minimum * UNITS})
            missing = self.score_missing(setting)
            return Scored(missing.points, missing.applies, missing=True, steps=(too_few, *missing.steps))
        ids = tuple(record.id for record in case.records)
        if self.take is TakeMark.LATEST:
            amount, step = marks[-1], "latest"
        elif self.take is TakeMark.SUM:
            amount, step = sum(self.trim.kept(marks)), "sum"
        else:
            kept = self.trim.kept(marks)
            amount, step = mean(kept), "mean" if len(kept) == len(marks) else "trimmed"
        figures = {
            **number,
            "amount": amount,
            "highest": self.trim.highest * UNITS,
            "lowest": self.trim.lowest * UNITS,
        }
        steps = [Step(step, figures, ids)]
        if self.most is not None and self.most != setting.full_points:
            amount = divide(amount * setting.full_points, self.most)
            steps.append(Step("scaled", {"full": setting.full_points, "amount": amount}))
        return Scored(amount, steps=tuple(steps))

    def score_cells(self, cells: Cells, setting: Setting) -> ScoredCells:
        """Score all rows at once."""
        number = cells.quantity[:, 0] // UNITS
        amount = cells.value[:, 0]
        listed = cells.listed
        if self.take is TakeMark.LATEST:
            given = listed.quantity >= UNITS
            amount = np.zeros_like(number)
            amount[listed.row[given]] = listed.value[given]
        elif self.needs_listed:
            times = listed.quantity // UNITS
            amount, kept = trimmed_sums(
                np.repeat(listed.row, times), np.repeat(listed.value, times), len(number), self.trim
            )
            amount = amount if self.take is TakeMark.SUM else divide_array(amount, np.maximum(kept, 1))
        elif self.take is TakeMark.MEAN:
            amount = divide_array(amount, np.maximum(number, 1))
        if self.most is not None and self.most != setting.full_points:
            amount = divide_array(amount * setting.full_points, self.most)
        return self.fill_missing(amount, (number == 0) | (number < self.minimum), setting)
