"""Duties of classes that are due, late, or undone for long: no row of a journal, but a day that comes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from banheng.accounts.roles import Permission
from banheng.duties.in_force import pack_of, versions_between
from banheng.duties.looking import LONGEST, State, lines_between
from banheng.notices.kinds import DUTY_DUE, DUTY_ESCALATED, DUTY_LATE
from banheng.notices.sources.news import News
from banheng.routines.due import dues
from banheng.routines.when import Daily
from banheng.schools.calendars import school_calendar
from banheng.schools.classes import classes_on
from banheng.schools.saying_dates import short_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from banheng.accounts.models import User
    from banheng.core.calendar import SchoolCalendar
    from banheng.duties.models import PackVersion
    from banheng.notices.kind import Kind
    from banheng.notices.sources.looking import Looking
    from banheng.routines.due import Due
    from banheng.schools.models import ClassYear

DAY = timedelta(days=1)
MOST_LETTERS = 500
"""Of the text of a notice; the page has all."""

Key = tuple[int, str, int]
"""One time of a duty on a day: version, duty, number."""


def duty_news(look: Looking, last: date | None) -> Iterator[News]:
    """Tell of the duties of each class, one notice of a kind for the day; nothing on a day without school.

    Args:
        last: the day for which this was done before, so that nothing is lost where the site stood still.
    """
    today = timezone.localdate(look.at)
    versions = versions_between(look.school, today - 2 * LONGEST, today + LONGEST)
    if not versions:
        return
    calendar = school_calendar(look.school)
    if not _has_school(calendar, today):
        return
    before = _school_day_before(calendar, today)
    span = _Span(calendar, max(min(before, last or before), today - LONGEST), today)
    classes = list(classes_on(look.school, today))
    found = _undone(look, _wanted(versions, span), classes, today)
    for year in classes:
        for kind in (DUTY_DUE, DUTY_LATE):
            if undone := found[kind.code, year.school_class_id]:
                yield _news(kind, year, undone, today, look)
    yield from _escalated(
        {year: found[DUTY_ESCALATED.code, year.school_class_id] for year in classes}, today, look
    )


@dataclass(frozen=True, slots=True)
class _Span:
    """The days after `since` until today, for which it is told."""

    calendar: SchoolCalendar
    since: date
    today: date

    def has_come(self, day: date, number: int) -> bool:
        """Tell whether so many school days after a day lies in it."""
        return day < self.today and self.since < self.calendar.school_day_after(day, number) <= self.today

    def reminds(self, due: Due) -> bool:
        """Tell whether a duty is due today, or its reminder begins."""
        if due.day <= self.today:
            return due.day == self.today
        after, days = self.calendar.school_day_after, due.duty.remind_days
        return days > 0 and after(self.since, days) < due.day <= after(self.today, days)

    def kinds(self, due: Due) -> Iterator[Kind]:
        """List what is to be told of a duty, if it is not done."""
        is_daily = isinstance(due.duty.when, Daily)
        if self.has_come(due.until, 1):
            yield DUTY_DUE if is_daily else DUTY_LATE  # daily ones stand among the others, once they are late
        elif not is_daily and self.reminds(due):
            yield DUTY_DUE
        days = due.duty.escalate_days
        if days is not None and self.has_come(due.until, max(days, 1)):
            yield DUTY_ESCALATED


def _wanted(versions: Sequence[PackVersion], span: _Span) -> dict[date, dict[Key, list[Kind]]]:
    """List what is to be told if it is not done, by due day."""
    first, last = span.today - 2 * LONGEST, span.today + LONGEST
    wanted: dict[date, dict[Key, list[Kind]]] = defaultdict(dict)
    for version in versions:
        duties = [duty for duty in pack_of(version).duties if duty.is_of_class]
        begin, end = max(first, version.first), min(last, version.last or last)
        for due in dues(duties, span.calendar, begin, end):
            if kinds := list(span.kinds(due)):
                wanted[due.day][version.pk, due.duty.code, due.number] = kinds
    return wanted


def _undone(
    look: Looking, wanted: dict[date, dict[Key, list[Kind]]], classes: Sequence[ClassYear], today: date
) -> dict[tuple[str, int], list[Due]]:
    """Find what of it is not done, by kind and class; only the due days that matter are looked up."""
    found: dict[tuple[str, int], list[Due]] = defaultdict(list)
    for day in sorted(wanted):
        open_then = [year.school_class for year in classes if year.school_class.opened <= day]
        for line in lines_between(look.school, day, day, today, classes=open_then):
            if line.school_class and line.state in (State.LATE, State.OPEN):
                for kind in wanted[day].get((line.version.pk, line.duty.code, line.due.number), ()):
                    found[kind.code, line.school_class.pk].append(line.due)
    return found


def _news(kind: Kind, year: ClassYear, undone: Sequence[Due], today: date, look: Looking) -> News:
    link = reverse("today", args=[look.school.code])
    about = f"{kind.code}:{year.school_class_id}:{today}"
    to = look.teachers(year.school_class, today)
    return News(kind, about, link, to, {"class": year.name}, "\n".join(_names(undone)))


def _escalated(undone: dict[ClassYear, list[Due]], today: date, look: Looking) -> Iterator[News]:
    """Tell everybody who looks after classes once of all of them."""
    classes: dict[User, list[ClassYear]] = defaultdict(list)
    for year, dues_of_class in undone.items():
        if dues_of_class:
            for user in look.holders_for(Permission.SEE_DUTIES, year, today):
                classes[user].append(year)
    link = reverse("duties", args=[look.school.code])
    for user, years in classes.items():
        name = years[0].name
        if len(years) > 1:
            name = gettext("%(name)s等 %(number)d 个班") % {"name": name, "number": len(years)}
        text = "\n".join(f"{year.name}：{'、'.join(_names(undone[year]))}" for year in years)
        yield News(
            DUTY_ESCALATED,
            f"{DUTY_ESCALATED.code}:{today}",
            link,
            [user],
            {"class": name},
            text[:MOST_LETTERS],
        )


def _names(undone: Sequence[Due]) -> list[str]:
    return list(dict.fromkeys(f"{due.duty.name}（{short_day(due.day)}）" for due in undone))


def _has_school(calendar: SchoolCalendar, day: date) -> bool:
    """Tell whether a day is a school day inside a term."""
    return calendar.school_day_after(day - DAY, 1) == day


def _school_day_before(calendar: SchoolCalendar, day: date) -> date:
    """Give the last school day before a day; the day before, if there has been none for long."""
    earlier = (day - number * DAY for number in range(1, LONGEST.days))
    return next((each for each in earlier if _has_school(calendar, each)), day - DAY)
