"""Append records to a school's ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.ledger.appending import Wanted, append, known_records
from banheng.ledger.closures import period_closed
from banheng.ledger.desk import Desk, Entry
from banheng.ledger.errors import RecordRefused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from banheng.accounts.models import User
    from banheng.ledger.limits import Limits
    from banheng.ledger.models import Record
    from banheng.schools.models import School


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an entry: its record, or why there is none.

    Attributes:
        repeated: the ledger had it already; nothing was appended.
    """

    id: UUID
    record: Record | None = None
    repeated: bool = False
    refusal: RecordRefused | None = None


def record(
    school: School,
    entries: Sequence[Entry],
    *,
    by: User | None,
    at: datetime,
    source: Record.Source,
    limits: Limits | None = None,
) -> list[Outcome]:
    """Append entries in their order; a refused one does not hold up the others.

    All that can be checked beforehand is, so that the chain is held only for the writing.
    Whoever needs all or nothing looks at the outcomes inside a transaction of its own.

    Args:
        limits: of the recorder; an entry that the ledger already has is not asked for them again.
            Without them access is the caller's to check.
    """
    desk = Desk(school, by, at, source, limits)
    checked = [_check(desk, entry) for entry in entries]
    append([each for each in checked if isinstance(each, Wanted)])
    refused = [
        entry.id for entry, each in zip(entries, checked, strict=True) if isinstance(each, RecordRefused)
    ]
    known = known_records(refused)
    return [_outcome(school, entry, each, known) for entry, each in zip(entries, checked, strict=True)]


def _check(desk: Desk, entry: Entry) -> Wanted | RecordRefused:
    try:
        return desk.make(entry)
    except RecordRefused as refusal:
        return refusal


def _outcome(
    school: School, entry: Entry, checked: Wanted | RecordRefused, known_refused: dict[UUID, Record]
) -> Outcome:
    if isinstance(checked, RecordRefused):
        known = known_refused.get(entry.id)
        return _again(school, entry, known) if known else Outcome(entry.id, refusal=checked)
    if checked.known:
        return _again(school, entry, checked.known)
    if checked.closed:
        return Outcome(entry.id, refusal=period_closed(checked.closed, entry.day))
    return Outcome(entry.id, checked.record)


def _again(school: School, entry: Entry, known: Record) -> Outcome:
    """Answer an entry that was sent before; the same id for something else is no repetition."""
    code = known.school_class.code if known.school_class else ""
    said_then = (known.school_id, code, known.item, known.event)
    if said_then != (school.pk, entry.school_class, entry.item, entry.event):
        return Outcome(
            entry.id,
            refusal=RecordRefused("id_taken", gettext("这个编号已用于另一条记录。请重新录入这一条。")),
        )
    return Outcome(entry.id, known, repeated=True)
