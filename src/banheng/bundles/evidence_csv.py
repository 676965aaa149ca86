"""`evidence.csv` of a bundle: written and read, so that reading gives exactly what was written."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import polars as pl

from banheng.bundles.bundle import EVIDENCE
from banheng.bundles.faults import NO_TABLE, NOT_READ
from banheng.core.errors import MalformedNumber
from banheng.core.points import format_units, parse_units
from banheng.scoring.evidence import EVIDENCE_SCHEMA
from banheng.spreadsheets.faults import refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

COLUMNS = {
    "sequence": "row", "school": "school", "class": "school_class", "teacher": "teacher", "item": "item",
    "event": "event", "level": "level", "project": "project", "date": "day", "quantity": "quantity",
    "value": "value", "voids": "voids",
}  # fmt: skip
"""The columns of the file and those of the canonical table; the record's hash in the ledger stands behind them."""

HASH = "hash"


def write_evidence(evidence: pl.DataFrame, hashes: Mapping[int, str]) -> bytes:
    """Write evidence without names, in order of arrival; `hashes` has those of the ledger by sequence."""
    written = evidence.select(
        *(pl.col(ours).alias(theirs) for theirs, ours in COLUMNS.items()),
        _each(evidence["row"], lambda place: hashes.get(place, ""), pl.String).alias(HASH),
    )
    figures = (_each(written[name], format_units, pl.String) for name in ("quantity", "value"))
    texts = written.with_columns(*figures).with_columns(pl.col(pl.String).replace("", None))
    return texts.write_csv(date_format="%Y-%m-%d").encode()


def read_evidence(content: bytes) -> pl.DataFrame:
    """Read evidence back into the canonical table.

    Raises:
        InputRefused: the content is no such table; carries the first fault.
    """
    texts = _texts(content)
    read = {
        "sequence": texts["sequence"].cast(pl.Int64, strict=False),
        "date": texts["date"].str.to_date("%Y-%m-%d", strict=False),
        "quantity": _each(texts["quantity"], _units, pl.Int64),
        "value": _each(texts["value"], _units, pl.Int64),
    }
    ascends = (read["sequence"].diff() > 0).fill_null(value=True)
    wrong = {
        "sequence": read["sequence"].is_null() | ~ascends,
        "date": read["date"].is_null(),
        "quantity": read["quantity"].is_null(),
        "value": read["value"].is_null() & (texts["value"] != ""),
        "voids": (texts["voids"] != "") & ~texts["voids"].is_in(texts["sequence"].implode()),
    }
    for column, is_wrong in wrong.items():
        if is_wrong.any():
            row = is_wrong.to_list().index(True)
            fault = NOT_READ.fault(column, name=column, found=texts[row, column])
            raise refused(EVIDENCE, [fault.finding(EVIDENCE, row + 2)])
    names: dict[str, pl.Expr | pl.Series] = {ours: pl.col(theirs) for theirs, ours in COLUMNS.items()}
    names |= {"id": texts["sequence"], "recorder": pl.lit(""), "note": pl.lit("")}
    return texts.with_columns(**read).select(**{name: names[name] for name in EVIDENCE_SCHEMA})


def _texts(content: bytes) -> pl.DataFrame:
    """Read the cells as they stand."""
    try:
        texts = pl.read_csv(io.BytesIO(content), infer_schema=False).fill_null("")
    except pl.exceptions.PolarsError:
        texts = pl.DataFrame()
    if texts.columns != [*COLUMNS, HASH]:
        raise refused(EVIDENCE, [NO_TABLE.fault(place=EVIDENCE).finding(EVIDENCE, 1)])
    return texts


def _each(values: pl.Series, convert: Callable[[Any], object], to: type[pl.DataType]) -> pl.Series:
    """Convert each distinct value once; null stays null."""
    distinct = values.drop_nulls().unique()
    converted = pl.Series([convert(value) for value in distinct], dtype=to)
    return values.replace_strict(distinct, converted, default=None, return_dtype=to)


def _units(text: str) -> int | None:
    try:
        return parse_units(text)
    except MalformedNumber:
        return None
