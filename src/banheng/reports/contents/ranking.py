"""The rank table of a result, group by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.reports.rendering.document import Table
from banheng.spreadsheets.result_report import NOT_APPLICABLE

if TYPE_CHECKING:
    from banheng.reports.contents.results import Line, Results
    from banheng.spreadsheets.result_report import Cell


def rank_tables(results: Results, before: Results | None = None) -> list[Table]:
    """Give a table for each group; with the results of the period before, how far each has moved."""
    header = [gettext("名次"), gettext("班级"), gettext("班主任"), gettext("总分"), gettext("等次")]
    if before:
        header.insert(1, gettext("升降"))
    ranks = {line.given["key"]: line.rank for line in before.lines} if before else {}
    tables = []
    for title, members in results.groups:
        rows = [_row(results, line) for line in members]
        if before:
            for row, line in zip(rows, members, strict=True):
                row.insert(1, _move(ranks.get(line.given["key"]), line.rank))
        tables.append(Table([*header, gettext("备注")], rows, title))
    return tables


def _row(results: Results, line: Line) -> list[Cell]:
    return [
        line.rank or NOT_APPLICABLE,
        results.class_name(line),
        results.teacher_name(line),
        results.figure(line.total),
        line.given["rating_name"] or NOT_APPLICABLE,
        results.marks(line),
    ]


def _move(before: int | None, now: int | None) -> str:
    if before is None or now is None:
        return NOT_APPLICABLE
    if before == now:
        return "＝"
    return f"↑{before - now}" if now < before else f"↓{now - before}"
