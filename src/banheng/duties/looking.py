"""What is to do, late or done: the duties of classes and of roles on a day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from banheng.duties.in_force import pack_of, versions_between
from banheng.duties.models import Done
from banheng.ledger.models import Record
from banheng.routines.due import dues, is_late
from banheng.routines.pack import Proof
from banheng.schools.calendars import school_calendar

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from banheng.duties.models import PackVersion
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
    BY_ITSELF = "by_itself"  # the ledger has the record that proves it


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One time that a duty is due for a class, or for the school."""

    version: PackVersion
    due: Due
    school_class: SchoolClass | None
    state: State
    done: Done | None = None

    @property
    def duty(self) -> Duty:
        return self.due.duty


def lines_on(
    school: School, day: date, *, classes: Sequence[SchoolClass], owners: Collection[Owner] = ()
) -> list[DutyLine]:
    """List what is to do on a day, what is late, and what was done of it: late ones first, then by due day.

    Args:
        owners: whose duties for the whole school are listed as well.
    """
    sunday, longest_late = day + timedelta(days=6 - day.weekday()), day - timedelta(days=LATE_DAYS)
    found = lines_between(school, day - LONGEST, day + LONGEST, day, classes=classes, owners=owners)
    calendar = school_calendar(school)

    def is_near(due: Due) -> bool:
        reminder = due.duty.remind_days
        return due.day <= sunday or bool(reminder and due.day <= calendar.school_day_after(day, reminder))

    lines = [line for line in found if line.due.opens <= day and is_near(line.due)]
    lines = [line for line in lines if line.due.until >= (longest_late if line.state is State.LATE else day)]
    return sorted(lines, key=lambda line: (line.state is not State.LATE, line.due.day))


def lines_between(
    school: School,
    first: date,
    last: date,
    day: date,
    *,
    classes: Sequence[SchoolClass],
    owners: Collection[Owner] = (),
) -> list[DutyLine]:
    """List what falls due from first to last under the packs in force then, and how it stands on a day."""
    calendar = school_calendar(school)
    found: list[tuple[PackVersion, Due]] = []
    for version in versions_between(school, first, last):
        duties = [duty for duty in pack_of(version).duties if duty.is_of_class or duty.who in owners]
        begin, end = max(first, version.first), min(last, version.last or last)
        found += [(version, due) for due in dues(duties, calendar, begin, end)]
    done = _done(school, {version.code for version, _ in found}, first, last)
    proofs = _Proofs(school, classes, [due for _, due in found])
    return [
        _line(version, due, school_class, day, done, proofs)
        for version, due in found
        for school_class in (classes if due.duty.is_of_class else [None])
    ]


def _line(
    version: PackVersion,
    due: Due,
    school_class: SchoolClass | None,
    day: date,
    done: dict[tuple[object, ...], Done],
    proofs: _Proofs,
) -> DutyLine:
    own = done.get((version.code, due.duty.code, school_class and school_class.pk, due.day, due.number))
    if own:
        state = State.DONE
    elif proofs.has(due, school_class):
        state = State.BY_ITSELF
    else:
        state = State.LATE if is_late(due, day) else State.OPEN
    return DutyLine(version, due, school_class, state, own)


def _done(school: School, codes: Collection[str], first: date, last: date) -> dict[tuple[object, ...], Done]:
    """Find what was done, under whatever version of a pack: a new one takes over what the last one had done."""
    rows = Done.objects.filter(
        version__school=school, version__code__in=codes, taken_back_at=None, day__range=(first, last)
    ).select_related("version", "by")
    return {(row.version.code, row.duty, row.school_class_id, row.day, row.number): row for row in rows}


class _Proofs:
    """The records of the ledger that prove duties by themselves."""

    def __init__(self, school: School, classes: Sequence[SchoolClass], found: Sequence[Due]) -> None:
        self.days: dict[tuple[int, str, str], set[date]] = defaultdict(set)
        proved = [due for due in found if due.duty.proof is Proof.RECORD]
        if proved and classes:
            self._read(school, classes, proved)

    def _read(self, school: School, classes: Sequence[SchoolClass], proved: Sequence[Due]) -> None:
        records = Record.objects.filter(
            school=school,
            school_class__in=classes,
            item__in={due.duty.record_of.item for due in proved if due.duty.record_of},
            day__range=(min(due.opens for due in proved), max(due.until for due in proved)),
            voids=None,
            voided_by=None,
        )
        for school_class, item, event, day in records.values_list("school_class", "item", "event", "day"):
            for key in ((school_class, item, event), (school_class, item, "")):
                self.days[key].add(day)

    def has(self, due: Due, school_class: SchoolClass | None) -> bool:
        """Tell whether so many days of the span have such a record as the time that is due."""
        proof = due.duty.record_of
        if proof is None or school_class is None:
            return False
        days = self.days.get((school_class.pk, proof.item, proof.event or ""), set())
        return sum(due.opens <= day <= due.until for day in days) >= due.number
