"""A school's own workbook is filled, and everything else in it stays what it was."""

import pytest
from openpyxl.cell.cell import MergedCell

from banheng.assessment.periods import find_period
from banheng.reports.contents.results import results_of
from banheng.reports.errors import TemplateRefused
from banheng.reports.workbooks.filling import check_template, fill
from banheng.reports.workbooks.sample import sample_template
from tests.factories import TODAY
from tests.reports.contents.worked import make_worked_school
from tests.reports.workbooks.making import content_of, opened, school_layout, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_worked_school()


@pytest.fixture
def results(small):
    return results_of(find_period(small.school, "worked", "2026-09", TODAY))


@pytest.fixture
def sheet(results):
    return opened(fill(content_of(school_layout()), results, "育才小学", TODAY))["汇总"]


def values(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_each_class_has_its_row_with_figures_as_numbers(sheet):
    rows = values(sheet)

    assert rows[0][0] == "育才小学2026年9月考核表"
    assert [row[:4] for row in rows[2:6]] == [
        ["一年级1班", "教师101", 56, 35],
        ["一年级2班", "教师102", 60, 40],
        ["二年级1班", "教师201", 60, 40],
        ["二年级2班", "教师202", 60, 0],
    ]
    assert rows[7][0] == "制表：　　　校长：　　　2026年10月21日"


def test_formulas_follow_the_rows(sheet, results):
    assert [sheet[f"E{row}"].value for row in range(3, 7)] == [f"=SUM(C{row}:D{row})" for row in range(3, 7)]
    assert sheet["F5"].value == "=RANK(E5,E$3:E$6)"
    assert [sheet[f"{column}7"].value for column in "CDE"] == ["=SUM(C3:C6)", "=AVERAGE(D3:D6)", "=E3"]
    book = opened(fill(content_of(school_layout()), results, "育才小学", TODAY))
    assert book["总表"]["A1"].value == "=SUM(汇总!C3:C6)+汇总!C7"


def test_formats_merged_cells_heights_and_print_areas_are_kept(sheet):
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:F1", "A8:F8"]
    assert isinstance(sheet["B8"], MergedCell)
    assert [sheet[f"C{row}"].number_format for row in range(3, 7)] == ["0.0"] * 4
    assert {sheet[f"A{row}"].font.name for row in range(3, 7)} == {"仿宋"}
    assert sheet["A7"].fill.start_color.rgb == "FFEEEEEE"
    assert [sheet.row_dimensions[row].height for row in (3, 6, 8)] == [22, 22, 40]
    assert sheet.print_area == "'汇总'!$A$1:$F$8"
    assert sheet.auto_filter.ref == "A2:F6"


def test_rows_that_follow_each_other_are_repeated_together_with_their_merged_cells(results):
    book = workbook([["{{班级}}", "{{卫生}}"], ["{{班主任}}", "{{纪律}}"], ["完", None]])
    book.active.merge_cells("A2:A2")
    book.active.merge_cells("C1:C2")
    sheet = opened(fill(content_of(book), results, "育才小学", TODAY)).active

    assert [row[0] for row in values(sheet)] == [
        *("一年级1班", "教师101", "一年级2班", "教师102"),
        *("二年级1班", "教师201", "二年级2班", "教师202", "完"),
    ]
    assert {"C1:C2", "C3:C4", "C5:C6", "C7:C8"} <= set(map(str, sheet.merged_cells.ranges))


def test_a_name_that_looks_like_a_formula_stays_a_name(small, results):
    staff = small.teachers["101"]
    staff.name = "=1+1"
    staff.save()
    again = results_of(find_period(small.school, "worked", "2026-09", TODAY))

    sheet = opened(fill(content_of(workbook([["{{班主任}}"]])), again, "育才小学", TODAY)).active

    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=1+1", "s")


def test_an_unknown_placeholder_is_named_with_its_cell_and_the_nearest_right_one(results):
    book = workbook([["{{学校}}", "{{班主任名}}"], ["{{卫升}}", "{{xyz}}"]])

    with pytest.raises(TemplateRefused) as refused:
        check_template(content_of(book), [results.scheme])

    assert refused.value.reason.split("\n") == [
        "工作表“汇总”的 B1：没有 {{班主任名}} 这个占位符。最接近的是 {{班主任}}。",
        "工作表“汇总”的 A2：没有 {{卫升}} 这个占位符。最接近的是 {{卫生}}。",
        "工作表“汇总”的 B2：没有 {{xyz}} 这个占位符。",
    ]


def test_a_workbook_without_a_placeholder_is_refused(results):
    with pytest.raises(TemplateRefused, match="没有占位符"):
        check_template(content_of(workbook([["班级"], ["=A1"]])), [results.scheme])


def test_the_sample_can_be_filled_as_it_is(results):
    sample = sample_template([results.scheme])
    check_template(sample, [results.scheme])

    sheet = opened(fill(sample, results, "育才小学", TODAY)).worksheets[0]

    assert values(sheet)[2][:6] == [1, "一年级1班", "教师101", 91, 2, "合格"]
    assert sheet["D3"].number_format == "0.00"
    assert sheet["G7"].value == "=SUM(G3:G6)"
