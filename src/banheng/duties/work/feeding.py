"""Let a finished record of the work, or a duty done, count as evidence in a scheme: nobody types it twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from banheng.duties.in_force import pack_of, versions_between
from banheng.duties.models import WorkRecord
from banheng.ledger.desk import Entry
from banheng.ledger.models import Record
from banheng.ledger.recording import record as append_records
from banheng.ledger.voiding import void

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.routines.pack import Duty
    from banheng.schools.models import School, SchoolClass


def feed(record: WorkRecord, *, by: User, at: datetime) -> None:
    """Append what a record counts as, if it is finished and a duty of the day says so; once for each duty.

    What the ledger refuses, for example because no scheme is in force, does not hold the record up.
    """
    if record.school_class is None or record.sealed is not None:
        return
    fed = {one["duty"] for one in record.feeds}
    taken = set(record.steps.values_list("step", flat=True))
    day = timezone.localdate(at) if record.work_form.steps else record.day
    for version in versions_between(record.school, record.day, record.day):
        for duty in pack_of(version).duties:
            of = duty.form_of
            name = f"{version.code}:{duty.code}"
            if duty.feeds is None or of is None or of.form != record.form or name in fed:
                continue
            if (of.step in taken) if of.step else (record.closed_at is not None):
                made = append_feed(
                    record.school, record.school_class, duty, day, record.content, by=by, at=at
                )
                if made is not None:
                    record.feeds = [*record.feeds, {"duty": name, "record": str(made.pk)}]
    WorkRecord.objects.filter(pk=record.pk).update(feeds=record.feeds)


def append_feed(
    school: School,
    school_class: SchoolClass,
    duty: Duty,
    day: date,
    content: Mapping[str, Any],
    *,
    by: User,
    at: datetime,
) -> Record | None:
    """Append one record to the ledger for a duty done; None if the ledger refuses it.

    Args:
        content: of the record of the work, if it was done by one.
    """
    if duty.feeds is None:
        return None
    entry = Entry(
        id=uuid7(),
        day=day,
        school_class=school_class.code,
        item=duty.feeds.item,
        event=duty.feeds.event,
        level=str(content.get(duty.feeds.level_of or "", "")),
        value=str(content.get(duty.feeds.value_of or "", "")),
        note=duty.name,
    )
    (outcome,) = append_records(school, [entry], by=by, at=at, source=Record.Source.WORK)
    return outcome.record


def take_back_feeds(record: WorkRecord, *, reason: str, by: User, at: datetime) -> None:
    """Void what a record counted as; the caller saves `feeds`.

    Raises:
        RecordRefused: it stands in results that are settled.
    """
    for one in record.feeds:
        take_back_record(UUID(one["record"]), reason=reason, by=by, at=at)
    record.feeds = []


def take_back_record(key: UUID, *, reason: str, by: User, at: datetime) -> None:
    """Void a record of the ledger, unless somebody did; raises as `take_back_feeds` does."""
    counted = Record.objects.get(pk=key)
    if not hasattr(counted, "voided_by"):
        void(counted, id=uuid7(), reason=reason, by=by, at=at, may_void_others=True)
