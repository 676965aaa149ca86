"""Score each day, week or month of the period by an inner rule, then combine."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from banheng.core.periods import Period, PeriodKind
from banheng.core.points import UNITS
from banheng.core.rounding import divide, divide_array
from banheng.core.wording import Wording
from banheng.rules.figures import PositiveCount
from banheng.rules.rule import Cells, Listed, Rule, Scored, Setting, Step, WhenMissing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.rounding import Booleans, Integers
    from banheng.rules.rule import Case, ScoredCells
    from banheng.rules.rule import Rule as AnyRule


class Combine(StrEnum):
    """How the pieces become one."""

    MEAN = "mean"
    SUM = "sum"
    LEAST = "least"
    GREATEST = "greatest"


class EmptyPiece(StrEnum):
    """What a day, week or month with school but without records means."""

    INNER = "inner"  # what the inner rule's when_missing says
    LEAVE_OUT = "leave_out"  # it does not count


class RollUp(Rule):
    """Cut the subject's days into pieces, score each by the inner rule, combine.

    Pieces outside the subject's days in post, and pieces without a school day, count only if they have records.
    The mean is rounded half up to a unit.

    Attributes:
        each: day, week or month; weeks at the edges follow the scheme's `weeks`.
        count: divide the sum by this fixed number instead of the number of pieces
            (a month is four weeks, however many it has).
    """

    kind: Literal["roll_up"]
    each: PeriodKind
    take: Combine = Combine.MEAN
    empty: EmptyPiece = EmptyPiece.INNER
    count: PositiveCount | None = None
    rule: AnyRule
    when_missing: WhenMissing = WhenMissing.START

    wordings: ClassVar[Mapping[str, Wording]] = {
        "piece": Wording("{first} 至 {last} 得 {points}", "{first} to {last} gives {points}"),
        "piece_day": Wording("{first} 得 {points}", "{first} gives {points}"),
        "piece_left_out": Wording("{first} 至 {last} 不计", "{first} to {last} does not count"),
        "piece_day_left_out": Wording("{first} 不计", "{first} does not count"),
        "no_piece": Wording("没有可计的{each}", "no {each} to count"),
        "mean": Wording(
            "{number} {each}合计 {total}，{total} ÷ {number} = {points}",
            "{number} {each}, sum {total}, {total} ÷ {number} = {points}",
        ),
        "sum": Wording("{number} {each}合计 {points}", "{number} {each}, sum {points}"),
        "least": Wording("{number} {each}中最低 {points}", "{number} {each}, least {points}"),
        "greatest": Wording("{number} {each}中最高 {points}", "{number} {each}, greatest {points}"),
        "by_count": Wording(
            "{number} {each}合计 {total}，按 {count} 计，{total} ÷ {count} = {points}",
            "{number} {each}, sum {total}, counted as {count}, {total} ÷ {count} = {points}",
        ),
    }

    @property
    def inner(self) -> Rule:
        """The rule of a piece."""
        return self.rule

    @model_validator(mode="after")
    def _count_divides_a_sum(self) -> Self:
        if self.count is not None and self.take in (Combine.LEAST, Combine.GREATEST):
            raise ValueError("count goes with mean or sum")
        return self

    def codes(self) -> list[tuple[str, str]]:
        """What the inner rule counts."""
        return self.rule.codes()

    @property
    def needs_listed(self) -> bool:
        """Every piece is reduced on its own."""
        return True

    @property
    def needs_value(self) -> bool:
        """As the inner rule needs."""
        return self.rule.needs_value

    def start_points(self, full_points: int) -> int:
        """Give the start of the inner rule."""
        return self.rule.start_points(full_points)

    def greatest(self, full_points: int) -> int | None:
        """Give the greatest of one piece, without limit for a sum."""
        greatest = self.rule.greatest(full_points)
        return None if self.take is Combine.SUM and greatest != 0 else greatest

    def _pieces(self, setting: Setting) -> list[Period]:
        return setting.period.split(self.each)

    def score(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Score piece by piece, then combine for each subject."""
        pieces = self._pieces(setting)
        scored_pieces = []
        for piece in pieces:
            inner = Setting(setting.full_points, piece, setting.calendar)
            scored_pieces.append(self.rule.score([case.within(piece) for case in cases], inner))
        return [
            self._combined(case, [scored[number] for scored in scored_pieces], pieces, setting)
            for number, case in enumerate(cases)
        ]

    def _combined(
        self, case: Case, scored: Sequence[Scored], pieces: Sequence[Period], setting: Setting
    ) -> Scored:
        steps: list[Step] = []
        counted: list[int] = []
        for piece, result in zip(pieces, scored, strict=True):
            part = case.within(piece)
            held = any(setting.calendar.is_school_day(day) for day in part.days)
            if not (held or part.records):
                continue
            left_out = not result.applies or (self.empty is EmptyPiece.LEAVE_OUT and not part.records)
            if not left_out:
                counted.append(result.points)
            steps.append(self._piece_step(piece, result, left_out=left_out))
        if not case.records and self.when_missing is not WhenMissing.START:
            return self.score_missing(setting)
        if not counted:
            reasons = (*steps, Step("no_piece", {"each": self.each.value}))
            return self.score_missing(setting, *(reasons if case.records else ()))
        points, total = self._combine(counted)
        return Scored(points, missing=not case.records, steps=(*steps, total))

    def _piece_step(self, piece: Period, result: Scored, *, left_out: bool) -> Step:
        """Tell what a piece gives, with the steps of the inner rule inside."""
        day = "_day" if piece.kind is PeriodKind.DAY else ""
        figures = {"code": piece.code, "each": self.each.value}
        figures |= {"first": piece.first.isoformat(), "last": piece.last.isoformat()}
        if left_out:
            return Step(f"piece{day}_left_out", {**figures}, inner=result.steps)
        return Step(f"piece{day}", {**figures, "points": result.points}, inner=result.steps)

    def _combine(self, counted: list[int]) -> tuple[int, Step]:
        total = sum(counted)
        figures: dict[str, int | str] = {
            "number": len(counted) * UNITS,
            "each": self.each.value,
            "total": total,
        }
        if self.count is not None:
            points = divide(total, self.count)
            return points, Step("by_count", {**figures, "count": self.count * UNITS, "points": points})
        points = {
            Combine.MEAN: lambda: divide(total, len(counted)),
            Combine.SUM: lambda: total,
            Combine.LEAST: lambda: min(counted),
            Combine.GREATEST: lambda: max(counted),
        }[self.take]()
        return points, Step(self.take.value, {**figures, "points": points})

    def score_cells(self, cells: Cells, setting: Setting) -> ScoredCells:
        """Score piece by piece, all rows at once."""
        pieces = self._pieces(setting)
        split = _split(cells, pieces, setting.period)
        # a rule that looks at the period (due days, nested pieces) must see each piece as its own period
        scored = [
            self.rule.score_cells(part, Setting(setting.full_points, piece, setting.calendar))
            for part, piece in zip(split, pieces, strict=True)
        ]
        recorded = np.stack([~part.missing for part in split])
        counts = (_held(cells, pieces, setting) | recorded) & np.stack([applies for _, applies in scored])
        if self.empty is EmptyPiece.LEAVE_OUT:
            counts &= recorded
        missing = np.logical_not(np.asarray(counts).any(axis=0))
        if self.when_missing is not WhenMissing.START:
            missing |= cells.missing
        points = self._combine_cells(np.stack([points for points, _ in scored]), counts)
        return self.fill_missing(points, missing, setting)

    def _combine_cells(self, points: Integers, counts: Booleans) -> Integers:
        """Combine points of shape (pieces, rows) where they count."""
        if self.take is Combine.LEAST:
            return np.where(counts, points, np.iinfo(np.int64).max).min(axis=0)
        if self.take is Combine.GREATEST:
            return np.where(counts, points, np.iinfo(np.int64).min).max(axis=0)
        total = np.where(counts, points, 0).sum(axis=0)
        if self.count is not None:
            return divide_array(total, self.count)
        return total if self.take is Combine.SUM else divide_array(total, np.maximum(counts.sum(axis=0), 1))


