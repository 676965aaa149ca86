"""The periods of a school's schemes: which one a day belongs to, and those of a term."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from banheng.core.periods import Period, PeriodKind, code_of, parse_period
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.schools.calendars import current_term, current_year, school_calendar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from banheng.assessment.models import ScoreSheet
    from banheng.policies.models import SchemeVersion
    from banheng.schemes.scheme import Scheme
    from banheng.schools.models import School, Term


OF_THE_SCHOOL = {PeriodKind.TERM, PeriodKind.YEAR}
"""Kinds of period whose days are the school's own; all others follow from their code."""


@dataclass(frozen=True)
class ScoredPeriod:
    """A period and the version of a scheme by which it is scored: the one in force on its last day so far."""

    version: SchemeVersion
    period: Period

    @property
    def scheme(self) -> Scheme:
        """The scheme of the version."""
        return scheme_of(self.version)


def period_of(school: School, kind: PeriodKind, day: date) -> Period | None:
    """Give the period of a kind that a day belongs to.

    A day of the holidays belongs to the term before it; None if there is no term or academic year yet.
    """
    if kind not in OF_THE_SCHOOL:
        return parse_period(code_of(kind, day))
    found = current_term(school, day) if kind is PeriodKind.TERM else current_year(school, day)
    return Period(kind, found.code, found.first, found.last) if found else None


def current_periods(school: School, day: date) -> list[ScoredPeriod]:
    """List the schemes in force on a day, each with its own period of the day."""
    versions = versions_in_force(school, day)
    found = ((version, period_of(school, scheme_of(version).period, day)) for version in versions)
    return [ScoredPeriod(version, period) for version, period in found if period is not None]


def longer_periods(school: School, scored: ScoredPeriod, day: date) -> Iterator[ScoredPeriod]:
    """Give the longer periods that a scheme sums up, those of the day."""
    for longer in scored.scheme.longer_periods:
        if period := period_of(school, longer.to, day):
            yield ScoredPeriod(scored.version, period)


def periods_of_term(school: School, term: Term, day: date) -> list[ScoredPeriod]:
    """List the periods of a term that have begun by a day, latest first, the longer ones before them."""
    last = min(term.last, day)
    shorter: dict[tuple[str, str], ScoredPeriod] = {}
    longer: dict[tuple[str, str], ScoredPeriod] = {}
    on = last
    while on >= term.first:
        current = current_periods(school, on)
        for scored in current:
            shorter.setdefault((scored.version.code, scored.period.code), scored)
            for above in longer_periods(school, scored, last):
                longer.setdefault((above.version.code, above.period.code), above)
        earliest = max((scored.period.first for scored in current), default=on - timedelta(days=6))
        on = min(earliest, on) - timedelta(days=1)
    return [*longer.values(), *shorter.values()]


def find_period(school: School, scheme_code: str, code: str, day: date) -> ScoredPeriod | None:
    """Find a period that has begun by a day; None if the scheme is not in force in it or scores no such period.

    Raises:
        MalformedPeriod: the code names no period.
    """
    period = parse_period(code)
    if period.kind in OF_THE_SCHOOL:
        period = parse_period(code, school_calendar(school))
    if period.first > day:
        return None
    for version in versions_in_force(school, min(period.last, day)):
        scheme = scheme_of(version)
        kinds = {scheme.period, *(longer.to for longer in scheme.longer_periods)}
        if version.code == scheme_code and period.kind in kinds:
            return ScoredPeriod(version, period)
    return None


def period_of_sheet(sheet: ScoreSheet) -> Period:
    """Give the period of a sheet."""
    return parse_period(sheet.period, school_calendar(sheet.school))
