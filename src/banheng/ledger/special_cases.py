"""Record what a committee decided about a special case, as evidence with its minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.ledger.desk import LONGEST_NOTE, Entry
from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Record
from banheng.ledger.recording import record
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.spreadsheets.dictionary import DECISION, headings_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from banheng.accounts.models import User
    from banheng.schemes.scheme import Scheme
    from banheng.schools.models import School
    from banheng.spreadsheets.dictionary import Entry as Kind
    from banheng.spreadsheets.dictionary import Heading


@dataclass(frozen=True, slots=True)
class SpecialCase:
    """What was established or decided about a class and who had it on a day.

    Attributes:
        item, event, level, value: a veto, a paid event, or what is decided and how, as the scheme has it.
        minutes: number of the minutes, or of the report that it rests on.
        text: what they say of it.
    """

    id: UUID
    school_class: str
    day: date
    item: str
    event: str
    level: str
    value: str
    minutes: str
    text: str


def special_headings(school: School, day: date) -> list[Heading]:
    """List what may be recorded beside the items of the schemes in force: vetoes, paid events, decisions."""
    found: dict[str, Heading] = {}
    for version in versions_in_force(school, day):
        for heading in headings_of(scheme_of(version)):
            if heading.item is None:
                found.setdefault(heading.code, heading)
    return list(found.values())


def scheme_with_decisions(school: School, day: date) -> Scheme | None:
    """Give the scheme in force whose special cases somebody may decide; None if there is none."""
    schemes = map(scheme_of, versions_in_force(school, day))
    return next((scheme for scheme in schemes if scheme.decisions is not None), None)


def decidable(scheme: Scheme) -> Sequence[Kind]:
    """List what the scheme lets somebody decide."""
    return next((heading.entries for heading in headings_of(scheme) if heading.code == DECISION), ())


def decide_special_case(school: School, case: SpecialCase, *, by: User, at: datetime) -> Record:
    """Append a special case to the ledger; what it rests on stands in the note, and so in every explanation.

    Raises:
        RecordRefused: number or text of the minutes is missing, or the ledger does not take the record.
    """
    number, text = case.minutes.strip(), case.text.strip()
    if not number or not text:
        raise RecordRefused("no_minutes", gettext("请写明依据的编号和内容。"))
    note = gettext("%(number)s：%(text)s") % {"number": number, "text": text}
    if len(note) > LONGEST_NOTE:
        raise RecordRefused(
            "note_too_long", gettext("说明最多 %(most)d 个字。请缩短。") % {"most": LONGEST_NOTE}
        )
    entry = Entry(
        id=case.id,
        day=case.day,
        item=case.item,
        school_class=case.school_class,
        event=case.event,
        level=case.level,
        value=case.value,
        note=note,
    )
    (outcome,) = record(school, [entry], by=by, at=at, source=Record.Source.OFFICE)
    if outcome.record is None:
        raise outcome.refusal or AssertionError("an entry without record or refusal")
    return outcome.record


def special_cases_of(school: School, day: date) -> QuerySet[Record]:
    """List the special cases that were recorded under what is in force on a day, the latest first."""
    codes = [heading.code for heading in special_headings(school, day)]
    records = Record.objects.filter(school=school, item__in=[DECISION, *codes], voids=None)
    return records.select_related("school_class", "voided_by").order_by("-sequence")[:100]
