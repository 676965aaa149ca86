"""Assessment periods: a named span of days, and how a longer one splits into shorter ones."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache, partial
from itertools import groupby

from banheng.core.calendar import SchoolCalendar, days_between
from banheng.core.errors import MalformedPeriod

_LAST_MONTH_OF_FIRST_HALF = 6


class PeriodKind(StrEnum):
    """How long a period is, shortest first."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TERM = "term"
    HALF_YEAR = "half_year"
    YEAR = "year"


class WeekRule(StrEnum):
    """Which weeks (Monday to Sunday) a period consists of when it does not begin on a Monday."""

    CLIPPED = "clipped"  # the days of the period only; a week cut by its edge counts with its part
    BY_MONDAY = "by_monday"  # whole weeks whose Monday lies in the period
    BY_THURSDAY = "by_thursday"  # whole weeks with most of their days in the period


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included."""

    kind: PeriodKind
    code: str
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def days(self) -> list[date]:
        """List the days."""
        return days_between(self.first, self.last)

    def whole_weeks(self, rule: WeekRule) -> Period:
        """Give the period as the whole weeks that belong to it by the rule; a day stays a day.

        Raises:
            MalformedPeriod: no week belongs to the period.
        """
        if rule is WeekRule.CLIPPED or self.kind is PeriodKind.DAY:
            return self
        weekday = 0 if rule is WeekRule.BY_MONDAY else 3
        marks = [day for day in self.days() if day.weekday() == weekday]
        if not marks:
            raise MalformedPeriod(
                f"no whole week belongs to {self.code} ({self.first} to {self.last}); "
                "score a longer period, or let the scheme say weeks: clipped"
            )
        first = marks[0] - timedelta(days=weekday)
        return Period(self.kind, self.code, first, marks[-1] + timedelta(days=6 - weekday))

    def split(self, kind: PeriodKind, school_calendar: SchoolCalendar | None = None) -> list[Period]:
        """Cut into shorter periods; days, weeks and months at the edges may be cut short.

        Raises:
            MalformedPeriod: the period does not consist of such periods.
        """
        if kind is PeriodKind.TERM:
            return self._terms(school_calendar)
        return list(_pieces(self, kind))

    def _terms(self, school_calendar: SchoolCalendar | None) -> list[Period]:
        if not re.fullmatch(r"\d{4}-\d{4}", self.code):
            raise MalformedPeriod(f"'{self.code}' has no terms: only an academic year such as 2026-2027 has")
        return [parse_period(f"{self.code}-{number}", school_calendar) for number in (1, 2)]


@lru_cache(maxsize=1024)
def _pieces(period: Period, kind: PeriodKind) -> tuple[Period, ...]:
    days = {code: list(own) for code, own in groupby(period.days(), partial(code_of, kind))}
    return tuple(Period(kind, code, own[0], own[-1]) for code, own in days.items())


def code_of(kind: PeriodKind, day: date) -> str:
    """Give the code of the day, week, month or half year that a day belongs to.

    Examples:
        >>> code_of(PeriodKind.WEEK, date(2026, 10, 1)), code_of(PeriodKind.MONTH, date(2026, 10, 1))
        ('2026-W40', '2026-10')
    """
    if kind is PeriodKind.DAY:
        return day.isoformat()
    if kind is PeriodKind.WEEK:
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02d}"
    if kind is PeriodKind.MONTH:
        return f"{day:%Y-%m}"
    if kind is PeriodKind.HALF_YEAR:
        return f"{day.year}-H{1 if day.month <= _LAST_MONTH_OF_FIRST_HALF else 2}"
    raise MalformedPeriod(f"a period cannot be split by {kind.value}")


def parse_period(text: str, school_calendar: SchoolCalendar | None = None) -> Period:
    """Read a period.

    Forms: day `2026-10-14`, week `2026-W41`, month `2026-10`, half year `2026-H2`, year `2026`,
    academic year `2026-2027` and term `2026-2027-1`.
    The days of academic years and terms come from the calendar. A year that it does not name runs from
    1 September to 31 August; of terms that it does not name, the first begins with the year and ends
    on 31 January, and the second lasts from 1 February to the end of the year.

    Raises:
        MalformedPeriod: the text has none of these forms or names an impossible date.
    """
    text = text.strip()
    try:
        return _parse_period(text, school_calendar or SchoolCalendar())
    except ValueError as error:
        raise MalformedPeriod(
            f"'{text}' is not a period. Write a month as 2026-10, a week as 2026-W41, a day as 2026-10-14, "
            "a term as 2026-2027-1, a half year as 2026-H2, a year as 2026 or 2026-2027"
        ) from error


def _parse_period(text: str, school_calendar: SchoolCalendar) -> Period:
    if match := re.fullmatch(r"(\d{4})-(\d{4})(?:-([12]))?", text):
        return _academic_period(text, int(match[1]), int(match[2]), match[3], school_calendar)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        day = date.fromisoformat(text)
        return Period(PeriodKind.DAY, text, day, day)
    if match := re.fullmatch(r"(\d{4})-W(\d\d)", text):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return Period(PeriodKind.WEEK, text, monday, monday + timedelta(days=6))
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return _months(PeriodKind.MONTH, text, int(match[1]), int(match[2]), int(match[2]))
    if match := re.fullmatch(r"(\d{4})-H([12])", text):
        first_month = 1 if match[2] == "1" else 7
        return _months(PeriodKind.HALF_YEAR, text, int(match[1]), first_month, first_month + 5)
    if re.fullmatch(r"\d{4}", text):
        return _months(PeriodKind.YEAR, text, int(text), 1, 12)
    raise MalformedPeriod(text)


def _academic_period(
    text: str, year: int, next_year: int, number: str | None, school_calendar: SchoolCalendar
) -> Period:
    if next_year != year + 1:
        raise MalformedPeriod(text)
    if term := school_calendar.term(text):
        return Period(PeriodKind.TERM, text, term.first, term.last)
    whole = school_calendar.year(f"{year}-{next_year}")
    first, last = (whole.first, whole.last) if whole else (date(year, 9, 1), date(next_year, 8, 31))
    if number is None:
        return Period(PeriodKind.YEAR, text, first, last)
    if number == "1":
        return Period(PeriodKind.TERM, text, first, date(next_year, 1, 31))
    return Period(PeriodKind.TERM, text, date(next_year, 2, 1), last)


def _months(kind: PeriodKind, text: str, year: int, first_month: int, last_month: int) -> Period:
    last_day = calendar.monthrange(year, last_month)[1]
    return Period(kind, text, date(year, first_month, 1), date(year, last_month, last_day))
