"""What is to do, late or done: the duties of classes and of roles on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from banheng.duties.in_force import pack_of, versions_between
from banheng.duties.models import Done, PackVersion
from banheng.duties.proving import Proofs
from banheng.routines.due import dues, is_late
from banheng.routines.pack import Proof
from banheng.routines.when import AsNeeded, OnEvent
from banheng.schools.calendars import school_calendar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date

    from banheng.accounts.models import User
    from banheng.routines.due import Due
    from banheng.routines.pack import Duty, Owner
    from banheng.schools.models import School, SchoolClass

LATE_DAYS = 14
"""What has been late for longer is seen in the coverage only."""

LONGEST = timedelta(days=75)
"""From the end of a grace, or the beginning of a reminder, to the due day: MOST_DAYS of school, and a winter holiday."""


class State(StrEnum):
    """How a duty stands."""

    LATE = "late"
    OPEN = "open"
    DONE = "done"
    BY_ITSELF = "by_itself"  # a record proves it


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One time that a duty is due for a class, a person or the school.

    `was_late`: the record that proves it came after its time.
    """

    version: PackVersion
    due: Due
    school_class: SchoolClass | None
    state: State
    done: Done | None = None
    was_late: bool = False

    @property
    def duty(self) -> Duty:
        return self.due.duty


def lines_on(
    school: School,
    day: date,
    *,
    classes: Sequence[SchoolClass],
    owners: Collection[Owner] = (),
    person: User | None = None,
) -> list[DutyLine]:
    """List what is to do on a day, what is late, and what was done of it: late ones first, then by due day.

    Args:
        owners: whose duties for the whole school are listed as well.
        person: who holds those of the owners that each has for themselves.
    """
    sunday, longest_late = day + timedelta(days=6 - day.weekday()), day - timedelta(days=LATE_DAYS)
    calendar = school_calendar(school)

    def is_near(due: Due) -> bool:
        if due.until < longest_late:
            return False
        reminder = due.duty.remind_days
        is_soon = due.opens <= day and due.day <= sunday
        return is_soon or bool(reminder and due.day <= calendar.school_day_after(day, reminder))

    found = lines_between(
        school,
        day - LONGEST,
        day + LONGEST,
        day,
        classes=classes,
        owners=owners,
        person=person,
        wanted=is_near,
    )
    lines = [line for line in found if line.state is State.LATE or line.due.until >= day]
    return sorted(lines, key=lambda line: (line.state is not State.LATE, line.due.day))


def lines_between(
    school: School,
    first: date,
    last: date,
    day: date,
    *,
    classes: Sequence[SchoolClass],
    owners: Collection[Owner] = (),
    person: User | None = None,
    wanted: Callable[[Due], bool] = lambda _due: True,
) -> list[DutyLine]:
    """List what falls due from first to last under the packs in force then, and how it stands on a day.

    Args:
        wanted: leaves times out before anything is looked up for them.
    """
    calendar = school_calendar(school)
    found: list[tuple[PackVersion, Due]] = []
    for version in versions_between(school, first, last):
        duties = [duty for duty in pack_of(version).duties if duty.is_of_class or duty.who in owners]
        begin, end = max(first, version.first), min(last, version.last or last)
        found += [(version, due) for due in dues(duties, calendar, begin, end) if wanted(due)]
    done = _done(school, {version.code for version, _ in found}, first, last)
    proofs = Proofs(school, classes, [due for _, due in found], person)
    return [
        _line(version, due, school_class, person if due.duty.is_personal else None, day, done, proofs)
        for version, due in found
        for school_class in (classes if due.duty.is_of_class else [None])
    ]


@dataclass(frozen=True, slots=True)
class AnyTime:
    """A duty that is never due by itself, "when fitting" or when something happens.

    Attributes:
        done: what was done of it on the day, and not taken back.
    """

    version: PackVersion
    duty: Duty
    school_class: SchoolClass | None
    done: Sequence[Done]

    @property
    def times(self) -> int:
        """How often it was done on the day."""
        return len(self.done)

    @property
    def number(self) -> int:
        """Which time of the day the next one is."""
        return max((done.number for done in self.done), default=0) + 1


def any_time(
    school: School,
    day: date,
    *,
    classes: Sequence[SchoolClass],
    owners: Collection[Owner] = (),
    person: User | None = None,
) -> list[AnyTime]:
    """List the duties that are recorded whenever they are done; those that forms record stand with the forms."""
    versions = versions_between(school, day, day)
    done: dict[tuple[object, ...], list[Done]] = defaultdict(list)
    for row in Done.objects.filter(version__in=versions, day=day, taken_back_at=None).select_related("by"):
        done[row.version_id, row.duty, row.school_class_id, row.person_id].append(row)
    found = []
    for version in versions:
        for duty in pack_of(version).duties:
            if not isinstance(duty.when, AsNeeded | OnEvent) or duty.proof is Proof.FORM:
                continue
            if not (duty.is_of_class or duty.who in owners):
                continue
            own = person.pk if duty.is_personal and person else None
            for school_class in classes if duty.is_of_class else [None]:
                key = (version.pk, duty.code, school_class and school_class.pk, own)
                found.append(AnyTime(version, duty, school_class, done[key]))
    return found


def _line(
    version: PackVersion,
    due: Due,
    school_class: SchoolClass | None,
    person: User | None,
    day: date,
    done: dict[tuple[object, ...], Done],
    proofs: Proofs,
) -> DutyLine:
    key = (version.code, due.duty.code, school_class and school_class.pk, person and person.pk)
    if own := done.get((*key, due.day, due.number)):
        return DutyLine(version, due, school_class, State.DONE, own)
    if proved := proofs.proof(due, school_class):
        return DutyLine(version, due, school_class, State.BY_ITSELF, was_late=proved.was_late)
    return DutyLine(version, due, school_class, State.LATE if is_late(due, day) else State.OPEN)


def _done(school: School, codes: Collection[str], first: date, last: date) -> dict[tuple[object, ...], Done]:
    """Find what was done, under whatever version of a pack: a new one takes over what the last one had done."""
    versions = PackVersion.objects.filter(school=school, code__in=codes)
    code_of = dict(versions.values_list("pk", "code"))  # without the texts of packs, which are long
    rows = Done.objects.filter(
        version__in=code_of, taken_back_at=None, day__range=(first, last)
    ).select_related("by")
    return {
        (code_of[row.version_id], row.duty, row.school_class_id, row.person_id, row.day, row.number): row
        for row in rows
    }
