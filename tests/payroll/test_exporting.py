"""A pay sheet as a workbook to sign, and as CSV for payroll programs."""

import csv
import io

import openpyxl
import pytest

from banheng.payroll.exporting import file_name, pay_csv
from banheng.payroll.workbook import pay_workbook
from tests.payroll.paying import approved, differ, final_sheet, small_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def pay_sheet():
    small = small_school()
    sheet = final_sheet(small)
    differ(sheet, small.teachers["101"], 550)
    differ(sheet, small.teachers["202"], -25000)
    return approved(sheet)


def test_a_payroll_program_gets_code_name_amount_and_period(pay_sheet):
    rows = list(csv.reader(io.StringIO(pay_csv(pay_sheet))))

    assert rows == [
        ["staff_code", "name", "amount_yuan", "period"],
        ["t101", "教师101", "205.50", "2026-09"],
        ["t102", "教师102", "200.00", "2026-09"],
        ["t201", "教师201", "200.00", "2026-09"],
    ]
    assert file_name(pay_sheet, "csv") == "pay-yucai-flat-2026-09.csv"


def test_the_workbook_is_ready_to_sign(pay_sheet):
    book = openpyxl.load_workbook(io.BytesIO(pay_workbook(pay_sheet)))

    table = [[cell for cell in row if cell is not None] for row in book["津贴发放表"].values]
    assert table[1] == [
        "序号",
        "班级",
        "姓名",
        "工号",
        "津贴",
        "补差",
        "结转下期",
        "实发（元）",
        "领款人签字",
    ]
    assert table[2] == [1, "一年级1班", "教师101", "t101", 200, 5.5, 205.5]
    assert table[4] == ["一年级小计", 400, 5.5, 0, 405.5]
    assert table[6] == [4, "二年级2班", "教师202", "t202", 200, -250, 50, 0]
    assert table[8:10] == [
        ["合计", 800, -244.5, 50, 605.5],
        ["人民币（大写）：陆佰零伍元伍角整"],
    ]
    signed, marks = table[11][0], table[13][0]
    assert all(signer in signed for signer in ("制表：", "审核：", "校长："))
    assert pay_sheet.checksum in marks
    assert pay_sheet.edition.digest in marks


def test_the_workbook_gives_each_line_its_reason(pay_sheet):
    book = openpyxl.load_workbook(io.BytesIO(pay_workbook(pay_sheet)))

    rows = list(book["明细"].values)[2:]
    assert rows[1] == (1, "教师101", "一年级1班", "2026年9月补差", 5.5, "总分 9 → 10；补录一条表扬")
