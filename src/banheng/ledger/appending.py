"""Append checked records to the chains of their schools, those of several senders in one transaction.

A database waits for the disk at every commit, and only one sender at a time can hold a school's chain. So records
that arrive meanwhile wait together, and whoever comes next writes them all. A sender goes on only after the commit
of its own records. The workers of a machine take turns.
"""

from __future__ import annotations

from collections import deque
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from threading import Lock
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from banheng.ledger.chaining import hash_of
from banheng.ledger.closures import closures_between
from banheng.ledger.models import Chain, Record
from banheng.schools.queries import Query, ready_cursor

try:
    import fcntl
except ImportError:  # on Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from banheng.ledger.models import Closure
    from banheng.schools.models import School

CHAIN = Query(Chain, "SELECT * FROM ledger_chain WHERE school_id = %s")
LOCKED_CHAIN = Query(Chain, f"{CHAIN.sql} FOR UPDATE")
MOVED = "UPDATE ledger_chain SET sequence = %s, hash = %s WHERE school_id = %s"
FIELDS = Record._meta.concrete_fields  # noqa: SLF001 - Django documents it
COLUMNS = ", ".join(str(field.column) for field in FIELDS)
ROW = f"({', '.join('%s' for _ in FIELDS)})"
AT_ONCE = 500
"""Rows of an INSERT: a database takes only so many values in one."""


@dataclass(slots=True)
class Wanted:
    """A record to append, and what became of it: it was appended unless one of the last two is there.

    Attributes:
        scheme_code: of the scheme that has its item; None for what no closure holds up: an observation, which no
            scheme counts, and what a ruling appends.
        known: what the ledger has by this id already.
        closed: the settled span of days that takes it no more.
    """

    record: Record
    scheme_code: str | None
    known: Record | None = None
    closed: Closure | None = None


class _Sending:
    """What one sender waits for; an error as long as it is not in the ledger."""

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self.wanted = wanted
        self.is_done = False
        self.error: Exception | None = DatabaseError("nothing was written")


_WAITING: deque[_Sending] = deque()
_WRITING = Lock()


def append(wanted: Sequence[Wanted]) -> None:
    """Append in this order; inside a transaction of the caller's, nobody else's records are written with it."""
    if not wanted:
        return
    if connection.in_atomic_block:
        _write(wanted)
        return
    mine = _Sending(wanted)
    _WAITING.append(mine)
    with _WRITING:
        if not mine.is_done:
            with _turn():
                _write_together([_WAITING.popleft() for _ in range(len(_WAITING))])
    if mine.error:
        raise mine.error


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for the other workers of this machine.

    The chain is guarded by the database. But SQLite looks whether it is free after longer and longer pauses, and
    who waits for a turn here takes along what arrives until then.
    """
    if fcntl is None:
        yield
        return
    with (settings.DATA / "ledger.lock").open("a") as line:
        fcntl.flock(line, fcntl.LOCK_EX)
        yield


def _write_together(sendings: Sequence[_Sending]) -> None:
    """Write in one transaction; if that fails, each in its own, so that nobody pays for another's fault."""
    try:
        _write([each for sending in sendings for each in sending.wanted])
    except Exception as error:  # noqa: BLE001 - it is raised to the sender
        for sending in sendings if len(sendings) > 1 else []:
            _write_together([sending])
        sendings[0].error = error if len(sendings) == 1 else sendings[0].error
    else:
        for sending in sendings:
            sending.error = None
    finally:
        for sending in sendings:
            sending.is_done = True


def _write(wanted: Sequence[Wanted]) -> None:
    def school_of(each: Wanted) -> int:
        return each.record.school_id

    with transaction.atomic():
        # always in the same order, so that two processes do not wait for each other's chains
        for _, of_school in groupby(sorted(wanted, key=school_of), school_of):
            _write_to_chain(list(of_school))


def _write_to_chain(wanted: Sequence[Wanted]) -> None:
    school = wanted[0].record.school
    chain = lock_chain(school)
    days = [each.record.day for each in wanted]
    closures = closures_between(school, min(days), max(days))
    known = known_records([each.record.id for each in wanted])
    made = []
    for each in wanted:
        each.known = known.get(each.record.id)
        each.closed = next((closed for closed in closures if _closes(closed, each)), None)
        if each.known is None and each.closed is None:
            made.append(link(chain, each.record))
            known[each.record.id] = each.record
    if made:
        _insert(made)
        save_chain(chain)


def _closes(closed: Closure, each: Wanted) -> bool:
    return closed.scheme_code == each.scheme_code and closed.first <= each.record.day <= closed.last


def lock_chain(school: School) -> Chain:
    """Take a school's chain for the rest of the transaction; others wait."""
    locked = LOCKED_CHAIN if connection.features.has_select_for_update else CHAIN
    chain = locked.first(school.pk)
    if chain is None:
        Chain.objects.get_or_create(school=school)
        (chain,) = locked(school.pk)
    return chain


def link(chain: Chain, made: Record) -> Record:
    """Put a record at the end of a locked chain; the caller saves both."""
    made.sequence = chain.sequence + 1
    made.previous_hash = chain.hash
    made.hash = hash_of(made, chain.hash)
    chain.sequence, chain.hash = made.sequence, made.hash
    return made


def save_chain(chain: Chain) -> None:
    with ready_cursor() as cursor:
        cursor.execute(MOVED, [chain.sequence, chain.hash, chain.school_id])


def known_records(ids: Sequence[UUID]) -> dict[UUID, Record]:
    """Give the records that the ledger has already; mostly it has none, and that is quick to see."""
    if not ids:
        return {}
    keys = [Record.id.field.get_db_prep_value(each, connection) for each in ids]
    with ready_cursor() as cursor:
        marks = ", ".join("%s" for _ in keys)
        cursor.execute(f"SELECT 1 FROM ledger_record WHERE id IN ({marks}) LIMIT 1", keys)  # noqa: S608
        if cursor.fetchone() is None:
            return {}
    return Record.objects.select_related("school_class").in_bulk(ids)


def _insert(records: Sequence[Record]) -> None:
    with ready_cursor() as cursor:
        for first in range(0, len(records), AT_ONCE):
            some = records[first : first + AT_ONCE]
            values = [
                field.get_db_prep_save(getattr(each, field.attname), connection)
                for each in some
                for field in FIELDS
            ]
            rows = ", ".join(ROW for _ in some)
            cursor.execute(f"INSERT INTO ledger_record ({COLUMNS}) VALUES {rows}", values)  # noqa: S608
    for each in records:
        each._state.adding = False  # noqa: SLF001 - as `bulk_create` leaves them
