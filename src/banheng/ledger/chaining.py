"""The chain of hashes: what each record's hash covers, and who checks it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.ledger.models import Chain, Record

if TYPE_CHECKING:
    from banheng.schools.models import School


def hash_of(record: Record, previous_hash: str) -> str:
    """Give the SHA-256 (hexadecimal) of a record and of the hash before it."""
    content = {
        "id": str(record.id),
        "school": record.school_id,
        "sequence": record.sequence,
        "school_class": record.school_class_id,
        "staff": record.staff_id,
        "item": record.item,
        "event": record.event,
        "level": record.level,
        "project": record.project,
        "day": record.day.isoformat(),
        "quantity": record.quantity,
        "value": record.value,
        "note": record.note,
        "source": record.source,
        "recorder": record.recorder_id,
        "recorder_name": record.recorder_name,
        "recorded_at": int(record.recorded_at.timestamp() * 1000),
        "noted_at": record.noted_at and int(record.noted_at.timestamp() * 1000),
        "voids": record.voids_id and str(record.voids_id),
        "photos": record.photos,
        "previous_hash": previous_hash,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Break:
    """The first record at which a chain does not hold."""

    sequence: int
    record: str
    reason: str


def first_break(school: School) -> Break | None:
    """Walk through a school's chain; None if it holds from the first record to its stated end."""
    expected, previous_hash = 1, ""
    for record in Record.objects.filter(school=school).order_by("sequence").iterator(chunk_size=2000):
        if record.sequence != expected:
            return Break(expected, str(record.id), "missing")
        if record.previous_hash != previous_hash or record.hash != hash_of(record, previous_hash):
            return Break(record.sequence, str(record.id), "changed")
        expected, previous_hash = expected + 1, record.hash
    chain = Chain.objects.filter(school=school).first()
    end = (chain.sequence, chain.hash) if chain else (0, "")
    if end != (expected - 1, previous_hash):
        return Break(expected, "", "missing")
    return None
