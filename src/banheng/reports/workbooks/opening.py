"""Open a workbook that somebody sent, after a look at what would harm whoever opens it."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import openpyxl
from django.utils.translation import gettext

from banheng.reports.errors import TemplateRefused
from banheng.schools.errors import ChangeRefused
from banheng.schools.importing.files import BROKEN_ARCHIVE, ZIP, refuse_dangerous

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl import Workbook

MOST_BYTES = 1024 * 1024
MOST_UNPACKED = 8 * 1024 * 1024
MOST_MERGED = 10_000
"""Cells in merged ranges: each is made when the workbook is opened, and a range may claim a whole sheet."""
MOST_CELLS = 100_000
"""Of the rectangle that a sheet uses."""
_ENTITIES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b")
_MERGED_RANGE = re.compile(
    rb"<(?:\w+:)?mergeCell\s+ref=\"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?\"\s*/?>"
)
_MACRO_TYPE = b"macroEnabled"
_DRAWN = re.compile(r"xl/(charts|diagrams|ctrlProps|embeddings)/")


def open_workbook(content: bytes) -> Workbook:
    """Open a workbook in XLSX.

    Raises:
        TemplateRefused: no such workbook, too large, swollen, with macros, or with what would be lost.
    """
    try:
        refuse_dangerous(content, MOST_BYTES, MOST_UNPACKED)
    except ChangeRefused as refused:
        raise TemplateRefused(refused.code, refused.reason) from refused
    if not content.startswith(ZIP):
        raise _no_workbook()
    try:
        _refuse_hostile(content)
    except BROKEN_ARCHIVE as error:
        raise _no_workbook() from error
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    except Exception as error:  # openpyxl fails in whatever way a malformed part makes it fail
        raise _no_workbook() from error
    for sheet in book.worksheets:
        if sheet.max_row * sheet.max_column > MOST_CELLS:
            raise TemplateRefused(
                "sheet_too_large",
                gettext("工作表“%(sheet)s”太大（用到 %(cell)s）。请删去用不到的行和列，再上传。")
                % {"sheet": sheet.title, "cell": sheet.dimensions.rpartition(":")[2]},
            )
    return book


def _refuse_hostile(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
            raise _no_workbook()
        if _MACRO_TYPE in archive.read("[Content_Types].xml"):
            raise TemplateRefused(
                "has_macros", gettext("文件里有宏，不予接收。请另存为不带宏的 .xlsx 后再上传。")
            )
        if any(_DRAWN.match(name) for name in names):
            raise TemplateRefused(
                "has_charts", gettext("模板里有图表、控件或嵌入的对象，填表时保留不了。请删去它们，再上传。")
            )
        for part in _xml_parts(archive):
            if any(entity in part for entity in _ENTITIES):
                raise _no_workbook()
            if _merged_cells(part) > MOST_MERGED:
                raise TemplateRefused(
                    "merged_too_much", gettext("模板里合并的单元格太多。请只合并用到的单元格，再上传。")
                )


def _xml_parts(archive: zipfile.ZipFile) -> Iterator[bytes]:
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            yield archive.read(name)


def _merged_cells(part: bytes) -> int:
    """Count the cells that are merged; a range written in a way that no spreadsheet program writes is too many."""
    ranges = _MERGED_RANGE.findall(part)
    if len(ranges) < len(_MERGED.findall(part)):
        return MOST_MERGED + 1
    return sum(
        (_number(right or left) - _number(left) + 1) * (int(bottom or top) - int(top) + 1)
        for left, top, right, bottom in ranges
    )


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _no_workbook() -> TemplateRefused:
    return TemplateRefused(
        "no_workbook", gettext("文件不是 .xlsx 工作簿，或已损坏。请用 Excel 或 WPS 另存为 .xlsx 后再上传。")
    )
