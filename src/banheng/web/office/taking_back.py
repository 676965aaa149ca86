"""Take an import of evidence back: void its records, all in one go."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.utils.translation import gettext

from banheng.core.points import UNITS
from banheng.ledger.appending import link, lock_chain, save_chain
from banheng.ledger.closures import refuse_closed
from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Record
from banheng.policies.in_force import versions_in_force
from banheng.schools.errors import ChangeRefused

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import BulkChange, School


def take_evidence_back(change: BulkChange, by: User, at: datetime) -> None:
    """Void what an import appended; records that are void already stay so. The caller opens the transaction.

    Raises:
        ChangeRefused: a record belongs to a period that is settled.
    """
    chain = lock_chain(change.school)
    ids = [UUID(step["recorded"]) for step in change.journal]
    voided = set(Record.objects.filter(voids__school=change.school).values_list("voids", flat=True))
    left = [seen for seen in Record.objects.in_bulk(ids).values() if seen.pk not in voided]
    _refuse_settled(change.school, left)
    reason = gettext("撤销导入：%(file)s") % {"file": change.file_name}
    at = at.replace(microsecond=at.microsecond // 1000 * 1000)
    voids = [
        link(chain, _void(seen, reason, by, at)) for seen in sorted(left, key=lambda each: each.sequence)
    ]
    Record.objects.bulk_create(voids, batch_size=500)
    save_chain(chain)


def _refuse_settled(school: School, records: list[Record]) -> None:
    for day in sorted({seen.day for seen in records}):
        try:
            refuse_closed(school, day, [version.code for version in versions_in_force(school, day)])
        except RecordRefused as refusal:
            raise ChangeRefused(refusal.code, refusal.reason) from refusal


def _void(seen: Record, reason: str, by: User, at: datetime) -> Record:
    return Record(
        id=uuid5(seen.pk, "undo"),
        school_id=seen.school_id,
        school_class_id=seen.school_class_id,
        staff_id=seen.staff_id,
        item=seen.item,
        event=seen.event,
        level=seen.level,
        project=seen.project,
        day=seen.day,
        quantity=UNITS,
        note=reason[:500],
        source=seen.source,
        recorder=by,
        recorder_name=str(by),
        recorded_at=at,
        voids=seen,
    )
