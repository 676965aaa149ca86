"""The chain of hashes: what each record's hash covers, and who checks it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection
from django.db.models import F, TextField
from django.db.models.functions import Cast

from banheng.ledger.models import Chain, Record

if TYPE_CHECKING:
    from django.db.models import Field, QuerySet

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
    if record.beyond_control:
        content["beyond_control"] = True
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
    try:
        for record in _as_stored(school).iterator(chunk_size=2000):
            if record.sequence != expected:
                return Break(expected, str(record.id), "missing")
            if not _is_intact(record, previous_hash):
                return Break(record.sequence, str(record.id), "changed")
            expected, previous_hash = expected + 1, record.hash
    except UNREADABLE:
        return _unreadable(school, expected)
    chain = Chain.objects.filter(school=school).first()
    end = (chain.sequence, chain.hash) if chain else (0, "")
    if end != (expected - 1, previous_hash):
        return Break(expected, "", "missing")
    return None


UNREADABLE = (ValueError, TypeError, AttributeError, OverflowError, DatabaseError)
"""What comes of a column that no longer holds what it is for."""
FIELDS = Record._meta.concrete_fields  # noqa: SLF001 - Django documents it


def _as_stored(school: School) -> QuerySet[Record]:
    """Give the records of a chain; where columns hold any text, with the text that each of them holds.

    SQLite stores times, numbers of records and lists as text, and several texts may be read as the same value.
    """
    records = Record.objects.filter(school=school).order_by("sequence")
    if connection.vendor != "sqlite":
        return records
    return records.annotate(
        **{f"stored_{field.name}": Cast(F(field.attname), TextField()) for field in FIELDS}
    )


def _is_intact(record: Record, previous_hash: str) -> bool:
    """Tell whether a record is what was written: by its hash, and letter by letter where it is kept as text."""
    if record.previous_hash != previous_hash or record.hash != hash_of(record, previous_hash):
        return False
    times = (record.recorded_at, record.noted_at)
    if record.beyond_control is False or any(at and at.microsecond % 1000 for at in times):
        return False  # never written so, and the hash does not cover it
    return not hasattr(record, "stored_id") or all(map(partial(_is_as_written, record), FIELDS))


def _is_as_written(record: Record, field: Field[Any, Any]) -> bool:
    written = field.get_db_prep_save(getattr(record, field.attname), connection)
    stored = getattr(record, f"stored_{field.name}")
    return stored is None if written is None else stored == str(int(written) if written is True else written)


def _unreadable(school: School, expected: int) -> Break:
    """Find the record that cannot be read, from the last one that could on."""
    numbers = Record.objects.filter(school=school, sequence__gte=expected).order_by("sequence")
    for sequence in numbers.values_list("sequence", flat=True):
        try:
            _as_stored(school).get(sequence=sequence)
        except UNREADABLE:
            expected = sequence
            break
    try:
        name = str(numbers.filter(sequence=expected).values_list("pk", flat=True).first() or "")
    except UNREADABLE:
        name = ""
    return Break(expected, name, "changed")
