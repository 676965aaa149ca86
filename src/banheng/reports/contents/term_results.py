"""The results of a term, scheme by scheme, as term reports read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.assessment.periods import periods_of_term
from banheng.core.periods import Period, PeriodKind
from banheng.reports.contents.results import results_of
from banheng.schools.saying_dates import period_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.reports.contents.results import Results
    from banheng.schools.models import School, Term


@dataclass(frozen=True, slots=True)
class SchemeTerm:
    """What one scheme gave in a term.

    Attributes:
        periods: of the scheme's own kind, oldest first, each with its short name.
        longer: of the longer periods that have ended, such as the term itself.
    """

    title: str
    periods: Sequence[tuple[str, Results]]
    longer: Sequence[tuple[str, Results]]


def term_results(school: School, term: Term, day: date) -> list[SchemeTerm]:
    """Gather the results of a term up to a day.

    Raises:
        MalformedPeriod, InputRefused, LimitExceeded: as `score`.
    """
    codes: dict[str, list[Results]] = {}
    for scored in reversed(periods_of_term(school, term, day)):
        is_own = scored.period.kind is scored.scheme.period
        if is_own or scored.period.last < day:
            codes.setdefault(scored.version.code, []).append(results_of(scored))
    return [
        SchemeTerm(
            found[-1].scheme.title,
            [(_short(each, term), each) for each in found if each.period.kind is each.scheme.period],
            [(_short(each, term), each) for each in found if each.period.kind is not each.scheme.period],
        )
        for found in codes.values()
    ]


def term_name(term: Term) -> str:
    """Name a term: 2026-2027 学年第一学期."""
    return period_name(Period(PeriodKind.TERM, term.code, term.first, term.last))


def _short(results: Results, term: Term) -> str:
    return period_name(results.period, term).partition("（")[0]
