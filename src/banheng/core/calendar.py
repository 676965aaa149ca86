"""Which days are school days, and when terms begin and end."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

_SATURDAY = 5


def days_between(first: date, last: date) -> list[date]:
    """List all days from first to last, both included; empty if last comes before first."""
    return list(_days_between(first, last))


@lru_cache(maxsize=1024)
def _days_between(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=number) for number in range((last - first).days + 1))


@dataclass(frozen=True)
class Term:
    """A term of an academic year; code as in `2026-2027-1`."""

    code: str
    first: date
    last: date


@dataclass(frozen=True)
class AcademicYear:
    """An academic year; code as in `2026-2027`."""

    code: str
    first: date
    last: date


@dataclass(frozen=True)
class SchoolCalendar:
    """Monday to Friday, less days off, plus swapped working days (调休)."""

    days_off: frozenset[date] = frozenset()
    working_days: frozenset[date] = frozenset()
    terms: tuple[Term, ...] = field(default=())
    years: tuple[AcademicYear, ...] = field(default=())

    def is_school_day(self, day: date) -> bool:
        """Tell whether school is held."""
        if day in self.working_days:
            return True
        return day.weekday() < _SATURDAY and day not in self.days_off

    def school_days(self, first: date, last: date) -> list[date]:
        """List the school days from first to last, both included."""
        return [day for day in days_between(first, last) if self.is_school_day(day)]

    def term(self, code: str) -> Term | None:
        """Find a term by its code."""
        return next((term for term in self.terms if term.code == code), None)

    def school_day_after(self, day: date, number: int) -> date:
        """Give the last of so many school days that follow a day; the day itself does not count.

        Holidays between two terms have no school days; after the last known term, or without terms, every
        Monday to Friday that is not off is one.

        Source: the Civil Code, article 201: a period counted in days begins with the day after.
        """
        last_term_day = max((term.last for term in self.terms), default=date.min)
        while number > 0:
            day += timedelta(days=1)
            in_term = day > last_term_day or any(term.first <= day <= term.last for term in self.terms)
            number -= in_term and self.is_school_day(day)
        return day

    def year(self, code: str) -> AcademicYear | None:
        """Find an academic year by its code."""
        return next((year for year in self.years if year.code == code), None)
