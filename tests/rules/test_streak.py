"""Several days or weeks in a row, by hand. October 2026 begins on a Thursday."""

from __future__ import annotations

from datetime import date

import pytest

from banheng.core.calendar import SchoolCalendar, days_between
from tests.rules.cells import rule_of, seen, tell

HOLIDAYS = SchoolCalendar(days_off=frozenset(date(2026, 10, day) for day in range(1, 8)))


def streak(**more):
    return rule_of(kind="streak", **{"each": "week", "length": 2, "points": 3, "of": "得流动红旗", **more})


@pytest.mark.parametrize(
    ("more", "days", "points", "zh"),
    [
        # weeks of 5, 12, 19, 26 October
        ({}, [9, 16], "3", "得流动红旗，连续满 2 周的 1 次 × 3 = 3"),
        ({}, [9, 23], "0", "得流动红旗，连续满 2 周的 0 次 × 3 = 0"),
        # a run of four is two of two
        ({}, [9, 16, 23, 30], "6", "得流动红旗，连续满 2 周的 2 次 × 3 = 6"),
        ({"cap": 5}, [9, 16, 23, 30], "5", "得流动红旗，连续满 2 周的 2 次 × 3 = 6；最高计 5"),
        # a weekend does not break a run of days, a Monday without one does
        ({"each": "day"}, [9, 12], "3", "得流动红旗，连续满 2 天的 1 次 × 3 = 3"),
        ({"each": "day"}, [9, 13], "0", "得流动红旗，连续满 2 天的 0 次 × 3 = 0"),
    ],
)
def test_each_full_run_earns_the_points(more, days, points, zh) -> None:
    told = tell(streak(**more), *(seen(day=day) for day in days), calendar=HOLIDAYS)

    assert (told.points, told.zh) == (points, zh)


@pytest.mark.parametrize(
    ("days", "points", "zh"),
    [
        # four weeks with school: 8-9, 12-16, 19-23 and 26-30 October
        ([], "6", "违纪（无记录），连续满 2 周的 2 次 × 3 = 6"),
        ([14], "3", "违纪（无记录），连续满 2 周的 1 次 × 3 = 3"),
    ],
)
def test_a_run_can_be_of_weeks_without_a_record(days, points, zh) -> None:
    rule = streak(without=True, of="违纪")

    told = tell(rule, *(seen(day=day) for day in days), calendar=HOLIDAYS)

    assert (told.points, told.zh) == (points, zh)


def test_only_the_days_in_post_count() -> None:
    days = [days_between(date(2026, 10, 12), date(2026, 10, 23))]

    told = tell(streak(without=True), days=days, calendar=HOLIDAYS)

    assert told.points == "3"


def test_without_any_record_there_is_no_run() -> None:
    assert tell(streak()).zh == "没有记录，计 0 分"


def test_runs_are_told_in_english_too() -> None:
    told = tell(streak(), seen(day=9), seen(day=16), calendar=HOLIDAYS)

    assert told.en == "得流动红旗, 2 weeks in a row: 1 × 3 = 3"
