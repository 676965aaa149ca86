"""What is strange about good rows, said once for all rows of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from banheng.core.findings import Place
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

SAME_ROW = Check(
    "input.W070",
    Wording(
        "这一行与 {place} 内容相同（备注不论），两行都没有编号，会计两次。重复的请删去一行；确是两件事，请各填编号。",
        "this row says the same as {place} (notes aside); neither has an id, and both count. Remove one, or give "
        "each an id if they are two events.",
    ),
)
MORE_SAME_ROWS = Check(
    "input.W086",
    Wording(
        "另有 {number} 行与前面的行内容相同、没有编号，没有逐一列出。请核对是否有文件或行重复。",
        "{number} more row(s) without an id say the same as earlier ones and are not listed one by one. "
        "Check for files or rows given twice.",
    ),
)
MOST_SAME_ROWS = 20
WHAT_COUNTS = (
    "school", "school_class", "teacher", "item", "event", "level", "project", "day", "quantity", "value", "recorder",
)  # fmt: skip


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
    yield from _same_rows(evidence, tables)


def _same_rows(evidence: pl.DataFrame, tables: Sequence[Table]) -> Iterator[Finding]:
    """Find rows without an id that say the same as an earlier one; voids and the voided count for nothing."""
    voids = evidence.filter(pl.col("voids") != "").select("school", pl.col("voids").alias("id"))
    counting = evidence.filter("lacks_id", pl.col("voids") == "").join(voids, on=["school", "id"], how="anti")
    first = counting.unique(WHAT_COUNTS, keep="first").select(*WHAT_COUNTS, "at", "file", "row")
    if first.height == counting.height:
        return
    again = counting.join(first.select("at"), on="at", how="anti").sort("at")
    listed = again.head(MOST_SAME_ROWS).join(
        first, on=WHAT_COUNTS, how="left", nulls_equal=True, suffix="_first", maintain_order="left"
    )
    for file, row, file_first, row_first in listed.select(
        "file", "row", "file_first", "row_first"
    ).iter_rows():
        place = str(Place(tables[file_first].file, row_first))
        yield SAME_ROW.fault(place=place).finding(tables[file].file, row)
    if again.height > MOST_SAME_ROWS:
        file, row = again.select("file", "row").row(MOST_SAME_ROWS)
        more = MORE_SAME_ROWS.fault(number=again.height - MOST_SAME_ROWS)
        yield more.finding(tables[file].file, row)
