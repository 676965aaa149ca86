"""Records of what was seen, and their voids: told to those who have the class."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from banheng.core.wording import Language
from banheng.ledger.models import Record
from banheng.ledger.naming import Naming
from banheng.notices.kinds import RECORD, VOID, Mail
from banheng.notices.preferring import mail_choice, preferences_of
from banheng.notices.recipients import teachers_of
from banheng.notices.sources.news import News, Source
from banheng.schools.classes import classes_on

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from django.db.models import QuerySet

    from banheng.schools.models import School


def _rows(school: School) -> QuerySet[Record]:
    return Record.objects.filter(school=school).select_related(
        "school", "school_class", "recorder", "voids__recorder"
    )


def _news(record: Record) -> Iterator[News]:
    """Tell of a record; one of a spreadsheet is no news, and one of a ruling is told with it."""
    if record.school_class is None or record.source in {Record.Source.IMPORT, Record.Source.RULING}:
        return
    if record.voids is not None:
        yield _void(record, record.voids)
    elif record.quantity:  # 0 means looked and found nothing
        yield from _record(record)


def _record(record: Record) -> Iterator[News]:
    """Tell once a day that the class has records; each record to those who want everything at once."""
    day = timezone.localdate(record.recorded_at)
    teachers = [user for user in teachers_of(record.school_class, day) if user != record.recorder]
    preferences = preferences_of(teachers)
    said = {"class": class_name(record, day)}
    each = [user for user in teachers if mail_choice(preferences[user.pk], RECORD) is Mail.AT_ONCE]
    rest = [user for user in teachers if user not in each]
    yield News(RECORD, str(record.pk), link_to(record), each, said, words(record))
    listed = f"{reverse('records', args=[record.school.code])}?school_class={record.school_class.code}"
    yield News(RECORD, f"{record.school_class_id}:{day}", listed, rest, said)


def _void(void: Record, voided: Record) -> News:
    day = timezone.localdate(void.recorded_at)
    concerned = {*teachers_of(voided.school_class, day), voided.recorder} - {void.recorder, None}
    text = f"{words(voided)}\n{void.note}"
    return News(VOID, str(void.pk), link_to(voided), concerned, {"class": class_name(voided, day)}, text)


def class_name(record: Record, day: date) -> str:
    """Name the class of a record as it is called on a day."""
    year = classes_on(record.school, day).filter(school_class=record.school_class_id).first()
    return year.name if year else record.school_class.code


def words(record: Record) -> str:
    """Say what was seen, as the scheme calls it."""
    named = Naming(record.school, Language.ZH_HANS).name(record)
    return " ".join(filter(None, [named.item, named.event, named.amount]))


def link_to(record: Record) -> str:
    """Give the address of a record's page."""
    return reverse("records-record", args=[record.school.code, record.pk])


# The chain is locked while a record is appended, so no number appears after a higher one.
RECORDS = Source("record", _rows, "sequence", "recorded_at", timedelta(0), _news)
