"""Rows of a table, by what the heading of each column says."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from banheng.schemes.drafting.nodes import Line, Passage, Section

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = (
    ("number", re.compile(r"序号|编号|项次|序|No\.?")),
    ("note", re.compile(r".*(考核部门|责任|考核人|评价主体|数据来源|备注|得分|自评|考评|实得|打分|依据).*")),
    ("weight", re.compile(r".*(权重|比例|占比).*")),
    ("points", re.compile(r".*(分值|满分|标准分|基础分|基本分|配分|权分|赋分值?)\s*(\(.*\))?|分数|分")),
    (
        "text",
        re.compile(r".*(标准|细则|办法|评分|计分|扣分|加分|要求|说明|方式|方法|评价内容|描述|规则|要点).*"),
    ),
    ("label", re.compile(r".*(项目|指标|内容|类别|名称|事项|考核点|要素|模块|维度|板块).*")),
)
SUM_ROW = re.compile(r"合\s*计|总\s*计|小\s*计|总\s*分|总得分")
"""What the row of sums is called."""
MARKER = re.compile(
    r"(\(?(?:[一二三四五六七八九十]+|\d{1,2}(?:\.\d{1,2})*)\)?)\s*[、.\s]\s*(?!\d)(?=\D)|(\([一二三四五六七八九十\d]+\))|([①-⑳])"
)


def column_of(heading: str) -> str | None:
    """Tell what stands in a column; None if the heading does not say."""
    text = heading.replace(" ", "")
    return next((name for name, pattern in COLUMNS if pattern.fullmatch(text)), None) if text else None


def is_header(cells: Sequence[Passage]) -> bool:
    """Tell the row of headings: every cell is short, and at least two name a column."""
    texts = [cell.text for cell in cells if cell.text]
    named = {column_of(text) for text in texts if len(text) <= 14} - {None}
    return len(named) > 1 and all(len(text) <= 14 for text in texts)


class Table:
    """A table that is being read, row by row.

    Attributes:
        lines: the rows from here on; what a first column is shows in the rows below.
    """

    def __init__(self, parent: Section, lines: Sequence[Line]) -> None:
        self.parent = parent
        self.lines = lines
        self.names: list[str | None] = []
        self.rows: list[Section] = []
        self.group: Section | None = None
        self.group_name = ""
        self.last: dict[str, Passage] = {}

    def add(self, line: Line, places: int) -> int:
        """Take a row; gives the place of the last section that was made."""
        if not self.names and is_header(line.cells):
            self.names = self._named(line.cells)
            header = Section(
                "",
                "header",
                self.parent.path,
                line.passage,
                line.passage.span(),
                self.parent,
                place=places + 1,
            )
            self.parent.children.append(header)
            return places + 1
        names = self.names or self._guessed(line.cells)
        columns: dict[str, Passage] = {}
        for name, cell in zip(names, line.cells, strict=False):
            if name and cell.text:
                columns[name] = columns[name].joined(cell, "。") if name in columns else cell
        label = columns.get("label")
        if self.rows and label is None and "points" not in columns and "text" in columns:
            self._carry_on(line, columns["text"])
            return places
        if "group" in columns:
            places += 1
            self._open_group(columns.pop("group"), places)
        return self._add_row(line, columns, places + 1)

    def _named(self, cells: Sequence[Passage]) -> list[str | None]:
        """Name the columns; of two columns of labels the first groups the second, further ones are text."""
        names = [column_of(cell.text) for cell in cells]
        labels = [place for place, name in enumerate(names) if name == "label"]
        if not labels:
            first = next((p for p, name in enumerate(names) if name in {None, "text", "note"}), None)
            labels = [] if first is None else [first]
            if first is not None:
                names[first] = "label"
        if len(labels) > 1:
            has_text = "text" in names
            names[labels[0]] = "group" if self._is_merged(labels[0]) else "label"
            if names[labels[0]] == "label":
                names[labels[1]] = "text"
            for place in labels[2:] if has_text or len(labels) > 2 else []:
                names[place] = "text"
        return names

    def _is_merged(self, column: int) -> bool:
        """Tell a column whose cells reach over several rows: some are empty, or repeat the one above."""
        texts = [line.cells[column].text for line in self.lines[1:] if column < len(line.cells)]
        return "" in texts[1:] or any(text == above for text, above in pairwise(texts))

    @staticmethod
    def _guessed(cells: Sequence[Passage]) -> list[str | None]:
        """Name the columns of a table without headings: a number, a label, points, and text."""
        names: list[str | None] = []
        for cell in cells:
            if re.fullmatch(r"\d{1,2}", cell.text) and not names:
                names.append("number")
            elif "label" not in names:
                names.append("label")
            elif re.fullmatch(r"\d+(\.\d+)?分?", cell.text) and "points" not in names:
                names.append("points")
            else:
                names.append("text")
        return names

    def _carry_on(self, line: Line, text: Passage) -> None:
        """Put a row without a label of its own to the row above, with which it is merged."""
        row = self.rows[-1]
        row.columns["text"] = row.columns["text"].joined(text, "。") if "text" in row.columns else text
        row.passage = row.passage.joined(line.passage, "\n")
        row.span = row.span._replace(end=line.passage.span().end)

    def _open_group(self, name: Passage, place: int) -> None:
        if name.text == self.group_name:
            return
        self.group_name = name.text
        found = MARKER.match(name.text)
        marker = next(filter(None, found.groups())) if found else ""
        text = name.part(found.end()) if found else name
        printed = marker or re.split(r"[(\s:]", text.text)[0]
        path = "/".join(filter(None, (self.parent.path, printed)))
        self.group = Section(marker, "row_group", path, text, name.span(), self.parent, place=place)
        self.parent.children.append(self.group)

    def _add_row(self, line: Line, columns: dict[str, Passage], place: int) -> int:
        parent = self.group or self.parent
        marker = columns["number"].text if "number" in columns else ""
        label = columns.get("label")
        if label is not None and (found := MARKER.match(label.text)):
            marker = marker or next(filter(None, found.groups()))
            columns["label"] = label.part(found.end())
        marker = marker.strip("、. ") or str(len(self.rows) + 1)
        under = parent if parent is self.parent or parent.marker else self.parent
        path = "/".join(filter(None, (under.path, marker)))
        row = Section(
            marker, "row", path, line.passage, line.passage.span(), parent, columns=columns, place=place
        )
        parent.children.append(row)
        self.rows.append(row)
        return place