def _first_days(pieces: Sequence[Period], whole: Period) -> list[int]:
    return [(piece.first - whole.first).days for piece in pieces]


def _held(cells: Cells, pieces: Sequence[Period], setting: Setting) -> Booleans:
    """Tell whether a subject has a school day in post; shape (pieces, rows)."""
    school = np.array([setting.calendar.is_school_day(day) for day in setting.period.days()])
    held: Booleans = np.logical_or.reduceat(
        cells.in_post & school, _first_days(pieces, setting.period), axis=1
    ).T
    return held


def _split(cells: Cells, pieces: Sequence[Period], whole: Period) -> list[Cells]:
    """Reduce the single records again, for each piece on its own."""
    first = _first_days(pieces, whole)
    piece_of_day = np.repeat(np.arange(len(pieces), dtype=np.int16), np.diff([*first, len(whole.days())]))
    piece = piece_of_day[cells.listed.day - whole.first.toordinal()]
    order = np.argsort(piece, kind="stable")
    ends = np.searchsorted(piece[order], np.arange(len(pieces) + 1, dtype=np.int16)).tolist()
    listed = cells.listed.chosen(order)
    return [
        _reduced(cells, listed.chosen(slice(start, end)), slice(begin, begin + len(one.days())))
        for (start, end), begin, one in zip(pairwise(ends), first, pieces, strict=True)
    ]


def _reduced(cells: Cells, listed: Listed, days: slice) -> Cells:
    """Make the cells of some days from their single records."""
    rows, codes = cells.records.shape
    cell = listed.code * rows + listed.row
    quantity = np.zeros(rows * codes, dtype=np.int64)
    value = np.zeros(rows * codes, dtype=np.int64)
    np.add.at(quantity, cell, listed.quantity)
    np.add.at(value, cell, listed.value * (listed.quantity // UNITS))
    records = np.bincount(cell, minlength=rows * codes).astype(np.int64, copy=False)
    return replace(
        cells,
        records=records.reshape(codes, rows).T,
        quantity=quantity.reshape(codes, rows).T,
        value=value.reshape(codes, rows).T,
        listed=listed,
        in_post=cells.in_post[:, days],
    )
