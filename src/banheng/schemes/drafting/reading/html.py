"""The text of a page, or of what was pasted from one: a line for each block, a row with strokes for each table row."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

from banheng.schemes.drafting.reading.rows import row_as_text

if TYPE_CHECKING:
    from collections.abc import Sequence

BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "section",
        "article",
        "table",
        "tbody",
        "thead",
        "blockquote",
        "pre",
        "br",
        "hr",
        "body",
        "title",
    ]
)
SILENT = frozenset(
    [
        "script",
        "style",
        "head",
        "nav",
        "footer",
        "aside",
        "noscript",
        "template",
        "select",
        "button",
        "iframe",
        "svg",
        "form",
    ]
)
VOID = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"]
)
WIDEST_TABLE = 40


class _Lines(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.text: list[str] = []
        self.row: list[str] | None = None
        self.spans: dict[int, int] = {}  # columns that a cell above still takes, and how many rows
        self.cell_spans = (1, 1)
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if self.silent or (tag in SILENT and tag not in VOID):
            if tag in SILENT:
                self.silent.append(tag)
            return
        if tag == "table":
            self.spans = {}
        if tag == "tr":
            self._end_line()
            self.row = []
        elif tag in {"td", "th"} and self.row is not None:
            given = {name: value or "" for name, value in attrs}
            self.cell_spans = (_span(given.get("colspan")), _span(given.get("rowspan")))
            self.text = []
        elif tag in BLOCKS:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            if tag == self.silent[-1]:
                self.silent.pop()
            return
        if tag in {"td", "th"} and self.row is not None:
            self._end_cell()
        elif tag == "tr" and self.row is not None:
            self._fill()
            self.lines.append(row_as_text(self.row))
            self.row, self.text = None, []
        elif tag in BLOCKS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.text.append(" ".join(data.split()) if data.strip() else " ")

    def _end_line(self) -> None:
        if self.row is None:
            if line := "".join(self.text).strip():
                self.lines.append(line)
            self.text = []

    def _fill(self) -> None:
        """Leave empty cells where cells from above reach down."""
        row = self.row if self.row is not None else []
        while len(row) < WIDEST_TABLE and self.spans.get(len(row), 0) > 0:
            self.spans[len(row)] -= 1
            row.append("")

    def _end_cell(self) -> None:
        self._fill()
        row = self.row if self.row is not None else []
        wide, high = self.cell_spans
        text = "".join(self.text).strip()
        for piece in [text, *[""] * (wide - 1)]:
            self.spans[len(row)] = high - 1
            row.append(piece)
        self.text, self.cell_spans = [], (1, 1)

    def close(self) -> None:
        super().close()
        self._end_line()


def _span(written: str | None) -> int:
    return (
        min(int(written), WIDEST_TABLE)
        if written and written.isascii() and written.isdigit() and len(written) < 5 and int(written)
        else 1
    )


def text_of_html(page: str) -> str:
    """Give the lines of a page."""
    parser = _Lines()
    parser.feed(page)
    parser.close()
    return "\n".join(parser.lines)
