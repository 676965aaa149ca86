"""Results as an XLSX workbook that a school prints: league table, items with reasons, pay sheet, notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from banheng import __version__
from banheng.core.points import format_units
from banheng.core.wording import Language, Wording
from banheng.spreadsheets.result_reasons import item_reasons
from banheng.spreadsheets.result_report import BETWEEN_MARKS, HEADERS, NOT_APPLICABLE, line_name, yuan
from banheng.spreadsheets.result_table import display_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from banheng.scoring.outcome import SubjectResult
    from banheng.spreadsheets.result_report import Cell, Report

LEAGUE = Wording("成绩表", "League table")
ITEMS = Wording("分项表", "Items")
PAY_SHEET = Wording("发放表", "Pay sheet")
NOTES = Wording("说明", "Notes")
ITEM_HEADERS = (
    Wording("指标", "Indicator"),
    Wording("考核项", "Item"),
    Wording("满分", "Full points"),
    Wording("得分", "Points"),
    Wording("怎样得出", "Why"),
    Wording("记录", "Records"),
    Wording("依据", "Clauses"),
)
ITEM_WIDTHS = (12, 16, 7, 8, 46, 62, 12)
SUBJECT_TITLE = Wording(
    "{class_name}　{teacher}　总分 {total}　名次 {rank}　等次 {rating}",
    "{class_name}, {teacher}: total {total}, rank {rank}, rating {rating}",
)
NO_REASONS = Wording("计算时没有要求写出理由。", "No reasons were asked for.")
INCOMPLETE = Wording("结果不完整：跳过 {number} 行", "incomplete: {number} row(s) left out")
SIGNERS = Wording(
    "制表：　　　　　　　　审核：　　　　　　　　负责人：　　　　　　　　日期：",
    "Prepared by:                Checked by:                Approved by:                Date:",
)
PAGE = Wording("第 &P 页，共 &N 页", "Page &P of &N")
NOTE_LINES = {
    "scheme": Wording("考核方案", "Scheme"),
    "code": Wording("方案代码", "Scheme code"),
    "fingerprint": Wording("方案指纹", "Scheme fingerprint"),
    "period": Wording("考核周期", "Period"),
    "subjects": Wording("考核对象", "Subjects"),
    "records": Wording("考核记录", "Records"),
    "bad_rows": Wording("跳过的错误行", "Bad rows left out"),
    "version": Wording("班衡版本", "Banheng version"),
}
A4 = 9
MOST_WIDTH = 30
SIGNATURE_WIDTH = 14
LINE_HEIGHT = 15
MOST_HEIGHT = 400
FONT = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter"}


@dataclass(frozen=True)
class _Paper:
    """A workbook that is being written, with the formats of its cells."""

    book: Workbook
    report: Report
    language: Language
    formats: dict[frozenset[tuple[str, Any]], Format] = field(default_factory=dict)

    def format(self, **properties: Any) -> Format:
        key = frozenset(properties.items())
        if key not in self.formats:
            self.formats[key] = self.book.add_format({**FONT, **properties})
        return self.formats[key]

    def sheet(self, name: Wording) -> Worksheet:
        """Add a sheet set up for print: A4 landscape, one page wide, page numbers."""
        sheet = self.book.add_worksheet(name.say(self.language))
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&C{PAGE.say(self.language)}")
        return sheet

    def table(self, name: Wording, header: Sequence[str], widths: Sequence[int]) -> Worksheet:
        """Add a sheet with title and header, which stand on every page and stay in view."""
        sheet = self.sheet(name)
        sheet.repeat_rows(0, 1)
        sheet.freeze_panes(2, 0)
        title = self.format(bold=True, font_name="黑体", font_size=16, align="center")
        head = self.format(bold=True, border=1, align="center", text_wrap=True, bg_color="#DDEBF7")
        sheet.set_row(0, 30)
        sheet.merge_range(0, 0, 0, max(1, len(header) - 1), f"{self.title}　{name.say(self.language)}", title)
        sheet.set_row(1, 32)
        for column, (word, width) in enumerate(zip(header, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, word, head)
        return sheet

    @property
    def title(self) -> str:
        """Name the scheme and the period, and warn if rows were left out."""
        title = f"{self.report.scheme.title}　{self.report.sheet.period.code}"
        bad_rows = self.report.bad_rows
        return f"{title}（{INCOMPLETE.say(self.language, number=bad_rows)}）" if bad_rows else title


def write_workbook(report: Report, path: Path, language: Language) -> None:
    """Write the workbook; the caller puts it in its place once it is whole."""
    import xlsxwriter  # noqa: PLC0415 - a tenth of a second that only those pay who want a workbook

    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        paper = _Paper(book, report, language)
        _write_league(paper)
        _write_items(paper)
        if report.pays:
            _write_pay_sheet(paper)
        _write_notes(paper)


def _write_league(paper: _Paper) -> None:
    tables = paper.report.league(paper.language)
    header = tables[0].header if tables else []
    widths = _widths(header, [cells for table in tables for cells in table.rows])
    sheet = paper.table(LEAGUE, header, widths)
    band = paper.format(bold=True, bg_color="#F2F2F2", border=1)
    row = 2
    for table in tables:
        if len(tables) > 1:
            sheet.merge_range(row, 0, row, len(header) - 1, table.title, band)
            row += 1
        for cells in table.rows:
            _write_cells(paper, sheet, row, cells, widths)
            row += 1


def _widths(header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Give each column the width of its longest cell, within reason."""
    longest = [
        max([display_width(word), *(display_width(str(cells[column])) for cells in rows)])
        for column, word in enumerate(header)
    ]
    return [min(max(width + 2, 7), MOST_WIDTH) for width in longest]


