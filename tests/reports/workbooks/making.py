"""Workbooks as schools make them, for tests."""

import io

import openpyxl
from openpyxl.styles import Font, PatternFill


def content_of(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def workbook(rows, title="汇总"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def school_layout():
    """A title over merged cells, a head, one row for each class, sums, a line to sign that is merged as well."""
    book = workbook(
        [
            ["{{学校}}{{周期}}考核表"],
            ["班级", "班主任", "卫生", "纪律", "合计", "位置"],
            ["{{班级}}", "{{ 班主任 }}", "{{卫生}}", "{{order}}", "=SUM(C3:D3)", "=RANK(E3,E$3:E$3)"],
            ["合计", None, "=SUM(C3:C3)", "=AVERAGE(D3:D3)", "=E3", None],
            ["制表：　　　校长：　　　{{打印日期}}"],
        ]
    )
    sheet = book.active
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("A5:F5")
    sheet["C3"].number_format = "0.0"
    sheet["A3"].font = Font(name="仿宋", bold=True)
    sheet["A4"].fill = PatternFill("solid", start_color="FFEEEEEE")
    sheet.row_dimensions[3].height = 22
    sheet.row_dimensions[5].height = 40
    sheet.print_area = "A1:F5"
    sheet.auto_filter.ref = "A2:F3"
    book.create_sheet("总表")["A1"] = "=SUM(汇总!C3:C3)+汇总!C4"
    return book
