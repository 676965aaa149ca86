"""What is strange about good rows, said once for all rows of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from banheng.core.wording import Wording
from banheng.spreadsheets.faults import Check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.findings import Finding
    from banheng.spreadsheets.tables import Table

NOT_A_SCHOOL_DAY = Check(
    "input.W060",
    Wording(
        "{day} 不是上课日，却有 {number} 条检查记录（从这一行起）。请核对日期；若是调休上课，请写进校历的 working_days。",
        "{day} is no school day, but {number} inspection record(s) stand on it, from this row on. Check the date; "
        "a swapped working day belongs in working_days of the calendar.",
    ),
)
IDLE_VALUE = Check(
    "input.W066",
    Wording(
        "“{what}”不看数值，{number} 行填写的数值不起作用（从这一行起）。",
        "'{what}' does not look at values: those of {number} row(s), from this one on, have no effect.",
    ),
)
OPEN_LEVEL = Check(
    "input.W067",
    Wording(
        "“{what}”没有写明这个等级的系数，按 100% 计（{number} 行，从这一行起）。",
        "'{what}' has no percentage for this level: it counts 100 % ({number} row(s), from this one on).",
    ),
)


def remarks(evidence: pl.DataFrame, tables: Sequence[Table], calendar: SchoolCalendar) -> Iterator[Finding]:
    """Word the remarks, one for each file and kind."""
    days = (
        evidence.filter("is_inspection")
        .group_by("file", "day", maintain_order=True)
        .agg(pl.first("row"), pl.len())
    )
    for file, day, row, number in days.iter_rows():
        if not calendar.is_school_day(day):
            table = tables[file]
            fault = NOT_A_SCHOOL_DAY.fault("date", day=day.isoformat(), number=number)
            yield fault.finding(table.file, row, table.header.texts)
    for mark, check, column in (
        ("is_idle_value", IDLE_VALUE, "value"),
        ("is_open_level", OPEN_LEVEL, "level"),
    ):
        marked = evidence.filter(mark).group_by("file", "item", "event", "level", maintain_order=True)
        for file, item, event, level, row, number in marked.agg(pl.first("row"), pl.len()).iter_rows():
            table, what = tables[file], " ".join(filter(None, [item, event, level]))
            yield check.fault(column, what=what, number=number).finding(table.file, row, table.header.texts)
