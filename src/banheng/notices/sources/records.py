"""Records of what was seen, and their voids: told to those who have the class."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from banheng.ledger.models import Record
from banheng.notices.kind import Mail
from banheng.notices.kinds import RECORD, VOID
from banheng.notices.preferring import mail_choice
from banheng.notices.sources.news import News, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from banheng.notices.sources.looking import Looking
    from banheng.schools.models import School

STALE = timedelta(days=2)
"""An older record is no news: where the site stood still or got its past records, nobody's inbox overflows."""

TOLD_OTHERWISE = {Record.Source.IMPORT, Record.Source.RULING}
"""Whoever brings in a table says so themselves; a ruling is told as such."""


def _rows(school: School) -> QuerySet[Record]:
    # What is voided is looked up apart, because few records void one.
    records = Record.objects.filter(school=school).select_related("school", "school_class")
    return records.prefetch_related("recorder", "voids__school_class", "voids__recorder")


def _news(record: Record, look: Looking) -> Iterator[News]:
    if record.school_class is None or record.source in TOLD_OTHERWISE:
        return
    if record.voids is not None:
        yield _void(record, record.voids, look)
    elif record.quantity and record.recorded_at > look.at - STALE:  # 0 means looked and found nothing
        yield from _record(record, look)


def _record(record: Record, look: Looking) -> Iterator[News]:
    """Tell once a day that the class has records; each record to those who want everything at once."""
    day = timezone.localdate(record.recorded_at)
    said = {"class": look.class_name(record, day)}
    teachers = [user for user in look.teachers(record.school_class, day) if user != record.recorder]
    each = [user for user in teachers if mail_choice(look.preference(user), RECORD) is Mail.AT_ONCE]
    if each:
        yield News(RECORD, str(record.pk), link_to(record), each, said, look.words(record))
    rest = [user for user in teachers if user not in each]
    listed = f"{reverse('records', args=[record.school.code])}?school_class={record.school_class.code}"
    yield News(RECORD, f"{record.school_class_id}:{day}", listed, rest, said)


def _void(void: Record, voided: Record, look: Looking) -> News:
    day = timezone.localdate(void.recorded_at)
    concerned = {*look.teachers(voided.school_class, day), voided.recorder} - {void.recorder, None}
    text = f"{look.words(voided)}\n{void.note}"
    return News(VOID, str(void.pk), link_to(voided), concerned, {"class": look.class_name(voided, day)}, text)


def link_to(record: Record) -> str:
    """Give the address of a record's page."""
    return reverse("records-record", args=[record.school.code, record.pk])


# The chain is locked while a record is appended, so no number appears after a higher one.
RECORDS = Source("record", _rows, "sequence", "recorded_at", timedelta(0), _news)
