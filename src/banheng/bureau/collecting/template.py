"""The workbook that a school fills in for a collection, and reading it back."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import xlsxwriter
from django.utils.translation import gettext

from banheng.bureau.collecting.checking import name_of
from banheng.bureau.collecting.columns import AREA_NAMES, FACTS, RUNNER_NAMES, STUDENTS, TYPE_NAMES
from banheng.bureau.collecting.figures import all_columns
from banheng.bureau.collecting.filling import fields_of, levels_of
from banheng.bureau.collecting.importing import guess, read_rows
from banheng.bureau.errors import BureauRefused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from banheng.bureau.collecting.models import Filing

WORDS: Mapping[str, Mapping[str, object]] = {
    "type": {key.value: name for key, name in TYPE_NAMES.items()},
    "runner": {key.value: name for key, name in RUNNER_NAMES.items()},
    "area": {key.value: name for key, name in AREA_NAMES.items()},
}


def asked_columns(filing: Filing) -> list[str]:
    """List the columns that a school fills in; all of them before its type is known."""
    levels = levels_of(filing.cells)
    if not levels:
        return all_columns(filing.collection.stocks)
    students = [STUDENTS[level] for level in levels]
    return [*FACTS, *students, *(field.column for field in fields_of(filing.collection, filing.cells))]


def filing_workbook(filing: Filing) -> bytes:
    """Write a sheet with one row, and what is filed so far in it."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    columns = asked_columns(filing)
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True})
        text = book.add_format({"num_format": "@", "border": 1})
        sheet = book.add_worksheet(gettext("填报表"))
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(columns), 16, text)
        for position, column in enumerate(["school", *columns]):
            is_school = column == "school"
            sheet.write_string(
                0, position, gettext("学校名称") if is_school else name_of(filing.collection, column), head
            )
            cell = filing.school.name if is_school else filing.cells.get(column, "")
            sheet.write_string(1, position, said(column, cell), text)
            if column in WORDS:
                choice = {"validate": "list", "source": [str(name) for name in WORDS[column].values()]}
                sheet.data_validation(1, position, 1, position, choice)
        notes = book.add_worksheet(gettext("填写说明"))
        notes.set_column(0, 0, 100)
        lines = [gettext("只填第一个工作表的第二行。没有的填 0，不详的空着，查清后再报送。")]
        for number, line in enumerate([*lines, *filing.collection.note.splitlines()]):
            notes.write_string(number, 0, line)
    return out.getvalue()


def read_filing(filing: Filing, path: Path) -> dict[str, str]:
    """Read the cells of the own school out of a workbook.

    Raises:
        BureauRefused: no table, no row of the school, or several rows and none of its name.
    """
    header, rows, _ = read_rows(path)
    mapping = guess(filing.collection, header, {})
    places = {column: header.index(text) for text, column in mapping.items()}
    name = places.get("school")
    own = [row for row in rows if name is not None and name < len(row) and row[name] == filing.school.name]
    if len(own) != 1 or len(places) < 2:
        raise BureauRefused(
            "school",
            gettext("文件里没有找到“%(school)s”的一行，或表头不对。请下载模板，填好再传。")
            % {"school": filing.school.name},
        )
    return {
        column: own[0][place]
        for column, place in places.items()
        if column != "school" and place < len(own[0])
    }


def said(column: str, cell: str) -> str:
    """Write a cell for people: words for the codes of facts."""
    return str(WORDS.get(column, {}).get(cell, cell))
