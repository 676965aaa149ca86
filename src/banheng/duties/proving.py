"""What proves duties by itself: records of the ledger, and records of the work."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from banheng.duties.models import WorkRecord
from banheng.ledger.models import Record
from banheng.routines.pack import Counted, Proof
from banheng.routines.work_form import About, work_forms
from banheng.schools.models import Enrolment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.accounts.models import User
    from banheng.routines.due import Due
    from banheng.routines.pack import FormOf
    from banheng.schools.models import School, SchoolClass


@dataclass(frozen=True, slots=True)
class Proved:
    """That a duty is proved; `was_late` if the last that it needed came after its time."""

    was_late: bool


@dataclass(slots=True)
class _Entry:
    """A record of the work: its day, when it was written down, its steps, and who stands in it."""

    day: date
    at: date
    by: int
    steps: dict[str, date] = field(default_factory=dict)
    pupils: set[int] = field(default_factory=set)

    def finished(self, of: FormOf) -> date | None:
        """Give the day on which it proved something; None if its step is not taken yet."""
        return self.steps.get(of.step) if of.step else self.at


class Proofs:
    """The records of a school that prove what is due, each kind looked up once."""

    def __init__(
        self, school: School, classes: Sequence[SchoolClass], found: Sequence[Due], person: User | None
    ) -> None:
        self.school, self.classes, self.person = school, classes, person
        self.days: dict[tuple[int, str, str], set[date]] = defaultdict(set)
        self.entries: dict[tuple[int | None, str], list[_Entry]] = defaultdict(list)
        self.enrolments: dict[int, list[tuple[int, date, date | None]]] = defaultdict(list)
        if (by_record := [due for due in found if due.duty.proof is Proof.RECORD]) and classes:
            self._read_ledger(by_record)
        if by_form := [due for due in found if due.duty.proof is Proof.FORM]:
            self._read_work(by_form)

    def proof(self, due: Due, school_class: SchoolClass | None) -> Proved | None:
        """Find what proves one time of a duty; None if nothing does yet."""
        if due.duty.record_of is not None:
            return self._by_record(due, school_class)
        if due.duty.form_of is not None:
            return self._by_form(due, due.duty.form_of, school_class)
        return None

    def _by_record(self, due: Due, school_class: SchoolClass | None) -> Proved | None:
        of = due.duty.record_of
        if of is None or school_class is None:
            return None
        days = self.days.get((school_class.pk, of.item, of.event or ""), set())
        return Proved(False) if sum(due.opens <= day <= due.until for day in days) >= due.number else None

    def _by_form(self, due: Due, of: FormOf, school_class: SchoolClass | None) -> Proved | None:
        entries = self.entries.get((school_class.pk if school_class else None, of.form), [])
        if school_class is None and _is_own(of):
            entries = [entry for entry in entries if self.person and entry.by == self.person.pk]
        within = []
        for entry in entries:
            finished = entry.finished(of)
            if finished and (due.opens <= entry.day <= due.until or due.opens <= finished <= due.until):
                within.append((finished, entry))
        within.sort(key=lambda pair: pair[0])
        last = self._enough(due, of, within, school_class)
        return None if last is None else Proved(last > due.until)

    def _enough(
        self, due: Due, of: FormOf, within: Sequence[tuple[date, _Entry]], school_class: SchoolClass | None
    ) -> date | None:
        """Give the day on which there was enough; None if there is not."""
        if of.counted is Counted.EVERY_PUPIL:
            lacking = self._pupils(school_class, due.day)
            if not lacking:
                return None
            for finished, entry in within:
                lacking -= entry.pupils
                if not lacking:
                    return finished
            return None
        wanted = of.number * due.number
        for finished, entry in within:
            wanted -= len(entry.pupils) if of.counted is Counted.PUPILS else 1
            if wanted <= 0:
                return finished
        return None

    def _pupils(self, school_class: SchoolClass | None, day: date) -> set[int]:
        enrolments = self.enrolments.get(school_class.pk, []) if school_class else []
        return {pk for pk, first, last in enrolments if first <= day and (last is None or last >= day)}

    def _read_ledger(self, proved: Sequence[Due]) -> None:
        records = Record.objects.filter(
            school=self.school,
            school_class__in=self.classes,
            item__in={due.duty.record_of.item for due in proved if due.duty.record_of},
            day__range=(min(due.opens for due in proved), max(due.until for due in proved)),
            voids=None,
            voided_by=None,
        )
        for school_class, item, event, day in records.values_list("school_class", "item", "event", "day"):
            for key in ((school_class, item, event), (school_class, item, "")):
                self.days[key].add(day)

    def _read_work(self, proved: Sequence[Due]) -> None:
        ofs = [due.duty.form_of for due in proved if due.duty.form_of]
        concerned = Q(school_class__in=self.classes)
        if any(not due.duty.is_of_class for due in proved):
            concerned |= Q(school_class=None)
        records = WorkRecord.objects.current().filter(
            concerned,
            school=self.school,
            form__in={of.form for of in ofs},
            day__range=(min(due.opens for due in proved), max(due.until for due in proved)),
        )
        by_key = {}
        for pk, school_class, form, day, at, by in records.values_list(
            "pk", "school_class", "form", "day", "opened_at", "by"
        ):
            entry = by_key[pk] = _Entry(day, timezone.localdate(at), by)
            self.entries[school_class, form].append(entry)
        stepped = records.filter(form__in={of.form for of in ofs if of.step}, steps__isnull=False)
        for pk, step, at in stepped.values_list("pk", "steps__step", "steps__at"):
            by_key[pk].steps[step] = timezone.localdate(at)
        counted = {of.form for of in ofs if of.counted is not Counted.RECORDS}
        named = records.filter(form__in=counted, pupils__isnull=False)
        for pk, pupil in named.values_list("pk", "pupils"):
            by_key[pk].pupils.add(pupil)
        if any(of.counted is Counted.EVERY_PUPIL for of in ofs):
            enrolled = Enrolment.objects.filter(school_class__in=self.classes)
            for school_class, pupil, first, last in enrolled.values_list(
                "school_class", "pupil", "first", "last"
            ):
                self.enrolments[school_class].append((pupil, first, last))


def _is_own(of: FormOf) -> bool:
    return work_forms()[of.form].about is About.OWN
