"""The columns of input files and the header names they go by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.core.wording import Wording
from banheng.spreadsheets.faults import Check, Fault

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMN_MISSING = Check(
    "input.E004",
    Wording("缺少必需的列“{name}”。请补上这一列。", "the column '{name}' is missing. Add it."),
)
UNKNOWN_HEADER = Check(
    "input.E005",
    Wording("不认识的表头“{found}”。请改正或删去这一列。", "unknown header '{found}'. Correct or remove it."),
)
HEADER_TWICE = Check(
    "input.E006",
    Wording(
        "表头“{found}”与“{first}”是同一列。请只留一个。",
        "the headers '{found}' and '{first}' name the same column. Keep one of them.",
    ),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in code, which is the English header as well, and its Chinese headers, the usual one first."""

    name: str
    zh: tuple[str, ...]
    required: bool = False


EVIDENCE_COLUMNS = (
    Column("id", ("编号",)),
    Column("school", ("学校",)),
    Column("class", ("班级",)),
    Column("teacher", ("教师工号", "教师", "工号")),
    Column("item", ("考核项",), required=True),
    Column("event", ("事件",)),
    Column("level", ("等级",)),
    Column("project", ("项目",)),
    Column("date", ("日期",), required=True),
    Column("quantity", ("数量",)),
    Column("value", ("数值",)),
    Column("recorder", ("记录人",)),
    Column("note", ("备注",)),
    Column("voids", ("作废",)),
)

ROSTER_COLUMNS = (
    Column("class", ("班级",), required=True),
    Column("class_name", ("班级名称",)),
    Column("teacher", ("教师工号", "教师", "工号"), required=True),
    Column("teacher_name", ("姓名", "教师姓名")),
    Column("school", ("学校",)),
    Column("stage", ("学段",)),
    Column("grade", ("年级",)),
    Column("class_type", ("班级类型",)),
    Column("role", ("角色",)),
    Column("from", ("起始日期",)),
    Column("to", ("结束日期",)),
    Column("pupils", ("学生数",)),
    Column("boarders", ("住宿生数",)),
    Column("years", ("班主任年限",)),
)


@dataclass(frozen=True, slots=True)
class Header:
    """A header row that was found.

    Attributes:
        row: its number, from 1.
        width: number of cells up to the last one that is filled.
        positions: where each known column stands, from 0.
        texts: how each of them is written in the file.
    """

    row: int
    width: int
    positions: Mapping[str, int]
    texts: Mapping[str, str]
    faults: tuple[Fault, ...]


def plain(header: str) -> str:
    """Reduce a header to what decides: no width, case, spaces, marks or remarks in brackets.

    Examples:
        >>> plain("Class_Name "), plain("教师（工号）*")
        ('classname', '教师')
    """
    text = unicodedata.normalize("NFKC", header).casefold()
    return re.sub(r"\(.*?\)|[\s_*:-]", "", text)


def match_headers(
    cells: Sequence[str], columns: Sequence[Column], row: int, *, others_aside: bool = False
) -> Header | None:
    """Recognise a header row; None if it has no known header at all. Columns without a header are left aside."""
    known = {plain(text): column for column in columns for text in (column.name, *column.zh)}
    positions: dict[str, int] = {}
    texts: dict[str, str] = {}
    faults: list[Fault] = []
    for position, cell in enumerate(cells):
        if not cell.strip():
            continue
        column = known.get(plain(cell))
        if column is None and others_aside:
            continue
        if column is None:
            faults.append(UNKNOWN_HEADER.wrong("", cell.strip(), _words(columns, cell)))
        elif column.name in positions:
            faults.append(HEADER_TWICE.fault(found=cell.strip(), first=texts[column.name]))
        else:
            positions[column.name], texts[column.name] = position, cell.strip()
    if not positions:
        return None
    faults += [
        COLUMN_MISSING.fault(name=f"{column.zh[0]} ({column.name})")
        for column in columns
        if column.required and column.name not in positions
    ]
    width = max((position + 1 for position, cell in enumerate(cells) if cell.strip()), default=0)
    return Header(row, width, positions, texts, tuple(faults))


def _words(columns: Sequence[Column], cell: str) -> list[str]:
    """List the right headers in the language that the wrong one is written in."""
    return [column.name if cell.isascii() else column.zh[0] for column in columns]
