import re
from dataclasses import replace
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from banheng.cli.inputs import read_inputs
from banheng.cli.output import make_report
from banheng.core.wording import Language
from banheng.example import files
from banheng.scoring.run import Engine
from banheng.spreadsheets.result_page import page_html
from banheng.spreadsheets.result_workbook import number_format, write_workbook

ZH = Language.ZH_HANS


@pytest.fixture(scope="module")
def report():
    """The demonstration school with reasons."""
    school = files()
    inputs = read_inputs(
        *(ZH, str(school.scheme), [school.evidence], school.roster, school.period, school.calendar),
        skip_bad_rows=False,
    )
    return make_report(inputs, Engine.REFERENCE, with_reasons=True)


@pytest.fixture(scope="module")
def book(report, tmp_path_factory):
    path = tmp_path_factory.mktemp("workbook") / "results.xlsx"
    write_workbook(report, path, ZH)
    return CalamineWorkbook.from_path(path)


def rows(book, name):
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def test_the_league_table_holds_every_subject_once(book, report):
    teachers = [row[2] for row in rows(book, "成绩表")[2:] if row[2]]

    results = report.sheet.results
    expected = [report.teacher(r.subject, ZH) for r in results if not r.subject.is_class_line]
    assert sorted(teachers) == sorted(expected)


def test_every_class_has_a_block_of_all_its_items(book, report):
    table = rows(book, "分项表")

    titles = [row[0] for row in table if "总分" in str(row[0])]
    items = [row for row in table[2:] if row[1]]
    assert len(titles) == len(report.sheet.results)
    assert len(items) == len(report.sheet.results) * len(report.scheme.items())
    assert all(row[4] for row in items), "each item has its reason"


def test_the_pay_sheet_ends_with_the_sum_and_has_a_place_to_sign(book, report):
    table = rows(book, "发放表")

    total = next(row for row in table if row[0] == "合计")
    assert table[1][-1] == "签字"
    assert round(total[-2] * 100) == report.paid_total()
    assert any(str(row[0]).startswith("制表") for row in table)


def test_the_notes_say_what_was_scored_and_by_what(book, report):
    notes = {row[0]: row[1] for row in rows(book, "说明")}

    assert notes["方案指纹"] == report.fingerprint
    assert notes["跳过的错误行"] == "0"


def test_rows_left_out_are_told_in_the_titles_of_what_is_printed(report, book, tmp_path):
    write_workbook(replace(report, bad_rows=16), tmp_path / "results.xlsx", ZH)
    incomplete = CalamineWorkbook.from_path(tmp_path / "results.xlsx")

    for name in ("成绩表", "分项表", "发放表"):
        assert "（结果不完整：跳过 16 行）" in rows(incomplete, name)[0][0]
        assert "不完整" not in rows(book, name)[0][0]


@pytest.mark.parametrize(
    ("figure", "shown"), [(3, "0"), (Decimal(20), "0"), (Decimal("9.4"), "0.0"), (Decimal("87.50"), "0.00")]
)
def test_figures_are_shown_with_the_decimals_they_have(figure, shown):
    assert number_format(figure) == shown


def test_the_page_loads_nothing_and_runs_nothing(report):
    page = page_html(report, ZH)

    for word in ("http:", "https:", "src=", "<link", "<script", "@import", "url("):
        assert word not in page


def test_the_page_opens_every_result(report):
    page = page_html(report, ZH)

    assert page.count("<details") == len(report.sheet.results) + 1
    assert "12529.59" in page
    assert "另有" in page


def test_each_line_of_the_league_table_leads_to_its_reasons(report):
    page = page_html(report, ZH)

    targets = re.findall(r'<a href="#(\w+)">(.*?)</a>', page)
    reasons = re.findall(r'<details id="(\w+)">\n<summary><b>(.*?)</b>', page)
    assert sorted(targets) == sorted(reasons)
    assert len(set(targets)) == len(report.sheet.results)
    assert "二年级5班（班级成绩）" in dict(targets).values()


def test_the_page_exists_in_english(report):
    page = page_html(report, Language.EN)

    assert '<html lang="en">' in page
    assert "Where every point comes from" in page
