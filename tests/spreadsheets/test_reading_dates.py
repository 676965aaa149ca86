from datetime import date

import pytest

from banheng.core.periods import parse_period
from banheng.spreadsheets.dates import read_day

EIGHTH = date(2026, 10, 8)


@pytest.mark.parametrize(
    "text",
    [
        "2026-10-08",
        "2026-10-8",
        "2026/10/8",
        "2026.10.08",
        "2026年10月8日",
        "2026 年 10 月 8 日",
        "2026年10月8号",
        "２０２６年１０月８日",
        "２０２６－１０－０８",
        "20261008",
        "46303",
        "46303.5",
        "2026-10-08 08:30",
        "2026-10-08T08:30:00",
        "2026/10/8 8:30:00",
    ],
)
def test_dates_are_read_as_people_write_them(text):
    assert read_day(text) == EIGHTH


@pytest.mark.parametrize(
    "text", ["", "昨天", "2026-02-30", "2026-13-01", "8.10.2026", "10.8", "26-10-8", "2026-10", "1"]
)
def test_what_is_no_plain_date_is_not_guessed(text):
    assert read_day(text, parse_period("2026-10")) is None


@pytest.mark.parametrize("text", ["10月8日", "10月8号", "10/8", "10-08", "１０月８日"])
def test_a_date_without_year_lies_in_the_period(text):
    assert read_day(text, parse_period("2026-10")) == EIGHTH
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("period", "text", "day"),
    [
        ("2026-2027", "10月8日", date(2026, 10, 8)),
        ("2026-2027", "3月1日", date(2027, 3, 1)),
        ("2026-2027-1", "1月10日", date(2027, 1, 10)),
        ("2026-12", "1月3日", date(2027, 1, 3)),
        ("2027-01", "12月31日", date(2026, 12, 31)),
        ("2027-2028", "2月29日", date(2028, 2, 29)),
    ],
)
def test_the_year_follows_the_period_over_the_turn_of_the_year(period, text, day):
    assert read_day(text, parse_period(period)) == day
