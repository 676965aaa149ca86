"""What happened to a record, as a dated conversation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.ledger.models import Reply
from banheng.ledger.rectifying import credit_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from banheng.ledger.models import Photo, Record
    from banheng.ledger.naming import Naming


@dataclass(frozen=True)
class Turn:
    """Who did or said what, and when."""

    at: datetime
    by: str
    did: str
    text: str = ""
    photos: Sequence[Photo] = ()


def conversation(record: Record, naming: Naming) -> list[Turn]:
    """List recording, answers, credit and void in the order in which they happened."""
    named = naming.name(record)
    words = " ".join(filter(None, [named.item, named.event, named.amount]))
    turns = [
        Turn(
            record.recorded_at, record.recorder_name, gettext("记录：%(what)s") % {"what": words}, record.note
        )
    ]
    for reply in record.replies.prefetch_related("photo_files"):
        did = gettext("标记已整改") if reply.kind == Reply.Kind.HANDLED else gettext("说明")
        turns.append(Turn(reply.at, reply.by_name, did, reply.text, list(reply.photo_files.all())))
    credit = credit_of(record)
    if credit is not None:
        did = gettext("确认整改，记为第 %(number)s 号") % {"number": credit.sequence}
        turns.append(Turn(credit.recorded_at, credit.recorder_name, did))
        turns += _voids(credit, gettext("作废整改得分"))
    turns += _voids(record, gettext("作废"))
    return sorted(turns, key=lambda turn: turn.at)


def _voids(record: Record, did: str) -> list[Turn]:
    void = getattr(record, "voided_by", None)
    return [] if void is None else [Turn(void.recorded_at, void.recorder_name, did, void.note)]
