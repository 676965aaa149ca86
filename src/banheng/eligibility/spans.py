"""Years and months between days, by the calendar."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[date, date]
"""From a day to the day after the last one."""

FIRST_MONTH_OF_SCHOOL_YEAR = 9


class Years(StrEnum):
    """How the last years are counted back from a day."""

    ROLLING = "rolling"  # to the same day of the year, which itself counts no more
    CALENDAR = "calendar"  # this year and those before it
    SCHOOL = "school"  # this academic year (from 1 September) and those before it


def add_months(day: date, months: int) -> date:
    """Give the same day so many months later or earlier, or the last of the month where it has no such day.

    Examples:
        >>> add_months(date(2024, 2, 29), 12), add_months(date(2026, 1, 31), 1)
        (datetime.date(2025, 2, 28), datetime.date(2026, 2, 28))
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = max(day.year + years, date.min.year), month + 1
    if day.day <= 28:  # every month has them
        return date(year, month, day.day)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def months_between(first: date, end: date) -> int:
    """Count the whole months from a day on; 0 if the end is not after it.

    Examples:
        >>> months_between(date(2023, 9, 1), date(2026, 9, 1)), months_between(date(2023, 9, 1), date(2026, 8, 31))
        (36, 35)
    """
    months = (end.year - first.year) * 12 + end.month - first.month
    return max(months - (add_months(first, months) > end), 0)


def window_start(at: date, years: int, how: Years = Years.ROLLING, cycle_from: date | None = None) -> date:
    """Give the first day of the last years up to `at`.

    Args:
        cycle_from: the years are fixed cycles from this day on, and the one that `at` lies in counts.

    Examples:
        >>> window_start(date(2026, 9, 1), 3), window_start(date(2026, 9, 1), 3, Years.SCHOOL)
        (datetime.date(2023, 9, 2), datetime.date(2024, 9, 1))
    """
    if cycle_from is not None:
        cycles = months_between(cycle_from, at) // (12 * years)
        return add_months(cycle_from, 12 * years * cycles)
    if how is Years.ROLLING:
        return add_months(at, -12 * years) + timedelta(days=1)
    if how is Years.CALENDAR:
        return date(at.year - years + 1, 1, 1)
    begun = at.month < FIRST_MONTH_OF_SCHOOL_YEAR
    return date(at.year - begun - years + 1, FIRST_MONTH_OF_SCHOOL_YEAR, 1)


def merged(spans: Iterable[Span], gap_days: int = 0) -> list[Span]:
    """Join spans that overlap or follow on one another with at most so many days between."""
    found: list[Span] = []
    for first, end in sorted(spans):
        if found and (first - found[-1][1]).days <= gap_days:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        elif first < end:
            found.append((first, end))
    return found
