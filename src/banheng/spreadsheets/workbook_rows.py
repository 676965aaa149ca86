"""Rows of the sheets of an XLSX workbook, as text."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from banheng.core.wording import Wording
from banheng.spreadsheets.faults import Check, refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

NO_SPREADSHEET = Check(
    "input.E008",
    Wording(
        "文件不是表格，或已损坏。请用 XLSX 或 CSV 格式重新保存。",
        "the file is no spreadsheet, or it is damaged. Save it again as XLSX or CSV.",
    ),
)
HAS_PASSWORD = Check(
    "input.E009",
    Wording("文件设有打开密码。请去掉密码后再试。", "the file is protected by a password. Remove it."),
)

SIGNIFICANT_DIGITS = 15
"""What a spreadsheet shows of a number; digits beyond are artefacts of binary fractions."""


def workbook_sheets(path: Path) -> Iterator[Iterator[list[str]]]:
    """Walk through the sheets of a workbook, each as its rows from the first on, empty ones included.

    Raises:
        InputRefused: damaged, protected, or no workbook.
    """
    try:
        # by what it holds, not by its name: an export may be called .xls and be a workbook of today
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        for name in workbook.sheet_names:
            yield map(row_text, workbook.get_sheet_by_name(name).iter_rows())
    except PasswordError:
        raise refused(str(path), [HAS_PASSWORD.fault().finding(str(path))]) from None
    except CalamineError as error:
        raise refused(str(path), [NO_SPREADSHEET.fault().finding(str(path))]) from error


def row_text(row: Sequence[object]) -> list[str]:
    """Write all cells of a row."""
    return [cell if isinstance(cell, str) else cell_text(cell) for cell in row]


def cell_text(cell: object) -> str:
    """Write a cell as a person would: 0.1 as `0.1`, 3.0 as `3`, a date as `2026-10-08`.

    Examples:
        >>> cell_text(0.1 + 0.2), cell_text(3.0), cell_text(datetime(2026, 10, 8))
        ('0.3', '3', '2026-10-08')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        # the only float of the product: a cell is stored as one, and is turned back into its decimal digits here
        digits = Decimal(f"{cell:.{SIGNIFICANT_DIGITS}g}")
        return f"{digits.quantize(Decimal(1)) if digits == digits.to_integral_value() else digits:f}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell)
