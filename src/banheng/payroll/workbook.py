"""A pay sheet as an XLSX workbook to be printed and signed."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from banheng.assessment.periods import period_of_sheet
from banheng.core.amount_in_words import amount_in_words
from banheng.payroll.tables import grade_name, pay_table
from banheng.schools.saying_dates import period_name
from banheng.spreadsheets.result_report import yuan
from banheng.spreadsheets.result_table import display_width
from banheng.spreadsheets.result_workbook import A4, FONT, LINE_HEIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from banheng.payroll.models import PaySheet
    from banheng.payroll.tables import PayGroup, PayTable

PEOPLE_WIDTHS = (6, 12, 10, 10)
AMOUNT_WIDTH, SIGNATURE_WIDTH, NOTE_WIDTH = 11, 14, 60
PAYEE_HEIGHT = 24  # room to sign


@dataclass(frozen=True)
class _Paper:
    """A workbook that is being written, with the formats of its cells."""

    book: Workbook
    pay_sheet: PaySheet
    formats: dict[frozenset[tuple[str, Any]], Format] = field(default_factory=dict)

    def format(self, **properties: Any) -> Format:
        key = frozenset(properties.items())
        if key not in self.formats:
            self.formats[key] = self.book.add_format({**FONT, **properties})
        return self.formats[key]

    def sheet(self, name: str, header: Sequence[str], widths: Sequence[int]) -> Worksheet:
        """Add a sheet for A4 landscape whose title and header stand on every page."""
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0, 1)
        sheet.freeze_panes(2, 0)
        sheet.set_footer(f"&L{self.marks}&R{gettext('第 &P 页，共 &N 页')}")
        sheet.set_row(0, 30)
        title = self.format(bold=True, font_name="黑体", font_size=16, align="center")
        sheet.merge_range(0, 0, 0, len(header) - 1, f"{self.title}　{name}", title)
        head = self.format(bold=True, border=1, align="center", text_wrap=True, bg_color="#DDEBF7")
        sheet.set_row(1, 32)
        for column, (word, width) in enumerate(zip(header, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, word, head)
        return sheet

    @property
    def title(self) -> str:
        sheet = self.pay_sheet.sheet
        return f"{sheet.school.name}　{sheet.version.title}　{period_name(period_of_sheet(sheet))}"

    @property
    def marks(self) -> str:
        """Name the edition that is paid and the checksum of the lines, so that a print can be compared."""
        edition = self.pay_sheet.edition
        return gettext("结果第%(number)d版 %(edition)s　发放表校验码 %(checksum)s") % {
            "number": edition.number,
            "edition": edition.digest[:12],
            "checksum": self.pay_sheet.checksum[:16],
        }


def pay_workbook(pay_sheet: PaySheet) -> bytes:
    """Write the table to sign, and every line with its reason."""
    import xlsxwriter  # noqa: PLC0415 - a tenth of a second that only those pay who want a workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        paper = _Paper(book, pay_sheet)
        _write_table(paper, pay_table(pay_sheet))
        _write_lines(paper)
    return out.getvalue()


def _write_table(paper: _Paper, table: PayTable) -> None:
    people = [gettext("序号"), gettext("班级"), gettext("姓名"), gettext("工号")]
    header = [*people, *table.columns, gettext("实发（元）"), gettext("领款人签字")]
    amounts = [AMOUNT_WIDTH] * (len(table.columns) + 1)
    sheet = paper.sheet(gettext("津贴发放表"), header, [*PEOPLE_WIDTHS, *amounts, SIGNATURE_WIDTH])
    row = 2
    for group in table.groups:
        row = _write_group(paper, sheet, row, group)
    _write_sums(paper, sheet, row, gettext("合计"), [*table.sums, paper.pay_sheet.fen])
    text, last = paper.format(border=1), len(header) - 1
    words = gettext("人民币（大写）：%(words)s") % {"words": amount_in_words(paper.pay_sheet.fen)}
    sheet.merge_range(row + 1, 0, row + 1, last, words, text)
    sheet.set_row(row + 1, PAYEE_HEIGHT)
    signers = "　　　　　　　　　　".join(
        [gettext("制表："), gettext("审核："), gettext("校长："), gettext("日期：")]
    )
    sheet.write_string(row + 3, 0, signers, paper.format())
    sheet.write_string(row + 5, 0, _full_marks(paper.pay_sheet), paper.format(font_size=8))


def _full_marks(pay_sheet: PaySheet) -> str:
    return gettext("结果版本 %(edition)s；发放表校验码 %(checksum)s") % {
        "edition": pay_sheet.edition.digest,
        "checksum": pay_sheet.checksum,
    }


def _write_group(paper: _Paper, sheet: Worksheet, row: int, group: PayGroup) -> int:
    text, money = paper.format(border=1, text_wrap=True), paper.format(border=1, num_format="0.00")
    for payee in group.rows:
        slip = payee.slip
        sheet.set_row(row, PAYEE_HEIGHT)
        sheet.write_number(row, 0, slip.number, paper.format(border=1))
        for column, word in enumerate((slip.class_name, slip.name, slip.staff.code), start=1):
            sheet.write_string(row, column, word, text)
        for column, fen in enumerate(payee.amounts, start=len(PEOPLE_WIDTHS)):
            if fen is None:
                sheet.write_blank(row, column, None, text)
            else:
                sheet.write_number(row, column, yuan(fen), money)
        last = len(PEOPLE_WIDTHS) + len(payee.amounts)
        sheet.write_number(row, last, yuan(slip.fen), paper.format(border=1, bold=True, num_format="0.00"))
        sheet.write_blank(row, last + 1, None, text)
        row += 1
    what = gettext("%(grade)s小计") % {"grade": grade_name(group.grade)}
    _write_sums(paper, sheet, row, what, [*group.sums, group.fen])
    return row + 1


def _write_sums(paper: _Paper, sheet: Worksheet, row: int, what: str, sums: Sequence[int]) -> None:
    bold = paper.format(bold=True, border=1, num_format="0.00", bg_color="#F2F2F2")
    sheet.set_row(row, LINE_HEIGHT + 3)
    sheet.merge_range(row, 0, row, len(PEOPLE_WIDTHS) - 1, what, bold)
    for column, fen in enumerate(sums, start=len(PEOPLE_WIDTHS)):
        sheet.write_number(row, column, yuan(fen), bold)
    sheet.write_blank(row, len(PEOPLE_WIDTHS) + len(sums), None, bold)


def _write_lines(paper: _Paper) -> None:
    header = [
        gettext("序号"),
        gettext("姓名"),
        gettext("班级"),
        gettext("项目"),
        gettext("金额（元）"),
        gettext("说明"),
    ]
    sheet = paper.sheet(gettext("明细"), header, (6, 10, 14, 20, AMOUNT_WIDTH, NOTE_WIDTH))
    text, row = paper.format(border=1, text_wrap=True), 2
    for slip in paper.pay_sheet.slips.prefetch_related("lines"):
        for line in slip.lines.all():
            sheet.write_number(row, 0, slip.number, paper.format(border=1))
            for column, word in ((1, slip.name), (2, line.class_name), (3, line.name), (5, line.note)):
                sheet.write_string(row, column, word, text)
            sheet.write_number(row, 4, yuan(line.fen), paper.format(border=1, num_format="0.00"))
            sheet.set_row(row, LINE_HEIGHT * (1 + display_width(line.note) // NOTE_WIDTH) + 3)
            row += 1
