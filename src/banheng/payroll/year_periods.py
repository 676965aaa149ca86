"""The periods for which a scheme pays in an academic year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.periods import Period, PeriodKind, parse_period
from banheng.policies.in_force import scheme_of
from banheng.schools.calendars import school_calendar
from banheng.schools.models import Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.policies.models import SchemeVersion
    from banheng.schools.models import AcademicYear


def paying_periods(version: SchemeVersion, year: AcademicYear) -> list[Period]:
    """List the periods of the terms that are entered, the scheme's own first, then the longer ones that pay."""
    scheme = scheme_of(version)
    kinds = [scheme.period] if scheme.allowances else []
    kinds += [longer.to for longer in scheme.longer_periods if longer.allowances]
    terms = list(Term.objects.filter(academic_year=year).select_related("academic_year"))
    calendar = school_calendar(year.school)
    codes = dict.fromkeys(code for kind in kinds for code in _codes(kind, year, terms))
    return [parse_period(code, calendar) for code in codes]


def _codes(kind: PeriodKind, year: AcademicYear, terms: Sequence[Term]) -> Iterator[str]:
    if kind is PeriodKind.YEAR:
        yield year.code
        return
    for term in terms:
        if kind is PeriodKind.TERM:
            yield term.code
        else:
            span = Period(PeriodKind.TERM, term.code, term.first, term.last)
            yield from (piece.code for piece in span.split(kind))
