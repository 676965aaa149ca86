"""Marks given by judges inside a range, without a counting rule."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from banheng.core.points import UNITS
from banheng.core.rounding import divide, divide_array
from banheng.core.wording import Wording
from banheng.rules.figures import Count, Figure, Positive
from banheng.rules.rule import Rule, Scored, Step, nothing_counted
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
    most: Positive | None = None
    take: TakeMark = TakeMark.MEAN
    trim: Trim = Trim()
    minimum: Count = 1

    wordings: ClassVar[Mapping[str, Wording]] = {
        "given": Wording("评定 {amount}", "judged {amount}"),
        "latest": Wording("最近一次评定 {amount}", "last judged {amount}"),
        "mean": Wording("评定 {number} 次，平均 {amount}", "{number} marks, mean {amount}"),
        "mean_trimmed": Wording(
            "评定 {number} 次，去掉 {highest} 个最高、{lowest} 个最低后平均 {amount}",
            "{number} marks, without the {highest} highest and {lowest} lowest mean {amount}",
        ),
        "sum": Wording("评定 {number} 次，合计 {amount}", "{number} marks, sum {amount}"),
        "sum_trimmed": Wording(
            "评定 {number} 次，去掉 {highest} 个最高、{lowest} 个最低后合计 {amount}",
            "{number} marks, without the {highest} highest and {lowest} lowest sum {amount}",
        ),
        "too_few": Wording("评定 {number} 次，少于 {minimum} 次", "marks: {number}, fewer than {minimum}"),
        "scaled": Wording(
            "折算为满分 {full}：{mark} × {full} ÷ {most} = {amount}",
            "out of {full}: {mark} × {full} ÷ {most} = {amount}",
        ),
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
        ids = tuple(record.id for record in case.records)
        number: dict[str, int | str] = {"number": len(marks) * UNITS}
        if not marks:
            return self.score_missing(setting, *nothing_counted(case.records))
        if len(marks) < self.minimum:
            return self.score_missing(
                setting, Step("too_few", {**number, "minimum": self.minimum * UNITS}, ids)
            )
        amount, what = self._taken(marks)
        figures = {
            **number,
            "amount": amount,
            "highest": self.trim.highest * UNITS,
            "lowest": self.trim.lowest * UNITS,
        }
        steps = [Step(what, figures, ids)]
        if self.most is not None and self.most != setting.full_points:
            mark, amount = amount, divide(amount * setting.full_points, self.most)
            scaled = {"full": setting.full_points, "mark": mark, "most": self.most, "amount": amount}
            steps.append(Step("scaled", scaled))
        return Scored(amount, steps=tuple(steps))

    def _taken(self, marks: list[int]) -> tuple[int, str]:
        """Make one mark of several, and name how."""
        if self.take is TakeMark.LATEST:
            return marks[-1], "given" if len(marks) == 1 else "latest"
        kept = self.trim.kept(marks)
        trimmed = "" if len(kept) == len(marks) else "_trimmed"
        amount = sum(kept) if self.take is TakeMark.SUM else mean(kept)
        return amount, "given" if len(marks) == 1 else f"{self.take.value}{trimmed}"

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
