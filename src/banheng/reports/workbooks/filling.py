"""Check the placeholders of a workbook, and put results in their place."""

from __future__ import annotations

import io
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.reports.errors import TemplateRefused
from banheng.reports.workbooks.growing import repeat
from banheng.reports.workbooks.opening import open_workbook
from banheng.reports.workbooks.placeholders import (
    EACH,
    ONCE,
    PLACEHOLDER,
    named_in,
    parts_by_name,
    values_of,
    values_once,
)
from banheng.reports.workbooks.references import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from openpyxl import Workbook
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

    from banheng.reports.contents.results import Results
    from banheng.schemes.scheme import Scheme
    from banheng.spreadsheets.result_report import Cell

MOST_NAMED = 10
"""So many unknown placeholders are named at once."""


def check_template(content: bytes, schemes: Sequence[Scheme]) -> None:
    """Look whether a workbook can be filled with results of the schemes.

    Raises:
        TemplateRefused: it cannot be opened, has no placeholder, or one that nobody knows.
    """
    _check(open_workbook(content), schemes)


def fill(content: bytes, results: Results, school: str, day: date) -> bytes:
    """Fill a workbook: rows about a class are repeated for each homeroom teacher, in the order of the roster.

    Raises:
        TemplateRefused: as `check_template`, for the scheme of the results.
    """
    book = open_workbook(content)
    _check(book, [results.scheme])
    once = values_once(results, school, day)
    each = [values_of(results, line, number) for number, line in enumerate(results.people, start=1)]
    for sheet in book.worksheets:
        for block in reversed(_blocks(sheet)):
            _fill_block(book, sheet, block, [once | values for values in each])
        for cell in _with_placeholders(sheet):
            _put(cell, once)
    book.calculation.fullCalcOnLoad = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _check(book: Workbook, schemes: Sequence[Scheme]) -> None:
    known = [*ONCE, *EACH, *parts_by_name(schemes)]
    found, unknown = 0, []
    for sheet in book.worksheets:
        for cell in _with_placeholders(sheet):
            for name in named_in(cell.value):
                found += 1
                if name not in known:
                    unknown.append(_unknown(sheet.title, cell.coordinate, name, known))
    if unknown:
        raise TemplateRefused("unknown_placeholder", "\n".join(unknown[:MOST_NAMED]))
    if not found:
        raise TemplateRefused(
            "no_placeholder",
            gettext("模板里没有占位符。请在要填数的单元格里写上 {{班级}}、{{总分}} 这样的占位符，再上传。"),
        )


def _unknown(sheet: str, cell: str, name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.3)
    said = gettext("工作表“%(sheet)s”的 %(cell)s：没有 {{%(name)s}} 这个占位符。") % {
        "sheet": sheet,
        "cell": cell,
        "name": name,
    }
    return said + (gettext("最接近的是 {{%(near)s}}。") % {"near": near[0]} if near else "")


def _with_placeholders(sheet: Worksheet) -> Iterator[SheetCell]:
    for row in sheet.iter_rows():
        yield from (cell for cell in row if named_in(cell.value))


def _blocks(sheet: Worksheet) -> list[Block]:
    """Find the rows about a class; those that follow each other are repeated together."""
    rows = sorted(
        {
            cell.row
            for cell in _with_placeholders(sheet)
            if any(name not in ONCE for name in named_in(cell.value))
        }
    )
    blocks: list[Block] = []
    for row in rows:
        if blocks and blocks[-1].last == row - 1:
            blocks[-1] = Block(blocks[-1].first, row)
        else:
            blocks.append(Block(row, row))
    return blocks


def _fill_block(book: Workbook, sheet: Worksheet, block: Block, each: Sequence[Mapping[str, Cell]]) -> None:
    """Repeat and fill a block; with nobody to fill it, its placeholders are left empty."""
    repeat(book, sheet, block, max(1, len(each)))
    for start, values in zip(block.copies(len(each)), each, strict=True):
        for row in sheet.iter_rows(min_row=start, max_row=start + block.height - 1):
            for cell in row:
                if named_in(cell.value):
                    _put(cell, values)
    if not each:
        for row in sheet.iter_rows(min_row=block.first, max_row=block.last):
            for cell in row:
                if named_in(cell.value):
                    cell.value = None


def _put(cell: SheetCell, values: Mapping[str, Cell]) -> None:
    """Put values in the place of the placeholders of a cell; a figure that stands alone is a number."""
    (first, *_) = names = named_in(cell.value)
    value = values[first]
    if len(names) > 1 or isinstance(value, str) or PLACEHOLDER.sub("", cell.value).strip():
        cell.value = PLACEHOLDER.sub(lambda found: str(values[found[1]]), cell.value)
        cell.data_type = "s"  # a name that begins with = is no formula
    else:
        cell.value = value
        decimals = -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
        if decimals > 0 and cell.number_format == "General":
            cell.number_format = "0." + "0" * decimals
