"""The records of a school's ledger as the table that scoring reads."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import polars as pl

from banheng.ledger.models import Chain, Record
from banheng.scoring.evidence import EVIDENCE_SCHEMA, empty_evidence

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from banheng.schools.models import School

RECORDS_KEPT = 1_500_000
"""Of all schools together, in a process: a term of fifty large schools, or of a county of small ones."""


@dataclass(frozen=True, slots=True)
class LedgerTable:
    """The records of a school that may count, up to a place in its chain; `hash` is that of the last one."""

    sequence: int
    hash: str
    records: pl.DataFrame

    def between(self, first: date, last: date) -> pl.DataFrame:
        """Give the records between two days and all voids."""
        return self.records.filter(pl.col("day").is_between(first, last) | (pl.col("voids") != ""))


def ledger_table(school: School) -> LedgerTable:
    """Give the whole ledger of a school as it is now.

    Records of what was beyond the control of the homeroom teacher are not in it: they count nowhere.
    Records never change, so a process keeps what it has read and reads only what came after. The hash chain
    tells whether what was kept is still the beginning of the ledger; a restored backup is read anew.
    """
    chain = Chain.objects.filter(school=school).first() or Chain(school=school)
    with _LOCK:
        kept = _KEPT.get(school.pk, _NOTHING)
    if (kept.sequence, kept.hash) != (chain.sequence, chain.hash):
        kept = _read(school, chain, kept)
    with _LOCK:
        # to the end: the one that was asked for longest ago is given up first
        _KEPT.pop(school.pk, None)
        _KEPT[school.pk] = kept
        while len(_KEPT) > 1 and sum(table.records.height for table in _KEPT.values()) > RECORDS_KEPT:
            del _KEPT[next(iter(_KEPT))]
    return kept


def evidence_of(school: School, first: date, last: date) -> pl.DataFrame:
    """Give the records between two days and all voids, in the form of `EVIDENCE_SCHEMA`; `row` is the sequence.

    Records that no scheme counts, such as neutral observations, are there as well: scoring passes them over.
    """
    return ledger_table(school).between(first, last)


_NOTHING = LedgerTable(0, "", empty_evidence())
_KEPT: dict[int, LedgerTable] = {}
_LOCK = Lock()


def _read(school: School, chain: Chain, kept: LedgerTable) -> LedgerTable:
    """Read what follows; all of it, if what was kept is not where the ledger begins."""
    if not Record.objects.filter(school=school, sequence=kept.sequence, hash=kept.hash).exists():
        kept = _NOTHING
    records = Record.objects.filter(
        school=school, sequence__gt=kept.sequence, sequence__lte=chain.sequence, beyond_control=None
    )
    columns = records.order_by("sequence").values_list(
        "id",
        "school_class__code",
        "staff__code",
        "item",
        "event",
        "level",
        "project",
        "day",
        "quantity",
        "value",
        "recorder_name",
        "note",
        "voids",
        "sequence",
    )
    rows = [_row(*values) for values in columns.iterator(chunk_size=5000)]
    later = pl.DataFrame(rows, schema=EVIDENCE_SCHEMA, orient="row")
    return LedgerTable(chain.sequence, chain.hash, pl.concat([kept.records, later], rechunk=True))


def _row(record: UUID, school_class: str | None, teacher: str | None, *said: object) -> tuple[object, ...]:
    *observed, voids, sequence = said
    return (str(record), "", school_class or "", teacher or "", *observed, str(voids or ""), sequence)
