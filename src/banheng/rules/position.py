"""Points by place in a ranking of the group."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from banheng.core.points import UNITS
from banheng.core.rounding import divide, divide_array
from banheng.core.wording import Wording
from banheng.rules.figures import Figure
from banheng.rules.measure import measure, measure_cells, measured_words
from banheng.rules.measured import MeasuredRule
from banheng.rules.rule import Rule, Scored, Step, Within, counted_zero

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.rounding import Integers
    from banheng.rules.rule import Case, Cells, ScoredCells, Setting
    from banheng.rules.rule import Rule as AnyRule


class Ties(StrEnum):
    """Which place equal values take."""

    COMPETITION = "competition"  # 1 2 2 4
    DENSE = "dense"  # 1 2 2 3
    LAST = "last"  # 1 3 3 4
    AVERAGE = "average"  # equal values share the mean of the points of their places (1 2 2 4 for the place)


class Better(StrEnum):
    """Which value comes first."""

    HIGHEST = "highest"
    LOWEST = "lowest"


class Position(MeasuredRule):
    """Rank the subjects of a group by a measured value, or by the points of an inner rule; each place has its points.

    Exactly one of the three forms of points is given. Subjects without a value are not ranked and do not
    count towards the size of the group.

    Attributes:
        table: points of place 1, 2, ...; places beyond get the last figure.
        ladders: such a table for each number of ranked subjects, the key being the least number it is for.
        first, step, least: points of place 1, signed points for each further place, and where it stops.
        by: rank by the points of this rule instead of a measured value.
    """

    kind: Literal["position"]
    within: Within = Within.SCHOOL
    of: str = "value"
    by: AnyRule | None = None
    better: Better = Better.HIGHEST
    ties: Ties = Ties.COMPETITION
    table: tuple[Figure, ...] | None = Field(None, min_length=1)
    ladders: dict[str, tuple[Figure, ...]] | None = Field(None, min_length=1)
    first: Figure | None = None
    step: Figure = 0
    least: Figure | None = None

    wordings: ClassVar[Mapping[str, Wording]] = {
        "placed": Wording(
            "{of}{measure}{value}，{within} {size} 名中第 {place}{better}，计 {amount} 分",
            "{of}{measure}{value}, place {place} of {size} in {within}{better}: {amount}",
        ),
        "tied": Wording(
            "{of}{measure}{value}，{within} {size} 名中并列第 {place}（{equal} 名并列）{better}，计 {amount} 分",
            "{of}{measure}{value}, place {place} of {size} in {within}{better}, level with {others}: {amount}",
        ),
        "shared": Wording(
            "{of}{measure}{value}，{within} {size} 名中并列第 {place}（{equal} 名并列）{better}，各名次平均计 {amount} 分",
            "{of}{measure}{value}, place {place} of {size} in {within}{better}, level with {others}, "
            "mean of their places: {amount}",
        ),
        "not_comparable": Wording("没有可比的数值，不参加排名", "no value to compare, not ranked"),
    }

    @model_validator(mode="after")
    def _has_one_form(self) -> Self:
        if sum(form is not None for form in (self.table, self.ladders, self.first)) != 1:
            raise ValueError("exactly one of table, ladders, first is given")
        if any(not size.isdecimal() for size in self.ladders or {}):
            raise ValueError("the keys of ladders are numbers of subjects")
        return self

    @property
    def inner(self) -> Rule | None:
        """The rule by whose points subjects are ranked."""
        return self.by

    def codes(self) -> list[tuple[str, str]]:
        """One measured thing, or what the inner rule counts."""
        return self.by.codes() if self.by else super().codes()

    @property
    def measures_count(self) -> bool:
        """The count of records measures one."""
        return self.by is None and super().measures_count

    @property
    def needs_listed(self) -> bool:
        """As the measure or the inner rule needs."""
        return self.by.needs_listed if self.by else super().needs_listed

    @property
    def needs_value(self) -> bool:
        """As the measure or the inner rule needs."""
        return self.by.needs_value if self.by else super().needs_value

    def greatest(self, full_points: int) -> int | None:  # noqa: ARG002 - places have figures of their own
        """Give the points of the first place."""
        ladders = [self.points_of_places(int(size)) for size in self.ladders or {"1": ()}]
        return max(max(ladder) for ladder in ladders)

    def points_of_places(self, size: int) -> list[int]:
        """List the points of place 1 to `size`."""
        if self.first is not None:
            points = [self.first + self.step * place for place in range(size)]
            return points if self.least is None else [max(each, self.least) for each in points]
        ladder = self.table or self._ladder(size)
        return [ladder[min(place, len(ladder) - 1)] for place in range(size)]

    def _ladder(self, size: int) -> tuple[int, ...]:
        ladders = sorted((int(least), ladder) for least, ladder in (self.ladders or {}).items())
        fitting = [ladder for least, ladder in ladders if least <= size]
        return fitting[-1] if fitting else ladders[0][1]

    def score(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Score the subjects of each group together."""
        values, reasons = self._values(cases, setting)
        members: dict[str, list[int]] = defaultdict(list)
        for number, (case, value) in enumerate(zip(cases, values, strict=True)):
            if value is not None and (case.days or case.records):
                members[case.groups[self.within]].append(number)
        results = [
            self._score_unranked(case, reason, setting) for case, reason in zip(cases, reasons, strict=True)
        ]
        for group in members.values():
            ranked = {number: value for number in group if (value := values[number]) is not None}
            for number, scored in self._place(ranked, cases).items():
                results[number] = _with_reasons(scored, reasons[number])
        return results

    def _values(
        self, cases: Sequence[Case], setting: Setting
    ) -> tuple[list[int | None], list[tuple[Step, ...]]]:
        if self.by is None:
            return [
                measure(case.records, self.measure, counts_nothing=self.counts_nothing) for case in cases
            ], [()] * len(cases)
        inner = self.by.score(cases, setting)
        values = [scored.points if scored.applies else None for scored in inner]
        return values, [scored.steps for scored in inner]

    def _score_unranked(self, case: Case, reasons: tuple[Step, ...], setting: Setting) -> Scored:
        if not case.records:
            return self.score_missing(setting)
        ids = () if self.by else tuple(record.id for record in case.records)
        return self.score_missing(setting, Step("not_comparable", {}, ids, inner=reasons))

    def _place(self, ranked: Mapping[int, int], cases: Sequence[Case]) -> dict[int, Scored]:
        points = self.points_of_places(len(ranked))
        sign = -1 if self.better is Better.HIGHEST else 1
        ordered = sorted(sign * value for value in ranked.values())
        results = {}
        for number, value in ranked.items():
            before = sum(other < sign * value for other in ordered)
            equal = sum(other == sign * value for other in ordered)
            place = {
                Ties.COMPETITION: before,
                Ties.AVERAGE: before,
                Ties.LAST: before + equal - 1,
                Ties.DENSE: len({other for other in ordered if other < sign * value}),
            }[self.ties]
            amount = points[place]
            if self.ties is Ties.AVERAGE:
                amount = divide(sum(points[before : before + equal]), equal)
            figures: dict[str, int | str] = {
                "of": self.of if self.of != "value" or not self.by else "points",
                "value": value,
                "size": len(ranked) * UNITS,
                "place": (place + 1) * UNITS,
                "equal": equal * UNITS,
                "others": (equal - 1) * UNITS,
                "within": self.within.value,
                "better": self.better.value,
                "measure": "" if self.by else measured_words(cases[number].records, self.measure),
                "amount": amount,
            }
            tied = "shared" if self.ties is Ties.AVERAGE else "tied"
            what = tied if equal > 1 else "placed"
            ids = () if self.by else tuple(record.id for record in cases[number].records)
            zero = () if self.by else counted_zero(cases[number].records)
            results[number] = Scored(amount, steps=(Step(what, figures, ids), *zero))
        return results

    def score_cells(self, cells: Cells, setting: Setting) -> ScoredCells:
        """Score all rows at once, group by group of equal numbers."""
        if self.by is None:
            values, present = measure_cells(cells, self.measure, counts_nothing=self.counts_nothing)
            ranked = present > 0
        else:
            values, ranked = self.by.score_cells(cells, setting)
        ranked = ranked & (cells.in_post.any(axis=1) | ~cells.missing)
        sign = -1 if self.better is Better.HIGHEST else 1
        group = cells.groups[self.within]
        rows = np.flatnonzero(ranked)
        rows = rows[np.lexsort((sign * values[rows], group[rows]))]
        points = np.zeros(len(values), dtype=np.int64)
        points[rows] = self._points_in_order(group[rows], values[rows])
        return self.fill_missing(points, ~ranked, setting)

    def _points_in_order(self, group: Integers, values: Integers) -> Integers:
        """Give the points of rows that stand in order of group and place; shape (rows,)."""
        if len(group) == 0:
            return group
        new_group = np.append(True, group[1:] != group[:-1])
        new_value = new_group | np.append(True, values[1:] != values[:-1])
        number = np.arange(len(group))
        run = np.cumsum(new_value) - 1
        run_start = number[new_value]
        run_end = np.append(run_start[1:], len(group)) - 1
        group_number = np.cumsum(new_group) - 1
        group_start = number[new_group]
        sizes = np.diff(np.append(group_start, len(group)))
        start = group_start[group_number]
        ladders = {
            size: np.array(self.points_of_places(size), dtype=np.int64) for size in set(sizes.tolist())
        }
        ladder = np.concatenate([ladders[size] for size in sizes.tolist()])
        if self.ties is Ties.AVERAGE:
            sums = np.add.reduceat(ladder, run_start)
            return divide_array(sums, run_end - run_start + 1)[run]
        if self.ties is Ties.DENSE:
            return ladder[start + run - run[start]]
        return ladder[run_end[run] if self.ties is Ties.LAST else run_start[run]]


def _with_reasons(scored: Scored, reasons: tuple[Step, ...]) -> Scored:
    """Put the steps of the inner rule inside the first step."""
    first, *rest = scored.steps
    return replace(scored, steps=(replace(first, inner=reasons), *rest))
