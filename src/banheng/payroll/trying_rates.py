"""What a year would cost with other figures: by grade, and for teachers who are paid little and much."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from banheng.assessment.live import sheet_under
from banheng.core.rounding import divide
from banheng.payroll.budgeting import Budget, PeriodCost, by_grade, mean_cost
from banheng.payroll.rates import with_rates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.scoring.outcome import SubjectResult

BANDS = 4


@dataclass(frozen=True, slots=True)
class Band:
    """A quarter of the teachers, by what they are paid now; sums over the periods computed so far."""

    people: int
    before: int
    after: int
    gain: int
    lose: int

    @property
    def change(self) -> int:
        """How much more they are paid."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Trial:
    """A year with the present figures beside the same year with others.

    Attributes:
        bands: from those who are paid least to those who are paid most.
    """

    before: Mapping[str, int]
    after: Mapping[str, int]
    bands: Sequence[Band]

    @property
    def sums(self) -> tuple[int, int]:
        """What the year costs, before and after."""
        return sum(self.before.values()), sum(self.after.values())

    @property
    def change(self) -> int:
        """How much more the year costs."""
        before, after = self.sums
        return after - before

    def rows(self, grades: Sequence[str]) -> list[tuple[str, int, int, int]]:
        """Give each grade with its cost before and after, and the change."""
        known = ((grade, self.before.get(grade, 0), self.after.get(grade, 0)) for grade in grades)
        return [(grade, before, after, after - before) for grade, before, after in known]


def try_rates(known: Budget, rates: Mapping[str, int]) -> Trial:
    """Compute what has begun of a year twice, with the present and with other figures.

    Both sides are computed from the ledger as it is now, final periods too, so that nothing but the figures
    differs; periods to come are expected as in `budget`.
    """
    sides: list[list[PeriodCost]] = [[], []]
    people: list[defaultdict[str, int]] = [defaultdict(int), defaultdict(int)]
    for cost in known.costs:
        if cost.scored is None:
            continue
        scored = cost.scored
        for side, scheme in enumerate((scored.scheme, with_rates(scored.scheme, rates))):
            results = sheet_under(scheme, scored).results
            fen = by_grade((result.subject.posting.grade, result.pay) for result in results)
            sides[side].append(replace(cost, fen=fen))
            _add_people(people[side], results)
    ahead = [cost.period for cost in known.costs if cost.scored is None]
    before, after = (
        by_grade(
            item
            for fen in [*(cost.fen for cost in side), *(mean_cost(period, side) for period in ahead)]
            for item in fen.items()
        )
        for side in sides
    )
    return Trial(before, after, bands(*people))


def bands(before: Mapping[str, int], after: Mapping[str, int]) -> list[Band]:
    """Put teachers into quarters by what they are paid now; equal amounts in the order of their codes."""
    order = sorted(before, key=lambda teacher: (before[teacher], teacher))
    edges = [divide(len(order) * number, BANDS) for number in range(BANDS + 1)]
    quarters = [order[first:last] for first, last in pairwise(edges)]
    return [
        Band(
            people=len(quarter),
            before=sum(before[teacher] for teacher in quarter),
            after=sum(after[teacher] for teacher in quarter),
            gain=sum(after[teacher] > before[teacher] for teacher in quarter),
            lose=sum(after[teacher] < before[teacher] for teacher in quarter),
        )
        for quarter in quarters
        if quarter
    ]


def _add_people(sums: defaultdict[str, int], results: Sequence[SubjectResult]) -> None:
    for result in results:
        if not result.subject.is_class_line:
            sums[result.subject.posting.teacher] += result.pay
