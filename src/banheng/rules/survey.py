"""Questionnaires: the mean of each respondent group, weighted."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from banheng.core.points import UNITS
from banheng.core.rounding import divide, divide_array
from banheng.core.wording import Wording
from banheng.rules.figures import Count, Figure, Positive
from banheng.rules.node import Code, Node
from banheng.rules.rule import Rule, Scored, Step
from banheng.rules.trimming import Trim, mean, trimmed_sums

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.rounding import Integers
    from banheng.rules.rule import Case, Cells, ScoredCells, Setting


class RespondentGroup(Node):
    """Who answers, what their mean weighs, and how few answers are too few."""

    name: str
    weight: Figure
    minimum: Count = 1
    trim: Trim = Trim()


class Survey(Rule):
    """The weighted mean of group means, as a share of `scale`, times the full points.

    A group with fewer answers than its minimum leaves the denominator. Group means are rounded half up
    to one unit, and the result once more.

    Attributes:
        groups: by code; records name the group as `event`.
        scale: the greatest mark of one answer.
        levels: marks of named answers; records then carry `level` and no value.
    """

    kind: Literal["survey"]
    groups: dict[Code, RespondentGroup] = Field(min_length=1)
    scale: Positive
    levels: dict[Code, Figure] | None = None

    wordings: ClassVar[Mapping[str, Wording]] = {
        "group": Wording(
            "{name} {number} 份，平均 {amount}，权重 {weight}",
            "{name} (answers: {number}), mean {amount}, weight {weight}",
        ),
        "group_trimmed": Wording(
            "{name} {number} 份，去掉 {highest} 个最高、{lowest} 个最低后平均 {amount}，权重 {weight}",
            "{name} (answers: {number}), without the {highest} highest and {lowest} lowest mean {amount}, "
            "weight {weight}",
        ),
        "too_few": Wording(
            "{name} {number} 份，少于 {minimum} 份，不计入",
            "{name} (answers: {number}), fewer than {minimum}, left out",
        ),
        "no_answers": Wording("{name}没有答卷，不计入", "{name}: no answers, left out"),
        "no_weight": Wording("没有可计入的答卷", "no answers that count"),
        "weighted": Wording(
            "加权平均 {amount} ÷ {scale} × {full} = {points}",
            "weighted mean {amount} ÷ {scale} × {full} = {points}",
        ),
    }

    @model_validator(mode="after")
    def _weighs_something(self) -> Self:
        if any(group.weight < 0 for group in self.groups.values()):
            raise ValueError("the weights are not negative")
        return self

    def codes(self) -> list[tuple[str, str]]:
        """List the groups, with each level where answers are levels."""
        return [(group, level) for group in self.groups for level in self.levels or [""]]

    def event_name(self, event: str) -> str:
        """Give the name of the respondent group."""
        return self.groups[event].name if event in self.groups else ""

    def unit_of(self, event: str) -> str:  # noqa: ARG002 - every group gives answers
        """A quantity counts answers."""
        return "answer"

    @property
    def needs_listed(self) -> bool:
        """Leaving out marks needs the single records."""
        return any(group.trim.highest or group.trim.lowest for group in self.groups.values())

    @property
    def needs_value(self) -> bool:
        """Answers are marks unless they are levels."""
        return self.levels is None

    def greatest(self, full_points: int) -> int | None:
        """Give the full points."""
        return full_points

    def score(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Score subjects one by one."""
        return [self._score_case(case, setting) for case in cases]

    def _score_case(self, case: Case, setting: Setting) -> Scored:
        steps: list[Step] = []
        weighted = weights = 0
        for code, group in self.groups.items():
            records = [record for record in case.records if record.event == code]
            marks = [
                (record.value or 0) if self.levels is None else self.levels[record.level]
                for record in records
                for _ in range(record.quantity // UNITS)
            ]
            ids = tuple(record.id for record in records)
            figures: dict[str, int | str] = {"name": group.name, "number": len(marks) * UNITS}
            if not marks or len(marks) < group.minimum:
                what = "too_few" if marks else "no_answers"
                steps.append(Step(what, {**figures, "minimum": group.minimum * UNITS}, ids))
                continue
            kept = group.trim.kept(marks)
            amount = mean(kept)
            figures |= {"amount": amount, "weight": group.weight}
            figures |= {"highest": group.trim.highest * UNITS, "lowest": group.trim.lowest * UNITS}
            steps.append(Step("group" if len(kept) == len(marks) else "group_trimmed", figures, ids))
            weighted += amount * group.weight
            weights += group.weight
        if weights == 0:
            return self.score_missing(setting, *((*steps, Step("no_weight")) if case.records else ()))
        amount = divide(weighted, weights)
        points = divide(amount * setting.full_points, self.scale)
        total = Step(
            "weighted", {"amount": amount, "scale": self.scale, "full": setting.full_points, "points": points}
        )
        return Scored(points, steps=(*steps, total))

    def score_cells(self, cells: Cells, setting: Setting) -> ScoredCells:
        """Score all rows at once."""
        weighted = np.zeros(len(cells.records), dtype=np.int64)
        weights = np.zeros_like(weighted)
        for place, group in enumerate(self.groups.values()):
            sums, kept, number = self._group_sums(cells, place, group)
            counts = (number > 0) & (number >= group.minimum)
            amount = divide_array(sums, np.maximum(kept, 1))
            weighted += np.where(counts, amount * group.weight, 0)
            weights += np.where(counts, group.weight, 0)
        amount = divide_array(weighted, np.maximum(weights, 1))
        points = divide_array(amount * setting.full_points, self.scale)
        return self.fill_missing(points, weights == 0, setting)

    def _group_sums(
        self, cells: Cells, place: int, group: RespondentGroup
    ) -> tuple[Integers, Integers, Integers]:
        """Sum of marks that count, how many count, how many were given; shape (rows,) each."""
        width = len(self.levels or [""])
        columns = slice(place * width, (place + 1) * width)
        times = cells.quantity[:, columns] // UNITS
        number = times.sum(axis=1)
        prices = np.array(list((self.levels or {}).values()), dtype=np.int64)
        if not (group.trim.highest or group.trim.lowest):
            sums = (times * prices).sum(axis=1) if self.levels else cells.value[:, columns.start]
            return sums, number, number
        listed = cells.listed
        ours = (listed.code >= columns.start) & (listed.code < columns.stop)
        repeats = listed.quantity[ours] // UNITS
        marks = prices[listed.code[ours] - columns.start] if self.levels else listed.value[ours]
        sums, kept = trimmed_sums(
            np.repeat(listed.row[ours], repeats), np.repeat(marks, repeats), len(number), group.trim
        )
        return sums, kept, number
