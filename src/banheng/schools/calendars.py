"""A school's calendar: the public one, less what the school itself changed."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

import chinese_calendar
from django.db.models import Min

from banheng.core import calendar as core
from banheng.core.calendar import SchoolCalendar, days_between
from banheng.schools.models import AcademicYear, CalendarDay, Term
from banheng.schools.queries import Query

if TYPE_CHECKING:
    from banheng.schools.models import School

_SATURDAY = 5
ACADEMIC_YEARS = Query(AcademicYear, "SELECT * FROM schools_academicyear WHERE school_id = %s ORDER BY first")
TERMS = Query(
    Term,
    """
    SELECT term.*
    FROM schools_term term JOIN schools_academicyear year ON year.id = term.academic_year_id
    WHERE year.school_id = %s ORDER BY term.first
    """,
)
CALENDAR_DAYS = Query(CalendarDay, "SELECT * FROM schools_calendarday WHERE school_id = %s")
LAST_KNOWN_YEAR = max(day.year for day in chinese_calendar.holidays)


def school_calendar(school: School) -> SchoolCalendar:
    """Gather academic years, terms, public holidays with their swapped working days, and the school's own changes.

    Public holidays are known up to `LAST_KNOWN_YEAR`; later days off are the school's own to enter.
    """
    years = {year.pk: year for year in ACADEMIC_YEARS(school.pk)}
    # without the terms of a year that came after the first query
    terms = [term for term in TERMS(school.pk) if term.academic_year_id in years]
    days_off: set[date] = set()
    working_days: set[date] = set()
    for term in terms:
        term.academic_year = years[term.academic_year_id]
        for day in _swapped_days(term.first, min(term.last, date(LAST_KNOWN_YEAR, 12, 31))):
            (days_off if day.weekday() < _SATURDAY else working_days).add(day)
    for own in CALENDAR_DAYS(school.pk):
        (working_days if own.is_school_day else days_off).add(own.day)
        (days_off if own.is_school_day else working_days).discard(own.day)
    return SchoolCalendar(
        days_off=frozenset(days_off),
        working_days=frozenset(working_days),
        terms=tuple(core.Term(term.code, term.first, term.last) for term in terms),
        years=tuple(core.AcademicYear(year.code, year.first, year.last) for year in years.values()),
    )


@lru_cache(maxsize=256)
def _swapped_days(first: date, last: date) -> tuple[date, ...]:
    """List weekdays that are off, and days of weekends that are worked, by the public calendar."""
    return tuple(
        day
        for day in days_between(first, last)
        if (day.weekday() < _SATURDAY) != chinese_calendar.is_workday(day)
    )


def current_year(school: School, day: date) -> AcademicYear | None:
    """Give the academic year of a day: the one it lies in, else the last before it."""
    return AcademicYear.objects.filter(school=school, first__lte=day).order_by("-first").first()


def first_day(school: School) -> date | None:
    """Give the first day of the first academic year."""
    return AcademicYear.objects.filter(school=school).aggregate(first=Min("first"))["first"]


def current_term(school: School, day: date) -> Term | None:
    """Give the term of a day: the one it lies in, else the last before it."""
    terms = Term.objects.filter(academic_year__school=school, first__lte=day)
    return terms.select_related("academic_year").order_by("-first").first()


def teaching_week(term: Term, day: date) -> int:
    """Count the teaching week of a day, from 1; weeks begin on Monday."""
    monday = term.first - timedelta(days=term.first.weekday())
    return (day - monday).days // 7 + 1
