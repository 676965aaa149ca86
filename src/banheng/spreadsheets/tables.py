"""Read a spreadsheet, CSV or XLSX, into tables of text with row numbers."""

from __future__ import annotations

import codecs
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from banheng.core.wording import Wording
from banheng.spreadsheets.faults import Check, refused
from banheng.spreadsheets.headers import Column, Header, match_headers
from banheng.spreadsheets.text_rows import BLOCK_BYTES, text_rows
from banheng.spreadsheets.workbook_rows import HAS_PASSWORD, NO_SPREADSHEET, workbook_sheets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from banheng.core.findings import Finding

UNREADABLE = Check(
    "input.E001",
    Wording(
        "文件无法读取：{reason}。请核对文件名和位置。",
        "the file cannot be read: {reason}. Check its name and place.",
    ),
)
EMPTY = Check(
    "input.E002",
    Wording(
        "文件是空的。第一行应为表头，例如：{headers}。",
        "the file is empty. Its first row holds headers: {headers}.",
    ),
)
NO_HEADER = Check(
    "input.E003",
    Wording(
        "前 {rows} 行里没有表头。请在数据上方加一行表头，例如：{headers}。",
        "there is no header in the first {rows} rows. Put one above the data: {headers}.",
    ),
)
OLD_FORMAT = Check(
    "input.E011",
    Wording(
        "这是旧的 .xls 格式。请在表格软件里另存为 .xlsx。",
        "this is the old .xls format. Save it as .xlsx in your spreadsheet program.",
    ),
)
TOO_WIDE = Check(
    "input.E012",
    Wording(
        "这一行的格数比表头多（多出“{found}”）。CSV 里带逗号的文字要用双引号括起来。",
        "this row has more cells than the header ('{found}'). In CSV, text with commas stands in double quotes.",
    ),
)

HEADER_ROWS = 10
"""A header stands in one of the first rows; a title may stand above it."""

BATCH_ROWS = 50_000

ZIP = b"PK"
COMPOUND = b"\xd0\xcf\x11\xe0"
"""Begins files of the old office formats, and today's ones behind a password."""
PROTECTED = "EncryptedPackage".encode("utf-16-le")


class Batch(NamedTuple):
    """Some rows: a frame with a text column for each known column (empty if absent) and `row`, and what is wrong."""

    frame: pl.DataFrame
    findings: list[Finding]


class Table(NamedTuple):
    """A table that was found, and its rows, to be walked through once."""

    file: str
    header: Header
    batches: Iterator[Batch]


def read_table(path: Path, columns: Sequence[Column], *, others_aside: bool = False) -> Table:
    """Find the table in a file: the first sheet with a right header, or the one that comes nearest to it.

    Args:
        path: of the file.
        columns: that are known.
        others_aside: the file may have columns of other purposes; else an unknown header is a fault.

    Raises:
        InputRefused: no such file, empty, no spreadsheet, or a header with faults; carries all findings.
            Walking through the rows raises it too, for a CSV whose quotes do not close.
    """
    file = str(path)
    heads: list[tuple[Header, Iterator[list[str]]]] = []
    is_empty = True
    is_text = _is_text(path)
    for rows in [text_rows(path)] if is_text else workbook_sheets(path):
        first = list(islice(rows, HEADER_ROWS))
        is_empty = is_empty and not any(cell.strip() for row in first for cell in row)
        header = _find_header(first, columns, others_aside=others_aside)
        if header is not None:
            heads.append((header, chain(first[header.row :], rows)))
            if not header.faults:
                break
    if not heads:
        words = "、".join(column.zh[0] for column in columns)
        fault = EMPTY.fault(headers=words) if is_empty else NO_HEADER.fault(rows=HEADER_ROWS, headers=words)
        raise refused(file, [fault.finding(file)])
    header, rows = max(heads, key=lambda head: (not head[0].faults, len(head[0].positions)))
    if header.faults:
        raise refused(file, [fault.finding(file, header.row) for fault in header.faults])
    return Table(file, header, _batches(file, header, rows, columns, is_text=is_text))


def _is_text(path: Path) -> bool:
    """Tell a text file from a workbook by how it begins."""
    try:
        with path.open("rb") as file:
            start = file.read(BLOCK_BYTES)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise refused(str(path), [UNREADABLE.fault(reason=reason).finding(str(path))]) from error
    if start.startswith(COMPOUND):
        check = HAS_PASSWORD if PROTECTED in start else OLD_FORMAT
        raise refused(str(path), [check.fault().finding(str(path))])
    is_wide = start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if start.startswith(b"%PDF") or (b"\0" in start and not is_wide and not start.startswith(ZIP)):
        raise refused(str(path), [NO_SPREADSHEET.fault().finding(str(path))])
    return not start.startswith(ZIP)


def _find_header(
    rows: Sequence[Sequence[str]], columns: Sequence[Column], *, others_aside: bool
) -> Header | None:
    headers = (
        match_headers(row, columns, number, others_aside=others_aside)
        for number, row in enumerate(rows, start=1)
    )
    return next((header for header in headers if header is not None), None)


def _batches(
    file: str, header: Header, rows: Iterator[list[str]], columns: Sequence[Column], *, is_text: bool
) -> Iterator[Batch]:
    number = header.row + 1
    while batch := list(islice(rows, BATCH_ROWS)):
        # in a workbook a cell beside the table is a remark, in a text file it tells that cells have moved
        findings = list(_too_wide(file, header, batch, number)) if is_text else []
        yield Batch(_frame(batch, header, columns, number), findings)
        number += len(batch)


def _too_wide(file: str, header: Header, rows: Sequence[Sequence[str]], number: int) -> Iterator[Finding]:
    for row_number, row in enumerate(rows, start=number):
        if len(row) > header.width and (beyond := " ".join(row[header.width :]).strip()):
            yield TOO_WIDE.fault(found=beyond).finding(file, row_number)


def _frame(rows: list[list[str]], header: Header, columns: Sequence[Column], number: int) -> pl.DataFrame:
    """Make a frame of the known columns; rows that are wholly empty drop out, their numbers stay taken."""
    data = {
        name: [row[position] if position < len(row) else "" for row in rows]
        for name, position in header.positions.items()
    }
    frame = pl.DataFrame(data, schema=dict.fromkeys(data, pl.String)).with_columns(pl.all().str.strip_chars())
    filled = pl.any_horizontal(pl.all() != "")
    absent = [pl.lit("").alias(column.name) for column in columns if column.name not in data]
    numbers = pl.int_range(number, number + len(rows), dtype=pl.Int64).alias("row")
    return (
        frame.with_columns(numbers, filled.alias("filled"))
        .filter("filled")
        .drop("filled")
        .with_columns(absent)
    )
