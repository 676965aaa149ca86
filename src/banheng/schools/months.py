"""A month of the school calendar as a grid of weeks."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING

import chinese_calendar

from banheng.schools.calendars import LAST_KNOWN_YEAR, school_calendar, teaching_week
from banheng.schools.models import CalendarDay, Term

if TYPE_CHECKING:
    from datetime import date

    from banheng.schools.models import School

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class CalendarCell:
    """A day of the grid.

    Attributes:
        holiday: Chinese name of the public holiday that the day belongs to, or is worked for.
        is_swapped: a weekend day on which work is done for a holiday.
        own: the school's own change.
    """

    day: date
    in_month: bool
    in_term: bool
    is_school_day: bool
    holiday: str = ""
    is_swapped: bool = False
    own: CalendarDay | None = None


@dataclass(frozen=True, slots=True)
class CalendarWeek:
    """Monday to Sunday; `number` is the teaching week, if the week lies in a term."""

    number: int | None
    cells: tuple[CalendarCell, ...]


def month_grid(school: School, first: date) -> list[CalendarWeek]:
    """Lay out the month of a day in whole weeks."""
    of_school = school_calendar(school)
    terms = list(Term.objects.filter(academic_year__school=school).select_related("academic_year"))
    own = {changed.day: changed for changed in CalendarDay.objects.filter(school=school)}
    weeks = []
    for days in calendar.Calendar().monthdatescalendar(first.year, first.month):
        term = next((term for term in terms if term.first <= days[-1] and days[0] <= term.last), None)
        cells = tuple(
            CalendarCell(
                day=day,
                in_month=day.month == first.month,
                in_term=(in_term := any(each.first <= day <= each.last for each in terms)),
                is_school_day=in_term and of_school.is_school_day(day),
                holiday=_holiday(day),
                is_swapped=_is_public(day)
                and day.weekday() >= _SATURDAY
                and chinese_calendar.is_workday(day),
                own=own.get(day),
            )
            for day in days
        )
        weeks.append(CalendarWeek(teaching_week(term, days[-1]) if term else None, cells))
    return weeks


def _is_public(day: date) -> bool:
    return min(chinese_calendar.holidays).year <= day.year <= LAST_KNOWN_YEAR


def _holiday(day: date) -> str:
    """Name the public holiday of a day, or the one for which the day is worked."""
    if not _is_public(day):
        return ""
    name = chinese_calendar.holidays.get(day) or chinese_calendar.workdays.get(day)
    return next((holiday.chinese for holiday in chinese_calendar.Holiday if holiday.value == name), "")
