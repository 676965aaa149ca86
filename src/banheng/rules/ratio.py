"""A share of the full points: one measured thing over another, over a fixed number, or over the best."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from banheng.core.points import UNITS
from banheng.core.rounding import divide, divide_array, multiply
from banheng.core.wording import Wording
from banheng.rules.figures import Figure, Positive
from banheng.rules.limits import limit, limit_array
from banheng.rules.measure import ORDERED, Measure, measure, measure_cells
from banheng.rules.node import Code, Node
from banheng.rules.rule import Rule, Scored, Step, Within, counted_zero

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.rounding import Integers
    from banheng.rules.rule import Case, Cells, ScoredCells, Setting
    from banheng.rules.rule import Rule as AnyRule


class Part(Node):
    """Something measured; its code is the `event` of its records (empty where there is only one part)."""

    event: Code = ""
    name: str
    measure: Measure = Measure.COUNT


class Over(Node):
    """What the numerator is divided by; exactly one is given.

    Attributes:
        part: another measured thing.
        number: a fixed figure (100 for a percentage).
        pupils: the number of pupils in the class.
        best_within: the greatest numerator in the group.
    """

    part: Part | None = None
    number: Positive | None = None
    pupils: bool = False
    best_within: Within | None = None

    @property
    def kind(self) -> str:
        """Name the form that is given."""
        if self.part is not None:
            return "part"
        return "pupils" if self.pupils else "best" if self.best_within is not None else "number"

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        given = [self.part is not None, self.number is not None, self.pupils, self.best_within is not None]
        if sum(given) != 1:
            raise ValueError("exactly one of part, number, pupils, best_within is given")
        return self


class Ratio(Rule):
    """Numerator over denominator times `times` (the full points unless given), rounded half up to a unit.

    A denominator that is missing or not above zero counts as no record.

    Attributes:
        numerator: something measured, or
        by: the points of this rule, over the best of a group (个人得分/最高分).
    """

    kind: Literal["ratio"]
    numerator: Part | None = None
    by: AnyRule | None = None
    over: Over
    times: Figure | None = None
    floor: Figure | None = None
    cap: Figure | None = None

    wordings: ClassVar[Mapping[str, Wording]] = {
        "share_of_part": Wording(
            "{name} {value} ÷ {over_name} {over} × {times} = {amount}",
            "{name} {value} ÷ {over_name} {over} × {times} = {amount}",
        ),
        "share_of_number": Wording(
            "{name} {value} ÷ {over} × {times} = {amount}", "{name} {value} ÷ {over} × {times} = {amount}"
        ),
        "share_of_pupils": Wording(
            "{name} {value} ÷ 班级人数 {over} × {times} = {amount}",
            "{name} {value} ÷ {over} pupils × {times} = {amount}",
        ),
        "share_of_best": Wording(
            "{name} {value} ÷ {within}最高 {over} × {times} = {amount}",
            "{name} {value} ÷ best of {within} {over} × {times} = {amount}",
        ),
        "share_of_best_points": Wording(
            "得分 {value} ÷ {within}最高 {over} × {times} = {amount}",
            "points {value} ÷ best of {within} {over} × {times} = {amount}",
        ),
        "not_comparable": Wording("没有可比的得分", "no points to compare"),
        "no_denominator": Wording("除数为 0，无法计算", "nothing to divide by"),
    }

    @property
    def parts(self) -> list[Part]:
        """List what is measured: the numerator, then the denominator."""
        return [part for part in (self.numerator, self.over.part) if part is not None]

    @property
    def inner(self) -> Rule | None:
        """The rule whose points are compared."""
        return self.by

    def codes(self) -> list[tuple[str, str]]:
        """The measured parts, or what the inner rule counts."""
        return self.by.codes() if self.by else [(part.event, "") for part in self.parts]

    def event_name(self, event: str) -> str:
        """Give the name of the part, or that of the inner rule."""
        return next((part.name for part in self.parts if part.event == event), super().event_name(event))

    @model_validator(mode="after")
    def _has_a_numerator(self) -> Self:
        if (self.numerator is None) == (self.by is None):
            raise ValueError("a ratio has either numerator or by")
        if self.by is not None and self.over.best_within is None:
            raise ValueError("by goes with over: best_within")
        return self

    @model_validator(mode="after")
    def _parts_differ(self) -> Self:
        if len(set(self.codes())) < len(self.codes()):
            raise ValueError("numerator and denominator need different events")
        return self

    @property
    def measures_count(self) -> bool:
        """The numerator may be a count."""
        return self.numerator is not None and self.numerator.measure is Measure.COUNT

    @property
    def needs_listed(self) -> bool:
        """Some measures need the single records; else as the inner rule needs."""
        if self.by is not None:
            return self.by.needs_listed
        return any(part.measure in ORDERED for part in self.parts)

    @property
    def needs_value(self) -> bool:
        """As the inner rule needs; of measured parts, each has needs of its own."""
        return self.by is not None and self.by.needs_value

    def greatest(self, full_points: int) -> int | None:
        """Give the cap, or the points of a full share."""
        if self.over.best_within is not None:
            return self.times or full_points
        return self.cap

    def score(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Score subjects one by one; the best of a group needs all its subjects."""
        if self.numerator is None:
            return self._score_points(cases, setting)
        values = [_measured(case, self.numerator, counts_nothing=self.counts_nothing) for case in cases]
        return [
            self._score_case(case, self.numerator, value, over, setting)
            for case, value, over in zip(cases, values, self._denominators(cases, values), strict=True)
        ]

    def _score_points(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Set the points of the inner rule against the best of the group."""
        inner = self.by.score(cases, setting) if self.by else []
        values = [
            scored.points if scored.applies and (case.days or case.records) else None
            for case, scored in zip(cases, inner, strict=True)
        ]
        results = []
        for case, scored, value, over in zip(
            cases, inner, values, self._denominators(cases, values), strict=True
        ):
            if value is None or over is None or over <= 0:
                what = "not_comparable" if value is None else "no_denominator"
                reasons = (Step(what, inner=scored.steps),) if case.records else ()
                results.append(self.score_missing(setting, *reasons))
                continue
            times = setting.full_points if self.times is None else self.times
            amount = divide(value * times, over)
            figures: dict[str, int | str] = {"value": value, "over": over, "times": times, "amount": amount}
            figures["within"] = self.over.best_within or ""
            points, bound = limit(amount, self.floor, self.cap)
            share = Step("share_of_best_points", figures, inner=scored.steps)
            results.append(Scored(points, steps=(share, *bound)))
        return results

    def _denominators(self, cases: Sequence[Case], values: Sequence[int | None]) -> list[int | None]:
        if self.over.best_within is not None:
            best: dict[str, int] = defaultdict(int)
            groups = [case.groups[self.over.best_within] for case in cases]
            for group, value in zip(groups, values, strict=True):
                best[group] = max(best[group], value or 0)
            return [best[group] for group in groups]
        if self.over.pupils:
            return [case.pupils * UNITS for case in cases]
        if self.over.part is not None:
            return [_measured(case, self.over.part) for case in cases]
        return [self.over.number] * len(cases)

    def _score_case(
        self, case: Case, numerator: Part, value: int | None, over: int | None, setting: Setting
    ) -> Scored:
        if value is None or over is None or over <= 0:
            return self.score_missing(setting, *self._lacking(case, numerator, value, over))
        times = setting.full_points if self.times is None else self.times
        amount = divide(value * times, over)
        figures: dict[str, int | str] = {
            "name": numerator.name,
            "value": value,
            "over_name": self.over.part.name if self.over.part else "",
            "over": over,
            "within": self.over.best_within.value if self.over.best_within else "",
            "times": times,
            "amount": amount,
        }
        points, bound = limit(amount, self.floor, self.cap)
        zero = counted_zero([record for record in case.records if record.event == numerator.event])
        ids = tuple(record.id for record in case.records)
        return Scored(points, steps=(*zero, Step(f"share_of_{self.over.kind}", figures, ids), *bound))

    def _lacking(self, case: Case, numerator: Part, value: int | None, over: int | None) -> tuple[Step, ...]:
        """Tell what there is no figure for, if anything was recorded at all."""
        if not case.records:
            return ()
        ids = tuple(record.id for record in case.records)
        if value is None:
            return (Step("no_figure", {"name": numerator.name}, ids),)
        if over is None and self.over.part is not None:
            return (Step("no_figure", {"name": self.over.part.name}, ids),)
        return (Step("no_denominator", {}, ids),)

    def score_cells(self, cells: Cells, setting: Setting) -> ScoredCells:
        """Score all rows at once."""
        if self.numerator is not None:
            values, present = measure_cells(cells, self.numerator.measure, counts_nothing=self.counts_nothing)
        else:
            values, present = self._points_of_cells(cells, setting)
        over, has_over = self._denominator_cells(cells, np.where(present > 0, values, 0))
        missing = (present == 0) | (has_over == 0) | (over <= 0)
        times = setting.full_points if self.times is None else self.times
        amount = divide_array(multiply(values, times), np.where(missing, 1, over))
        return self.fill_missing(limit_array(amount, self.floor, self.cap), missing, setting)

    def _points_of_cells(self, cells: Cells, setting: Setting) -> tuple[Integers, Integers]:
        values, applies = self.by.score_cells(cells, setting) if self.by else (cells.pupils, cells.missing)
        present = applies & (cells.in_post.any(axis=1) | ~cells.missing)
        return values, present.astype(np.int64)

    def _denominator_cells(self, cells: Cells, values: Integers) -> tuple[Integers, Integers]:
        always = np.ones(len(values), dtype=np.int64)
        if self.over.best_within is not None:
            group = cells.groups[self.over.best_within]
            best = np.zeros(group.max(initial=0) + 1, dtype=np.int64)
            np.maximum.at(best, group, values)
            return best[group], always
        if self.over.pupils:
            return cells.pupils * UNITS, always
        if self.over.part is not None:
            return measure_cells(cells, self.over.part.measure, code=1)
        return always * (self.over.number or 0), always


def _measured(case: Case, part: Part, *, counts_nothing: bool = False) -> int | None:
    records = [record for record in case.records if record.event == part.event]
    return measure(records, part.measure, counts_nothing=counts_nothing)
