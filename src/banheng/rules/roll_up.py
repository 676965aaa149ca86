"""Score each day, week or month of the period by an inner rule, then combine."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

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
            inner = Setting(setting.full_points, piece, setting.calendar, setting.weeks)
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
        """Score all pieces of all rows at once; rows of the inner cells are (row, piece)."""
        pieces = self._pieces(setting)
        rows = len(cells.records)
        inner_cells = _split(cells, pieces, setting)
        # a rule that looks at the period (due days, nested pieces) must see each piece as its own period
        points, applies = self._score_pieces(inner_cells, pieces, rows, setting)
        recorded = (inner_cells.records.sum(axis=1) > 0).reshape(rows, len(pieces))
        counts = (_held(cells, pieces, setting) | recorded) & applies
        if self.empty is EmptyPiece.LEAVE_OUT:
            counts &= recorded
        number = counts.sum(axis=1)
        missing = number == 0
        if self.when_missing is not WhenMissing.START:
            missing |= cells.missing
        return self.fill_missing(self._combine_cells(points, counts, number), missing, setting)

    def _score_pieces(
        self, cells: Cells, pieces: Sequence[Period], rows: int, setting: Setting
    ) -> ScoredCells:
        points = np.zeros((rows, len(pieces)), dtype=np.int64)
        applies = np.zeros((rows, len(pieces)), dtype=bool)
        for number, piece in enumerate(pieces):
            inner = Setting(setting.full_points, piece, setting.calendar, setting.weeks)
            part = _piece_of(cells, number, len(pieces), piece, setting.period)
            points[:, number], applies[:, number] = self.rule.score_cells(part, inner)
        return points, applies

    def _combine_cells(self, points: Integers, counts: Booleans, number: Integers) -> Integers:
        total = np.where(counts, points, 0).sum(axis=1)
        if self.count is not None:
            return divide_array(total, self.count)
        if self.take is Combine.SUM:
            return total
        if self.take is Combine.MEAN:
            return divide_array(total, np.maximum(number, 1))
        if self.take is Combine.LEAST:
            return np.where(counts, points, np.iinfo(np.int64).max).min(
                axis=1, initial=np.iinfo(np.int64).max
            )
        return np.where(counts, points, np.iinfo(np.int64).min).max(axis=1, initial=np.iinfo(np.int64).min)


def _held(cells: Cells, pieces: Sequence[Period], setting: Setting) -> Booleans:
    """Tell for each (row, piece) whether the subject has a school day in post; shape (rows, pieces)."""
    school = np.array([setting.calendar.is_school_day(day) for day in setting.period.days()])
    first = np.array([(piece.first - setting.period.first).days for piece in pieces])
    held: Booleans = np.add.reduceat(cells.in_post & school, first, axis=1) > 0
    return held


def _split(cells: Cells, pieces: Sequence[Period], setting: Setting) -> Cells:
    """Reduce the single records again, by (row, piece)."""
    listed = cells.listed
    start = setting.period.first.toordinal()
    piece_of_day = np.concatenate(
        [np.full((piece.last - piece.first).days + 1, number) for number, piece in enumerate(pieces)]
    )
    row = listed.row * len(pieces) + piece_of_day[listed.day - start]
    rows, codes = len(cells.records) * len(pieces), cells.records.shape[1]
    cell = row * codes + listed.code
    quantity = np.zeros(rows * codes, dtype=np.int64)
    value = np.zeros(rows * codes, dtype=np.int64)
    np.add.at(quantity, cell, listed.quantity)
    np.add.at(value, cell, listed.value * (listed.quantity // UNITS))
    return Cells(
        records=np.bincount(cell, minlength=rows * codes).astype(np.int64).reshape(rows, codes),
        quantity=quantity.reshape(rows, codes),
        value=value.reshape(rows, codes),
        listed=Listed(row, listed.code, listed.day, listed.quantity, listed.value, listed.project),
        in_post=cells.in_post,
        groups=cells.groups,
        pupils=cells.pupils,
    )


def _piece_of(cells: Cells, number: int, pieces: int, piece: Period, whole: Period) -> Cells:
    """Take one piece of every row out of cells split by (row, piece)."""
    listed = cells.listed
    ours = listed.row % pieces == number
    days = slice((piece.first - whole.first).days, (piece.last - whole.first).days + 1)
    return Cells(
        records=cells.records[number::pieces],
        quantity=cells.quantity[number::pieces],
        value=cells.value[number::pieces],
        listed=Listed(
            listed.row[ours] // pieces,
            listed.code[ours],
            listed.day[ours],
            listed.quantity[ours],
            listed.value[ours],
            listed.project[ours],
        ),
        in_post=cells.in_post[:, days],
        groups=cells.groups,
        pupils=cells.pupils,
    )
