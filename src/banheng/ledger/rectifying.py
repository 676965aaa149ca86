"""Give points back for what was put right, where the scheme says so.

An item says so by an event with the code `rectified` (整改), which may carry any price: the points of
one thing put right. The office confirms a record that the homeroom teacher marked as handled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.utils.translation import gettext

from banheng.core.points import format_units
from banheng.ledger.checklists import RECTIFIED
from banheng.ledger.desk import Entry
from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Record, Reply
from banheng.ledger.recording import record

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User


def credit_id(seen: Record) -> UUID:
    """Name the credit of a record, so that a second confirmation is the same one."""
    return uuid5(seen.id, RECTIFIED)


def credit_of(seen: Record) -> Record | None:
    """Give the credit of a record, also one that was voided."""
    return Record.objects.filter(id=credit_id(seen)).first()


def may_be_credited(seen: Record) -> bool:
    """Tell whether a record stands, is handled and has no credit yet; the scheme is not asked."""
    return (
        seen.voids_id is None
        and not hasattr(seen, "voided_by")
        and seen.school_class is not None
        and seen.quantity > 0
        and seen.event != RECTIFIED
        and any(reply.kind == Reply.Kind.HANDLED for reply in seen.replies.all())
        and credit_of(seen) is None
    )


def confirm_rectified(seen: Record, *, by: User, at: datetime) -> Record:
    """Append the credit of a handled record on the record's own day, for as many as were seen.

    Raises:
        RecordRefused: it is not handled, the item gives nothing back, or its period is closed.
    """
    known = credit_of(seen)
    if known is not None:
        return known
    if not may_be_credited(seen):
        raise RecordRefused(
            "not_handled", gettext("班主任还没有标记整改，或者这条记录已经作废。请先让班主任回复。")
        )
    entry = Entry(
        id=credit_id(seen),
        day=seen.day,
        item=seen.item,
        school_class=seen.school_class.code,  # type: ignore[union-attr]  # asked above
        event=RECTIFIED,
        quantity=format_units(seen.quantity),
        note=gettext("第 %(number)s 号记录已整改") % {"number": seen.sequence},
    )
    (outcome,) = record(seen.school, [entry], by=by, at=at, source=Record.Source.OFFICE)
    if outcome.refusal is not None:
        raise outcome.refusal
    return outcome.record  # type: ignore[return-value]  # there, since it was not refused
