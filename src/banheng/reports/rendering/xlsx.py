"""A document as a workbook: a sheet for each table, with the texts that stand before it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter

from banheng.reports.rendering.columns import column_widths
from banheng.reports.rendering.document import (
    Align,
    Block,
    Chart,
    ChartKind,
    Document,
    Heading,
    Paragraph,
    QrCode,
    Signatures,
    Table,
)
from banheng.reports.rendering.fonts import WORD_SANS, WORD_SERIF
from banheng.reports.rendering.pictures import qr_png
from banheng.reports.rendering.words import EMPTY_SHEET, PAGE_AFTER, PAGE_BEFORE, PAGE_BETWEEN, SIGN_HERE
from banheng.spreadsheets.result_table import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from banheng.spreadsheets.result_report import Cell

A4 = 9
LEAST_WIDTH = 80
"""In Latin letters: what texts take if there is no table, about the width of an upright page."""
SIZE, LINE_HEIGHT = 11, 16
_CHART_ROWS = 16
_NAME_LENGTH = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class _Part:
    """What goes onto one sheet: texts, then a table or a chart with its table."""

    name: str
    texts: list[Block] = field(default_factory=list)
    table: Table | None = None
    chart: Chart | None = None
    after: list[Block] = field(default_factory=list)


def render_xlsx(document: Document) -> bytes:
    """Write a workbook, ready to be printed: numbers are numbers, and no text is taken for a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": document.title})
        used: set[str] = set()
        for number, part in enumerate(_parts(document)):
            name = _unused(part.name, used)
            _Sheet(book, document, part, name).write(with_title=number == 0)
    return out.getvalue()


def _parts(document: Document) -> list[_Part]:
    """Divide the blocks after each table; what follows the last one stays with it."""
    parts: list[_Part] = []
    texts: list[Block] = []
    name = EMPTY_SHEET.say(document.language)
    for block in document.blocks:
        if isinstance(block, Table | Chart):
            table = block.table if isinstance(block, Chart) else block
            chart = block if isinstance(block, Chart) else None
            parts.append(_Part(block.title or name, texts, table, chart))
            texts = []
        else:
            texts.append(block)
            name = block.text if isinstance(block, Heading) else name
    if not parts:
        return [_Part(name, texts)]
    parts[-1].after.extend(texts)
    return parts


def _unused(name: str, used: set[str]) -> str:
    """Make a name that Excel takes: short, without its signs, and once."""
    plain = _NOT_IN_NAMES.sub(" ", name).strip()[:_NAME_LENGTH] or "1"
    number, found = 1, plain
    while found.casefold() in used:
        number += 1
        found = f"{plain[: _NAME_LENGTH - 4]} {number}"
    used.add(found.casefold())
    return found


