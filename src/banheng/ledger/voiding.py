"""Cancel a record by a later one that says why."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.core.points import UNITS
from banheng.ledger.appending import link, lock_chain, save_chain
from banheng.ledger.closures import refuse_closed
from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Record
from banheng.policies.in_force import versions_in_force

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from banheng.accounts.models import User

LONGEST_REASON = 500
OWN_MISTAKE = timedelta(minutes=10)
"""For how long a recorder may take back what they recorded themselves."""


def void(
    record: Record,
    *,
    id: UUID,  # noqa: A002
    reason: str,
    by: User,
    at: datetime,
    may_void_others: bool,
    by_ruling: bool = False,
) -> Record:
    """Append a void of a record; sending the same void again changes nothing.

    Args:
        by_ruling: also where the results of the period are settled.

    Raises:
        RecordRefused: no reason is given or too long a one, the record is void already, is a void itself, its period is
            closed, or it is not the account's to void any more.
    """
    if not reason.strip():
        raise RecordRefused("no_reason", gettext("作废要写明理由。"))
    if len(reason.strip()) > LONGEST_REASON:
        raise RecordRefused(
            "reason_too_long", gettext("理由最多 %(most)d 个字。请缩短。") % {"most": LONGEST_REASON}
        )
    if not may_void_others and not may_take_back(record, by, at):
        raise RecordRefused(
            "too_late", gettext("自己的记录只能在十分钟内撤回。请把情况告诉德育处，由德育处作废。")
        )
    with transaction.atomic():
        chain = lock_chain(record.school)
        known = Record.objects.filter(voids=record).first()
        if known is not None and known.id == id:
            return known
        if known is not None or record.voids_id is not None:
            raise RecordRefused("void_already", gettext("这条记录已经作废。"))
        if not by_ruling:
            in_force = versions_in_force(record.school, record.day)
            refuse_closed(record.school, record.day, [version.code for version in in_force])
        made = Record(
            id=id,
            school=record.school,
            school_class=record.school_class,
            staff=record.staff,
            item=record.item,
            event=record.event,
            level=record.level,
            project=record.project,
            day=record.day,
            quantity=UNITS,
            note=reason.strip(),
            source=Record.Source.RULING if by_ruling else record.source,
            recorder=by,
            recorder_name=str(by),
            recorded_at=at.replace(microsecond=at.microsecond // 1000 * 1000),
            voids=record,
        )
        link(chain, made).save(force_insert=True)
        save_chain(chain)
    return made


def may_take_back(record: Record, user: User, at: datetime) -> bool:
    """Tell whether a record is the account's own and fresh."""
    return record.recorder_id == user.pk and at - record.recorded_at <= OWN_MISTAKE
