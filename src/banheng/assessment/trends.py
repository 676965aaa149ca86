"""How a class went through a term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.assessment.live import inputs_of, live_part_sheet, live_sheet, results_by_class
from banheng.assessment.periods import ScoredPeriod, periods_of_term
from banheng.assessment.visits import compared_items
from banheng.core.periods import Period, PeriodKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.schools.models import School, Term


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """A class in one period, and the mean of its grade beside it.

    Attributes:
        points, grade_mean: in units, the mean rounded down to units; None if nothing applies.
        rank, rank_of: None and 0 if not ranked.
    """

    period: Period
    points: int | None
    grade_mean: int | None
    rank: int | None = None
    rank_of: int = 0


def trend(school: School, code: str, term: Term, scheme_code: str, day: date) -> list[TrendPoint]:
    """Give the results of a class in the periods of a scheme, oldest first."""
    found = []
    for scored in reversed(periods_of_term(school, term, day)):
        if scored.version.code != scheme_code or scored.period.kind is not scored.scheme.period:
            continue
        results = results_by_class(live_sheet(scored))
        totals = {
            other: result.total for other, result in results.items() if "not_applicable" not in result.flags
        }
        grades = {other: result.subject.posting.grade for other, result in results.items()}
        own = results.get(code)
        rank, rank_of = (own.rank, own.rank_of) if own else (None, 0)
        found.append(TrendPoint(scored.period, totals.get(code), _mean(code, totals, grades), rank, rank_of))
    return found


def weekly_trend(scored: ScoredPeriod, code: str, term: Term, day: date) -> list[TrendPoint]:
    """Give what a class got for the inspected items in each week of the term, oldest first."""
    whole = Period(PeriodKind.TERM, term.code, term.first, min(term.last, day))
    inputs = inputs_of(ScoredPeriod(scored.version, whole))
    items = [item.code for item in compared_items(scored.scheme)]
    found = []
    for week in whole.split(PeriodKind.WEEK):
        results = results_by_class(live_part_sheet(ScoredPeriod(scored.version, week), inputs))
        totals = {
            other: sum(result.items[item].points for item in items if result.items[item].applies)
            for other, result in results.items()
        }
        grades = {other: result.subject.posting.grade for other, result in results.items()}
        found.append(TrendPoint(week, totals.get(code), _mean(code, totals, grades)))
    return found


def _mean(code: str, totals: dict[str, int], grades: dict[str, str]) -> int | None:
    """Give the mean of the class's grade; for a picture, not for a decision."""
    own: Sequence[int] = [total for other, total in totals.items() if grades[other] == grades.get(code)]
    return sum(own) // len(own) if own else None
