"""Answers to records: told to who recorded, and to the office where something is to be confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from banheng.accounts.roles import Permission
from banheng.ledger.models import Reply
from banheng.notices.kinds import HANDLED, REPLY
from banheng.notices.sources.news import LONGEST_TRANSACTION, News, Source
from banheng.notices.sources.records import link_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from banheng.notices.sources.looking import Looking
    from banheng.schools.models import School


def _rows(school: School) -> QuerySet[Reply]:
    replies = Reply.objects.filter(record__school=school, record__school_class__isnull=False)
    return replies.select_related("record__school", "record__school_class", "record__recorder", "by")


def _news(reply: Reply, look: Looking) -> Iterator[News]:
    record, day = reply.record, timezone.localdate(reply.at)
    said = {"class": look.class_name(record, day)}
    text = "\n".join(filter(None, [look.words(record), reply.text]))
    recorder = {record.recorder} - {reply.by, None}
    yield News(REPLY, str(reply.pk), link_to(record), recorder, said, text)
    if reply.kind == Reply.Kind.HANDLED:
        office = set(look.holders(Permission.VOID_RECORDS, day)) - {reply.by} - recorder
        yield News(HANDLED, str(reply.pk), link_to(record), office, said, text)


REPLIES = Source("reply", _rows, "pk", "at", LONGEST_TRANSACTION, _news)
