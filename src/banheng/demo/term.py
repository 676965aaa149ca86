"""The term that the demo school is in, whatever day it is opened."""

from __future__ import annotations

from datetime import date, timedelta

from banheng.schools.models import AcademicYear, School, Term

WEEKS_BEHIND, WEEKS_IN_ALL = 14, 20
_AUGUST = 8


def make_term(school: School, today: date) -> Term:
    """Make a term that is in its fifteenth teaching week today, so that at least three months are over, with its academic year."""
    first = today - timedelta(days=today.weekday(), weeks=WEEKS_BEHIND)
    last = first + timedelta(weeks=WEEKS_IN_ALL, days=-3)
    starts = first.year if first.month >= _AUGUST else first.year - 1
    year = AcademicYear.objects.create(
        school=school,
        code=f"{starts}-{starts + 1}",
        first=date(starts, 8, 1),
        last=max(last, date(starts + 1, 7, 31)),
    )
    return Term.objects.create(
        academic_year=year, number=1 if first.month >= _AUGUST else 2, first=first, last=last
    )
