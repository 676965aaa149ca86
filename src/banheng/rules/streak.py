"""Points for several days or weeks in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from banheng.core.periods import PeriodKind
from banheng.core.points import UNITS
from banheng.core.wording import Wording
from banheng.rules.figures import Figure, PositiveCount
from banheng.rules.limits import limit, limit_array
from banheng.rules.rule import Rule, Scored, Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.rules.rule import Case, Cells, ScoredCells, Setting


class Streak(Rule):
    """Each run of `length` pieces in a row earns the points; a longer run earns them for each full length.

    A piece is a day or week of the period with a school day in the subject's days; others are passed over.

    Attributes:
        without: a run is of pieces without a record instead of pieces with one.
    """

    by_subject: ClassVar[frozenset[str]] = frozenset({"points", "cap"})

    kind: Literal["streak"]
    each: PeriodKind
    length: PositiveCount
    points: Figure
    of: str
    without: bool = False
    cap: Figure | None = None

    wordings: ClassVar[Mapping[str, Wording]] = {
        "runs": Wording(
            "{of}，连续满 {length} {each}的 {runs} 次 × {price} = {amount}",
            "{of}, {length} {each} in a row: {runs} × {price} = {amount}",
        ),
        "runs_without": Wording(
            "{of}（无记录），连续满 {length} {each}的 {runs} 次 × {price} = {amount}",
            "{of} (no record), {length} {each} in a row: {runs} × {price} = {amount}",
        ),
    }

    def codes(self) -> list[tuple[str, str]]:
        """One kind of happening."""
        return [("", "")]

    @property
    def needs_listed(self) -> bool:
        """The days matter."""
        return True

    def start_points(self, full_points: int) -> int:  # noqa: ARG002 - nothing is given in advance
        """Start from nothing."""
        return 0

    def greatest(self, full_points: int) -> int | None:  # noqa: ARG002 - the cap is its own
        """Give the cap."""
        return self.cap

    def score(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Score subjects one by one."""
        return [self._score_case(case, setting) for case in cases]

    def _score_case(self, case: Case, setting: Setting) -> Scored:
        if not case.records and not self.without:
            return self.score_missing(setting)
        run = runs = 0
        for piece in setting.period.split(self.each):
            part = case.within(piece)
            happened = any(record.quantity > 0 for record in part.records)
            if not any(setting.calendar.is_school_day(day) for day in part.days) and not happened:
                continue
            run = run + 1 if happened != self.without else 0
            if run == self.length:
                runs, run = runs + 1, 0
        amount = runs * self.points
        figures: dict[str, int | str] = {
            "of": self.of,
            "length": self.length * UNITS,
            "each": self.each.value,
            "runs": runs * UNITS,
            "price": self.points,
            "amount": amount,
        }
        points, bound = limit(amount, None, self.cap)
        what = "runs_without" if self.without else "runs"
        return Scored(points, steps=(Step(what, figures, tuple(r.id for r in case.records)), *bound))

    def score_cells(self, cells: Cells, setting: Setting) -> ScoredCells:
        """Walk through the pieces in order, all rows at once."""
        listed, period = cells.listed, setting.period
        happened = np.zeros(cells.in_post.shape, dtype=bool)
        seen = listed.quantity > 0
        happened[listed.row[seen], listed.day[seen] - period.first.toordinal()] = True
        school = np.array([setting.calendar.is_school_day(day) for day in period.days()])
        run = np.zeros(len(happened), dtype=np.int64)
        runs = np.zeros_like(run)
        pieces = [(piece.first - period.first).days for piece in period.split(self.each)]
        happened_in = np.logical_or.reduceat(happened, pieces, axis=1)
        held_in = np.logical_or.reduceat(cells.in_post & school, pieces, axis=1) | happened_in
        for occurred, held in zip(happened_in.T, held_in.T, strict=True):
            run = np.where(held, np.where(occurred != self.without, run + 1, 0), run)
            runs += run == self.length
            run = np.where(run == self.length, 0, run)
        missing = np.zeros(len(runs), dtype=bool) if self.without else cells.missing
        return self.fill_missing(limit_array(runs * self.points, None, self.cap), missing, setting)
