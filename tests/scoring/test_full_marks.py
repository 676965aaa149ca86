"""What a scheme gives if everybody has full marks."""

import pytest

from banheng.core.calendar import SchoolCalendar, Term
from banheng.core.money import parse_yuan
from banheng.core.periods import parse_period
from banheng.schemes.library import library_path
from banheng.schemes.loading import load_scheme
from banheng.scoring.full_marks import full_marks, reaches_full_marks
from banheng.spreadsheets.roster_file import read_roster
from tests.scoring.builders import scheme_with

CALENDAR = SchoolCalendar(
    terms=(
        Term("2026-2027-1", parse_period("2026-09").first, parse_period("2026-12").last),
        Term("2026-2027-2", parse_period("2027-03").first, parse_period("2027-06").last),
    )
)


def sheet_of(code, period):
    folder = library_path(code)
    scheme = load_scheme(folder / "scheme.yaml").scheme
    return full_marks(
        scheme, read_roster(folder / "example/roster.csv"), parse_period(period, CALENDAR), CALENDAR
    )


def test_everybody_is_paid_what_full_marks_are_worth():
    """李静 44 人：200 + 满分连同加分 108 + 人数 44 + 优秀 100 = 452 元；周倩代理 6 个教学日，每天 20 元。"""
    sheet = sheet_of("primary-month", "2026-10")

    assert reaches_full_marks(sheet)
    assert sheet.result("/p301/t01").pay == parse_yuan("452.00")
    assert sheet.result("/p303/t09").pay == parse_yuan("120.00")


@pytest.mark.parametrize(
    ("code", "period", "key", "yuan"),
    [
        ("primary-month", "2026-2027-1", "/p301/t01", "80.00"),
        ("senior-term-360", "2026-2027", "/s301/h03", "1000.00"),
    ],
)
def test_a_longer_period_is_put_together_from_full_marks(code, period, key, yuan):
    assert sheet_of(code, period).result(key).pay == parse_yuan(yuan)


def test_points_without_a_full_mark_reach_none():
    folder = library_path("primary-month")
    sheet = full_marks(
        scheme_with(), read_roster(folder / "example/roster.csv"), parse_period("2026-10"), CALENDAR
    )

    assert not reaches_full_marks(sheet)
