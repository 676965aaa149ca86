from datetime import date

import pytest

from banheng.core.calendar import SchoolCalendar
from banheng.core.periods import parse_period
from banheng.core.wording import Language
from banheng.schemes.loading import parse_scheme
from banheng.scoring.evidence import empty_evidence
from banheng.scoring.roster import Posting
from banheng.scoring.run import score
from banheng.spreadsheets.result_report import Report
from banheng.spreadsheets.result_table import as_csv

ZH = Language.ZH_HANS
SCHEME = """
scheme: small
title: 小方案
period: month
full_points: 10
indicators:
  - code: routine
    name: 常规
    full_points: 10
    items:
      - code: hygiene
        name: 卫生
        full_points: 10
        rule: {kind: tally, start: full, events: {litter: {name: 纸屑, points: -1}}, when_missing: start}
ranking: {within: grade}
allowances:
  - {code: base, kind: fixed, name: 岗位津贴, fen: 10000}
pay: {prorate: days_in_post}
"""


@pytest.fixture
def report(score_by):
    return score_by(SCHEME)


@pytest.fixture
def score_by():
    """Three grades' worth of people: two called 王芳, and a class that changes hands."""
    postings = [
        Posting("101", "t1", "一班", "王芳", grade="一年级", row=2),
        Posting("201", "t2", "二班", "王芳", grade="二年级", row=3),
        Posting("202", "t3", "", "=1+1", grade="二年级", last=date(2026, 10, 10), row=4),
        Posting("202", "t4", "", "", grade="二年级", first=date(2026, 10, 11), row=5),
    ]

    def score_all(text):
        file, calendar = parse_scheme(text), SchoolCalendar()
        sheet = score(file.scheme, empty_evidence(), postings, parse_period("2026-10"), calendar)
        return Report(sheet, file.fingerprint, calendar=calendar)

    return score_all


def test_each_group_of_the_ranking_has_a_table_and_lines_of_classes_come_last(report):
    titles = [table.title for table in report.league(ZH)]

    assert titles == ["一年级", "二年级", "二年级 班级成绩（期内换过班主任，不排名）"]


def test_a_name_that_two_have_stands_with_its_code(report):
    teachers = [row[2] for table in report.league(ZH) for row in table.rows]

    assert teachers == ["王芳（t1）", "王芳（t2）", "=1+1", "t4", ""]


def test_a_class_without_a_name_goes_by_its_code(report):
    assert [row[1] for row in report.league(ZH)[1].rows] == ["二班", "202", "202"]
    assert report.league(ZH)[2].rows[0][1] == "202（班级成绩）"


def test_the_pay_sheet_adds_up_to_the_sum_below_it(report):
    sheet = report.pay_sheet(ZH)

    assert sheet.header == ["班级", "班主任", "任职天数", "岗位津贴", "实发（元）"]
    assert [str(row[-1]) for row in sheet.rows] == ["100.00", "100.00", "32.26", "67.74"]
    assert report.paid_total() == 30000


def test_a_name_cannot_become_a_formula(report):
    assert ",'=1+1," in as_csv(report)


def test_the_pay_sheet_shows_the_days_that_pay_is_pro_rated_by(score_by):
    days = score_by(SCHEME).pay_sheet(ZH)
    school_days = score_by(SCHEME.replace("days_in_post", "school_days")).pay_sheet(ZH)

    assert [days.header[2], *(row[2] for row in days.rows)] == [
        "任职天数",
        "31/31",
        "31/31",
        "10/31",
        "21/31",
    ]
    assert school_days.header[2] == "任职教学日"
    assert [row[2] for row in school_days.rows] == ["22/22", "22/22", "7/22", "15/22"]
