"""How far the duties of classes are done, and what they ask of a homeroom teacher: coverage, not surveillance."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from banheng.duties.in_force import pack_of, versions_between
from banheng.duties.looking import State, lines_between
from banheng.duties.models import Ceiling
from banheng.routines.due import dues
from banheng.routines.pack import Proof
from banheng.schools.calendars import school_calendar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.routines.pack import Duty
    from banheng.schools.models import School, SchoolClass

MOST_HEAVY = 3


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
        entries, minutes: what is asked by packs; what inspections prove asks for nothing.
        ceiling: the minutes that the school lets them ask, if it has said so.
        heaviest: the duties that take most of them, with their minutes in the week.
        twice: names of duties that stand in two packs, or are proved by the same form at the same time.
    """

    entries: int
    minutes: int
    ceiling: int | None
    heaviest: Sequence[tuple[str, int]]
    twice: Sequence[str]

    @property
    def beyond(self) -> int:
        """The minutes beyond the ceiling."""
        return max(0, self.minutes - self.ceiling) if self.ceiling is not None else 0


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
    asking = [duty for duty in duties if duty.proof is not Proof.RECORD]
    found = dues(asking, school_calendar(school), monday, sunday)
    minutes: Counter[str] = Counter()
    for due in found:
        minutes[due.duty.name] += due.duty.minutes
    names = Counter(duty.name for duty in duties)
    same = Counter((duty.when, duty.form_of) for duty in duties if duty.form_of)
    alike = {duty.name for duty in duties if duty.form_of and same[duty.when, duty.form_of] > 1}
    ceiling = Ceiling.objects.filter(school=school).first()
    return Burden(
        entries=len(found),
        minutes=minutes.total(),
        ceiling=ceiling.minutes if ceiling else None,
        heaviest=[(name, number) for name, number in minutes.most_common(MOST_HEAVY) if number],
        twice=sorted({name for name, number in names.items() if number > 1} | alike),
    )


def set_ceiling(school: School, minutes: int | None) -> None:
    """Say how many minutes a week the packs may ask of a homeroom teacher; None takes that back."""
    if minutes is None:
        Ceiling.objects.filter(school=school).delete()
    else:
        Ceiling.objects.update_or_create(school=school, defaults={"minutes": minutes})


def _sunday(day: date) -> date:
    return day + timedelta(days=6 - day.weekday())
