"""Evidence as a table, and what of it is effective."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from banheng.core.evidence import EvidenceRecord

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from banheng.core.periods import Period

EVIDENCE_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "id": pl.String,  # unique in the school
    "school": pl.String,  # empty in the files of one school
    "school_class": pl.String,  # class code; empty if the record is about a teacher
    "teacher": pl.String,  # teacher code; empty if the record is about a class
    "item": pl.String,  # code of an item, a veto, a paid event, or `decision`
    "event": pl.String,
    "level": pl.String,
    "project": pl.String,
    "day": pl.Date,
    "quantity": pl.Int64,  # units of 1/10,000
    "value": pl.Int64,  # units of 1/10,000; null if there is none
    "recorder": pl.String,
    "note": pl.String,
    "voids": pl.String,  # id of the record that this one voids; empty for ordinary records
    "row": pl.Int64,  # the order of arrival
}
"""Columns of the canonical evidence table. No nulls but in `value`."""


def empty_evidence() -> pl.DataFrame:
    """Give a table without records."""
    return pl.DataFrame(schema=EVIDENCE_SCHEMA)


def effective(evidence: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Keep the records of the period that count, in order of day and arrival: voids and the voided drop out."""
    voids = evidence.filter(pl.col("voids") != "")
    return (
        evidence.filter(pl.col("voids") == "")
        .filter(pl.col("day").is_between(period.first, period.last))
        .join(voids.select("school", pl.col("voids").alias("id")), on=["school", "id"], how="anti")
        .sort("day", "row", maintain_order=True)
    )


def voided(evidence: pl.DataFrame, period: Period) -> pl.DataFrame:
    """List the voided records of the period with the day, recorder and note of the void (`void_*` columns)."""
    voids = evidence.filter(pl.col("voids") != "").select(
        "school",
        pl.col("voids").alias("id"),
        pl.col("day").alias("void_day"),
        pl.col("recorder").alias("void_recorder"),
        pl.col("note").alias("void_note"),
    )
    within = evidence.filter(pl.col("day").is_between(period.first, period.last), pl.col("voids") == "")
    return within.join(voids, on=["school", "id"], how="inner")


def as_records(evidence: pl.DataFrame) -> Iterator[tuple[dict[str, Any], EvidenceRecord]]:
    """Walk through a table: the whole row, and what the rules see of it."""
    for row in evidence.iter_rows(named=True):
        yield (
            row,
            EvidenceRecord(
                id=row["id"],
                item=row["item"],
                day=row["day"],
                event=row["event"],
                level=row["level"],
                project=row["project"],
                quantity=row["quantity"],
                value=row["value"],
                recorder=row["recorder"],
                note=row["note"],
            ),
        )
