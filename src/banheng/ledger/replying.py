"""Answer a record: a comment, or that the matter is handled; with a photo if there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.ledger.errors import RecordRefused
from banheng.ledger.models import Reply
from banheng.ledger.photographing import keep_photo

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.ledger.models import Record

LONGEST_TEXT = 500


def reply(
    record: Record, kind: Reply.Kind, text: str, *, by: User, at: datetime, photo: bytes | None = None
) -> Reply:
    """Append an answer; saying the same again right away (a second tap) changes nothing.

    Raises:
        RecordRefused: the record is void, nothing or too much is said, or the photo cannot be kept;
            nothing is appended then.
    """
    text = text.strip()
    if record.voids_id is not None or hasattr(record, "voided_by"):
        raise RecordRefused("void_already", gettext("这条记录已经作废，不能再回复。"))
    if kind == Reply.Kind.COMMENT and not text and photo is None:
        raise RecordRefused("nothing_said", gettext("请写一句说明，或附一张照片。"))
    if len(text) > LONGEST_TEXT:
        raise RecordRefused("text_too_long", gettext("说明最多 500 个字。请缩短。"))
    last = record.replies.order_by("at", "pk").last()
    if last and photo is None and (last.kind, last.text, last.by_id) == (kind, text, by.pk):
        return last
    with transaction.atomic():
        made = Reply.objects.create(record=record, kind=kind, text=text, by=by, by_name=str(by), at=at)
        if photo is not None:
            keep_photo(record, photo, at=at, reply=made)
    return made
