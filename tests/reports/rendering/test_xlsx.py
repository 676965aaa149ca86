import io
import re
import zipfile

import openpyxl
import pytest

from banheng.reports.rendering.document import Document, Heading, Paragraph, Table
from banheng.reports.rendering.xlsx import render_xlsx
from tests.reports.rendering.sample import CERTIFICATE, EVERYTHING, HOSTILE


@pytest.fixture(scope="module")
def content():
    return render_xlsx(EVERYTHING)


@pytest.fixture(scope="module")
def book(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def _rows(sheet):
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def test_each_table_has_its_sheet(book):
    assert book.sheetnames == ["三年级", "各月得分", "各班得分", "各月得分 2"]
    assert _rows(book["三年级"])[0] == ["考核结果公示"]
    assert ["合计", 120] in _rows(book["各月得分 2"])


def test_numbers_are_numbers_with_their_decimals_and_no_text_is_a_formula(book):
    sheet = book["三年级"]
    first = next(row for row in sheet.iter_rows() if row[0].value == 1)
    assert [cell.value for cell in first] == [1, "三年级1班", 98.5, HOSTILE]
    assert first[2].number_format == "0.00"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"n", "s"}


def test_the_head_is_repeated_on_each_page_of_a4(book):
    sheet = book["三年级"]
    head = next(row[0].row for row in sheet.iter_rows() if row[0].value == "名次")
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToHeight == 0


def test_charts_are_drawn_from_cells_and_gaps_stay_gaps(content, book):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        charts = [
            archive.read(name).decode() for name in archive.namelist() if re.search(r"chart\d+\.xml", name)
        ]
    assert len(charts) == 2
    assert "'各月得分'!$B" in charts[0] or "各月得分!$B" in charts[0]
    october = next(row for row in book["各月得分"].iter_rows(values_only=True) if row[0] == "10月")
    assert october == ("10月", None, 90, None)


def test_a_document_without_a_table_is_a_sheet_of_text():
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(CERTIFICATE)))
    assert _rows(book.worksheets[0])[0] == ["荣誉证书"]


def test_names_of_sheets_are_such_as_excel_takes():
    table = Table(["a"], [["b"]])
    blocks = [Heading("卫生/纪律[1]:*?" + "很长" * 20), table, table, Heading("'"), table, Paragraph("完")]
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(Document("表", blocks))))
    assert len(set(book.sheetnames)) == 3
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in book.sheetnames)
