"""On which days duties are due, by the school's calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import singledispatch
from itertools import groupby
from typing import TYPE_CHECKING

from banheng.routines.when import AsNeeded, Daily, Monthly, Moved, OnEvent, Termly, Weekly, Yearly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from banheng.core.calendar import SchoolCalendar, Term
    from banheng.routines.pack import Duty

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Due:
    """One time that a duty is due.

    Attributes:
        number: 1, 2, ... where it is due several times in its period.
        opens: the first day on which it can be done.
        day: the day until whose end (or `by`) it is due.
        until: the last day on which it is in time, with the grace.
    """

    duty: Duty
    number: int
    opens: date
    day: date
    until: date

    @property
    def by(self) -> str | None:
        """Give the time of the day until which it is due."""
        return getattr(self.duty.when, "by", None)


def dues(duties: Sequence[Duty], calendar: SchoolCalendar, first: date, last: date) -> list[Due]:
    """List what falls due from first to last, in order of day; duties of one day in the order of the pack."""
    found = [
        Due(duty, number, opens, day, _with_grace(calendar, day, duty.grace_days))
        for duty in duties
        for opens, day in _spans(duty.when, calendar, first, last)
        for number in range(1, duty.when.times + 1)
        if first <= day <= last
    ]
    return sorted(found, key=lambda due: due.day)


def _with_grace(calendar: SchoolCalendar, day: date, grace: int) -> date:
    return calendar.school_day_after(day, grace) if grace else day


@singledispatch
def _spans(when: object, calendar: SchoolCalendar, first: date, last: date) -> Iterator[tuple[date, date]]:
    """Give for each time that may fall between the days the first day on which it can be done, and the due day."""
    raise NotImplementedError(type(when))


@_spans.register(OnEvent | AsNeeded)
def _never(
    _when: object, _calendar: SchoolCalendar, _first: date, _last: date
) -> Iterator[tuple[date, date]]:
    yield from ()


@_spans.register(Daily)
def _daily(_when: Daily, calendar: SchoolCalendar, first: date, last: date) -> Iterator[tuple[date, date]]:
    for day in _school_days(calendar, first, last):
        yield day, day


@_spans.register(Weekly)
def _weekly(when: Weekly, calendar: SchoolCalendar, first: date, last: date) -> Iterator[tuple[date, date]]:
    monday, sunday = _monday(first), _monday(last) + timedelta(days=6)
    for begin, days in groupby(_school_days(calendar, monday, sunday), _monday):
        held = list(days)
        if when.on in (None, "first", "last"):
            yield _at_edge(held, when.on)
        else:
            day = _moved(held, begin + timedelta(days=WEEKDAYS.index(when.on)), when.moved)
            if day is not None:
                yield day, day


@_spans.register(Monthly)
def _monthly(when: Monthly, calendar: SchoolCalendar, first: date, last: date) -> Iterator[tuple[date, date]]:
    begin = first.replace(day=1)
    end = (last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    for _, days in groupby(_school_days(calendar, begin, end), lambda day: (day.year, day.month)):
        yield _at_edge(list(days), when.on)


@_spans.register(Termly)
def _termly(when: Termly, calendar: SchoolCalendar, first: date, last: date) -> Iterator[tuple[date, date]]:
    for term in calendar.terms:
        days = calendar.school_days(term.first, term.last)
        if when.week is not None:
            weeks = [list(own) for _, own in groupby(days, _monday)]
            days = _week(weeks, term, when.week)
            if days and when.on is None:
                days = [*calendar.school_days(term.first, days[0] - timedelta(days=1)), *days]
        if days and term.first <= last and term.last >= first:
            yield _at_edge(days, when.on)


@_spans.register(Yearly)
def _yearly(when: Yearly, calendar: SchoolCalendar, first: date, last: date) -> Iterator[tuple[date, date]]:
    for year in calendar.years:
        days = _school_days(calendar, year.first, year.last)
        if days and year.first <= last and year.last >= first:
            yield _at_edge(days, when.on)


def _week(weeks: Sequence[list[date]], term: Term, number: int) -> list[date]:
    """Give the school days of a teaching week, counted from the Monday of the first, or back from the last.

    For a week that holidays take whole, the last school day before it stands, or the first after it.
    """
    if number < 0:
        return weeks[number] if -number <= len(weeks) else []
    monday = _monday(term.first) + timedelta(weeks=number - 1)
    if not weeks or monday > term.last:
        return []
    begun = [days for days in weeks if days[0] < monday + timedelta(weeks=1)]
    if not begun:
        return weeks[0][:1]
    return begun[-1] if begun[-1][0] >= monday else begun[-1][-1:]


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _school_days(calendar: SchoolCalendar, first: date, last: date) -> list[date]:
    """List the school days inside terms; where no terms are known, all."""
    days = calendar.school_days(first, last)
    if not calendar.terms:
        return days
    return [day for day in days if any(term.first <= day <= term.last for term in calendar.terms)]


def _at_edge(days: Sequence[date], edge: str | None) -> tuple[date, date]:
    """Give the first or the last day alone, or the whole span until the last."""
    return {"first": (days[0], days[0]), "last": (days[-1], days[-1])}.get(edge or "", (days[0], days[-1]))


def _moved(held: Sequence[date], wanted: date, moved: Moved) -> date | None:
    if wanted in held:
        return wanted
    before, after = [day for day in held if day < wanted], [day for day in held if day > wanted]
    if moved is Moved.DROPPED:
        return None
    if moved is Moved.NEXT:
        return after[0] if after else before[-1]
    return before[-1] if before else after[0]


def is_late(due: Due, today: date) -> bool:
    """Tell whether it is past the last day on which it is in time."""
    return today > due.until
