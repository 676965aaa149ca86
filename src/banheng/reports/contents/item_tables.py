"""The item tables 分项表: what each class got for each item, grade by grade, on paper that lies across."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.core.points import format_units
from banheng.ledger.language import request_language
from banheng.reports.contents.results import items_in_order
from banheng.reports.rendering.document import Document, Layout, Paragraph, Table
from banheng.schools.saying_dates import period_name
from banheng.spreadsheets.result_report import NOT_APPLICABLE, WITH_CODE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.reports.contents.results import Line, Results
    from banheng.spreadsheets.result_report import Cell

CLASSES = 10
"""So many stand side by side; a longer grade goes on in another table."""


def item_tables(results: Results, school: str) -> Document:
    """Build the item tables."""
    grades: dict[str, list[Line]] = {}
    for line in results.lines:
        grades.setdefault(line.grade, []).append(line)
    tables = [
        _table(results, grade, lines[first : first + CLASSES])
        for grade, lines in grades.items()
        for first in range(0, len(lines), CLASSES)
    ]
    return Document(
        gettext("考核分项表"),
        [
            *tables,
            Paragraph(gettext("“—”表示不适用，不计入总分。结果状态：%(state)s。") % {"state": results.state}),
        ],
        subtitle=f"{school}　{period_name(results.period)}",
        layout=Layout.LANDSCAPE,
        language=request_language(),
    )


def _table(results: Results, grade: str, lines: Sequence[Line]) -> Table:
    header = [gettext("考核项"), gettext("满分"), *(_heading(results, line) for line in lines)]
    rows: list[list[Cell]] = []
    for code, name, full in items_in_order(results.scheme):
        known = NOT_APPLICABLE if full is None else Decimal(format_units(full))
        rows.append([name, known, *(results.figure(line.items.get(code)) for line in lines)])
    rows.append([gettext("总分"), "", *(results.figure(line.total) for line in lines)])
    return Table(header, rows, grade, has_sum=True)


def _heading(results: Results, line: Line) -> str:
    """Name the class, and the teacher if several had it."""
    several = sum(other.school_class == line.school_class for other in results.lines) > 1
    if several and not line.is_class_line:
        return WITH_CODE.say(request_language(), name=line.class_name, code=results.teacher_name(line))
    return results.class_name(line)