def _at_least(width: int, widths: Sequence[int]) -> list[int]:
    """Stretch the columns of a narrow table, so that texts above it have room."""
    return [each * max(width, sum(widths)) // sum(widths) for each in widths]


class _Sheet:
    """One sheet while it is written; `row` is the next free row."""

    def __init__(self, book: Workbook, document: Document, part: _Part, name: str) -> None:
        self.book, self.document, self.part = book, document, part
        self.sheet: Worksheet = book.add_worksheet(name)
        self.name, self.row = name, 0
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.widths = (
            _at_least(LEAST_WIDTH, column_widths(part.table, document)) if part.table else [LEAST_WIDTH]
        )
        self._set_paper()

    def write(self, *, with_title: bool) -> None:
        if with_title:
            self._write_text(self.document.title, bold=True, font_size=16, align="center")
            if self.document.subtitle:
                self._write_text(self.document.subtitle, align="center")
        for block in self.part.texts:
            self._write_block(block)
        if self.part.table:
            self._write_table(self.part.table)
        if self.part.chart:
            self._write_chart(self.part.chart)
        for block in self.part.after:
            self._write_block(block)

    def _set_paper(self) -> None:
        sheet, language = self.sheet, self.document.language
        sheet.set_paper(A4)
        if not self.document.is_upright:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        sheet.set_footer(
            f"&C{PAGE_BEFORE.say(language)}&P{PAGE_BETWEEN.say(language)}&N{PAGE_AFTER.say(language)}"
        )
        for number, width in enumerate(self.widths):
            sheet.set_column(number, number, width)

    def _format(self, **how: Any) -> Format:
        """Give a format of the sheet; Excel keeps only so many, so the same one is made once."""
        key = tuple(sorted(how.items()))
        if key not in self.formats:
            font = WORD_SANS if how.get("bold") else WORD_SERIF
            given = {"font_name": font, "font_size": SIZE, "text_wrap": True, "valign": "vcenter"}
            self.formats[key] = self.book.add_format(given | how)
        return self.formats[key]

    def _write_block(self, block: Block) -> None:
        match block:
            case Heading(text):
                self._write_text(text, bold=True, font_size=12)
            case Paragraph(text, align):
                side = {Align.CENTRE: "center", Align.END: "right"}.get(align, "left")
                self._write_text(text, align=side)
            case Signatures(signers):
                self.row += 1
                named = (SIGN_HERE.say(self.document.language, signer=signer) for signer in signers)
                self._write_text(("　" * 8).join(named))
            case QrCode(_, caption):
                self._write_text(caption)
                picture = {"image_data": io.BytesIO(qr_png(block)), "x_scale": 0.35, "y_scale": 0.35}
                self.sheet.insert_image(self.row, 0, "qr.png", picture)
                self.row += 7
            case _:
                pass  # each table begins a sheet, and so a page, anyway

    def _write_text(self, text: str, **how: Any) -> None:
        """Write a text across the whole width."""
        style = self._format(**how)
        self._set_height([text], [sum(self.widths)], how.get("font_size", SIZE))
        if len(self.widths) > 1:
            self.sheet.merge_range(self.row, 0, self.row, len(self.widths) - 1, "", style)
        self.sheet.write_string(self.row, 0, text, style)
        self.row += 1

    def _set_height(self, texts: Sequence[str], widths: Sequence[int], size: int = SIZE) -> None:
        """Make room for lines, which programs do not do by themselves for merged cells."""
        needed = zip(texts, widths, strict=True)
        lines = max(-(-display_width(text) * size // (SIZE * width)) for text, width in needed)
        self.sheet.set_row(self.row, LINE_HEIGHT * max(1, lines) * size / SIZE)

    def _write_table(self, table: Table) -> None:
        if table.title:
            self._write_text(table.title, bold=True, align="center")
        head = self._format(bold=True, border=1, align="center", bg_color="#F0F0F0")
        for column, title in enumerate(table.header):
            self.sheet.write_string(self.row, column, title, head)
        self.sheet.repeat_rows(self.row)
        self.row += 1
        for number, cells in enumerate(table.rows, start=1):
            is_sum = table.has_sum and number == len(table.rows)
            self._set_height([str(cell) for cell in cells], self.widths)
            for column, cell in enumerate(cells):
                self._write_cell(column, cell, is_figure=table.figures[column], bold=is_sum)
            self.row += 1
        self.row += 1

    def _write_cell(self, column: int, cell: Cell, *, is_figure: bool, bold: bool) -> None:
        side = "right" if is_figure else "left"
        if isinstance(cell, str) and is_figure and self.part.chart:
            # a chart draws nothing for an empty cell, and zero for a text
            self.sheet.write_blank(self.row, column, None, self._format(bold=bold, border=1, align=side))
            return
        if isinstance(cell, str):
            self.sheet.write_string(self.row, column, cell, self._format(bold=bold, border=1, align=side))
            return
        decimals = max(0, -int(Decimal(cell).as_tuple().exponent))
        shown = "0." + "0" * decimals if decimals else "0"
        self.sheet.write_number(
            self.row, column, cell, self._format(bold=bold, border=1, align=side, num_format=shown)
        )

    def _write_chart(self, chart: Chart) -> None:
        """Draw the chart from the cells of its table, so that it follows when a figure is changed."""
        drawn = self.book.add_chart({"type": chart.kind.value})
        last = self.row - 2  # a row is left free under the table
        first = last - len(chart.table.rows) + 1
        for column in chart.plotted:
            drawn.add_series(
                {
                    "name": [self.name, first - 1, column],
                    "categories": [self.name, first, chart.named_by, last, chart.named_by],
                    "values": [self.name, first, column, last, column],
                    "marker": {"type": "automatic"},
                }
            )
        drawn.set_title({"name": chart.title, "name_font": {"size": 11}})
        drawn.set_legend({"position": "bottom"} if len(chart.plotted) > 1 else {"none": True})
        if chart.kind is ChartKind.BAR:
            drawn.set_y_axis({"reverse": True})  # as in the table: the first at the top
        self.sheet.insert_chart(self.row, 0, drawn)
        self.row += _CHART_ROWS