def _write_cells(
    paper: _Paper, sheet: Worksheet, row: int, cells: Sequence[Cell], widths: Sequence[int], least: int = 1
) -> None:
    """Write a row as high as its longest cell needs; not every program finds that out by itself."""
    lines = [least]
    for column, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        if isinstance(cell, str):
            align = "center" if cell == NOT_APPLICABLE else "left"
            sheet.write_string(row, column, cell, paper.format(border=1, align=align, text_wrap=True))
            lines.append(sum(1 + display_width(line) // width for line in cell.split("\n")))
        else:
            sheet.write_number(row, column, cell, paper.format(border=1, num_format=number_format(cell)))
    sheet.set_row(row, min(LINE_HEIGHT * max(lines) + 3, MOST_HEIGHT))


def number_format(figure: int | Decimal) -> str:
    """Give the number format that shows all decimals of an exact figure.

    Examples:
        >>> number_format(3), number_format(Decimal("87.50"))
        ('0', '0.00')
    """
    places = -int(figure.as_tuple().exponent) if isinstance(figure, Decimal) else 0
    return f"0.{'0' * places}" if places else "0"


def _write_items(paper: _Paper) -> None:
    """Write a block for each subject, a page each."""
    header = [wording.say(paper.language) for wording in ITEM_HEADERS]
    sheet = paper.table(ITEMS, header, ITEM_WIDTHS)
    if not paper.report.explanations:
        sheet.write_string(2, 0, NO_REASONS.say(paper.language), paper.format())
        return
    row, breaks = 2, []
    for result in paper.report.sheet.results:
        row = _write_subject(paper, sheet, row, result)
        breaks.append(row)
    sheet.set_h_pagebreaks(breaks[:-1])


def _write_subject(paper: _Paper, sheet: Worksheet, row: int, result: SubjectResult) -> int:
    report, language = paper.report, paper.language
    title = SUBJECT_TITLE.say(
        language,
        class_name=line_name(result.subject, language),
        teacher=report.teacher(result.subject, language),
        total=report.total(result),
        rank=result.rank or NOT_APPLICABLE,
        rating=report.rating_name(result) or NOT_APPLICABLE,
    )
    band = paper.format(bold=True, bg_color="#F2F2F2", border=1)
    sheet.merge_range(row, 0, row, len(ITEM_HEADERS) - 1, title, band)
    for reason in item_reasons(report.explanations[result.subject.key], language):
        row += 1
        full, points = (
            NOT_APPLICABLE if units is None else Decimal(format_units(units))
            for units in (reason.full_points, reason.points)
        )
        cells = [
            reason.indicator,
            reason.name,
            full,
            points,
            reason.why,
            BETWEEN_MARKS.say(language).join(reason.records),
        ]
        _write_cells(paper, sheet, row, [*cells, reason.clauses], ITEM_WIDTHS)
    return row + 1


def _write_pay_sheet(paper: _Paper) -> None:
    table = paper.report.pay_sheet(paper.language)
    header = [*table.header, HEADERS["signature"].say(paper.language)]
    widths = [*_widths(table.header, table.rows), SIGNATURE_WIDTH]
    sheet = paper.table(PAY_SHEET, header, widths)
    for number, cells in enumerate(table.rows):
        _write_cells(paper, sheet, number + 2, [*cells, ""], widths, least=2)
    last = len(table.rows) + 2
    column = len(table.header) - 1
    bold = paper.format(bold=True, border=1, num_format="0.00")
    for empty in range(len(header)):
        sheet.write_blank(last, empty, None, bold)
    sheet.write_string(last, 0, HEADERS["sum"].say(paper.language), bold)
    sheet.write_number(last, column, yuan(paper.report.paid_total()), bold)
    sheet.write_string(last + 2, 0, SIGNERS.say(paper.language), paper.format())


def _write_notes(paper: _Paper) -> None:
    report, period = paper.report, paper.report.sheet.period
    values = {
        "scheme": report.scheme.title,
        "code": report.scheme.scheme,
        "fingerprint": report.fingerprint,
        "period": f"{period.code}（{period.first} — {period.last}）",
        "subjects": str(len(report.sheet.results)),
        "records": str(report.records),
        "bad_rows": str(report.bad_rows),
        "version": __version__,
    }
    sheet = paper.sheet(NOTES)
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 80)
    text = paper.format()
    for row, (name, value) in enumerate(values.items()):
        sheet.write_string(row, 0, NOTE_LINES[name].say(paper.language), paper.format(bold=True))
        sheet.write_string(row, 1, value, text)
    for row, finding in enumerate(report.findings, start=len(values) + 1):
        sheet.write_string(row, 1, finding.line(paper.language), text)
