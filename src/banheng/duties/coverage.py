"""How far the duties of classes are done, and what they ask of a homeroom teacher: coverage, not surveillance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from banheng.duties.in_force import pack_of, versions_between
from banheng.duties.looking import State, lines_between
from banheng.routines.due import dues
from banheng.schools.calendars import school_calendar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.routines.pack import Duty
    from banheng.schools.models import School, SchoolClass


@dataclass(frozen=True, slots=True)
class Covered:
    """One duty over a span: of how many times that fell due so far how many are done.

    Attributes:
        lacking: for the classes with gaps, how many times are missing; most first.
    """

    duty: Duty
    due: int
    done: int
    lacking: Sequence[tuple[SchoolClass, int]]


@dataclass(frozen=True, slots=True)
class Burden:
    """What the packs in force ask of a homeroom teacher in a week.

    Attributes:
        twice: names of duties that stand in two packs.
    """

    entries: int
    minutes: int
    twice: Sequence[str]


def covered_since(day: date) -> date:
    """Give the Monday of the week before: as far back as the coverage of a day looks."""
    return day - timedelta(days=day.weekday() + 7)


def coverage(school: School, day: date, classes: Sequence[SchoolClass]) -> list[Covered]:
    """Add up the duties of classes of last week and this one that are done, or in time no more."""
    lines = lines_between(school, covered_since(day), _sunday(day), day, classes=classes)
    counted = [line for line in lines if line.state is not State.OPEN]
    found = []
    for code in dict.fromkeys((line.version.pk, line.duty.code) for line in counted):
        own = [line for line in counted if (line.version.pk, line.duty.code) == code]
        late = [line.school_class for line in own if line.state is State.LATE]
        lacking = [(each, late.count(each)) for each in classes if each in late]
        lacking.sort(key=lambda pair: -pair[1])
        found.append(Covered(own[0].duty, len(own), len(own) - len(late), lacking))
    return found


def burden(school: School, day: date) -> Burden:
    """Count what the week of a day asks of the homeroom teacher of one class."""
    sunday = _sunday(day)
    monday = sunday - timedelta(days=6)
    duties = [
        duty
        for version in versions_between(school, monday, sunday)
        for duty in pack_of(version).duties
        if duty.is_of_class
    ]
    found = dues(duties, school_calendar(school), monday, sunday)
    names = [duty.name for duty in duties]
    return Burden(
        entries=len(found),
        minutes=sum(due.duty.minutes for due in found),
        twice=sorted({name for name in names if names.count(name) > 1}),
    )


def _sunday(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())
