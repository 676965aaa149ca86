"""Days, weeks and months put together, by hand.

October 2026 has five weeks: 1-4 (with two school days), 5-11, 12-18, 19-25, 26-31.
"""

from __future__ import annotations

from datetime import date

import pytest

from banheng.core.calendar import SchoolCalendar, days_between
from banheng.core.periods import parse_period
from tests.rules.cells import rule_of, seen, tell, tell_all

HOLIDAYS = SchoolCalendar(days_off=frozenset(date(2026, 10, day) for day in range(1, 8)))
FAULTS = {
    "kind": "tally",
    "when_missing": "start",
    "floor": 0,
    "events": {"e": {"name": "迟到", "points": -1}},
}
LEVELS = {"kind": "level", "when_missing": "not_applicable", "levels": {"优": 10, "差": 4}}


def weeks(inner=FAULTS, **more):
    return rule_of(kind="roll_up", each="week", rule=inner, **{"when_missing": "start", **more})


def test_a_month_of_five_weeks_is_the_mean_of_five() -> None:
    told = tell(weeks(), seen("e", "2", day=2), seen("e", "3", day=14))

    # 8, 10, 7, 10, 10
    assert told.points == "9"
    assert told.zh == (
        "2026-10-01 至 2026-10-04 得 8[满分 10；迟到 2 次 × 1 = 2]；"
        "2026-10-05 至 2026-10-11 得 10[没有记录，按起始分 10 计]；"
        "2026-10-12 至 2026-10-18 得 7[满分 10；迟到 3 次 × 1 = 3]；"
        "2026-10-19 至 2026-10-25 得 10[没有记录，按起始分 10 计]；"
        "2026-10-26 至 2026-10-31 得 10[没有记录，按起始分 10 计]；"
        "5 周合计 45，45 ÷ 5 = 9"
    )


@pytest.mark.parametrize(
    ("more", "points", "end"),
    [
        ({}, "9", "5 周合计 45，45 ÷ 5 = 9"),
        ({"take": "sum"}, "45", "5 周合计 45"),
        ({"take": "least"}, "7", "5 周中最低 7"),
        ({"take": "greatest"}, "10", "5 周中最高 10"),
        # a month is four weeks, however many it has
        ({"count": 4}, "11.25", "5 周合计 45，按 4 计，45 ÷ 4 = 11.25"),
    ],
)
def test_the_pieces_become_one_as_the_rule_says(more, points, end) -> None:
    told = tell(weeks(**more), seen("e", "2", day=2), seen("e", "3", day=14))

    assert told.points == points
    assert told.zh.endswith(f"；{end}")


def test_a_week_without_school_does_not_count() -> None:
    # 1 to 7 October are off: the first week has no school day
    told = tell(weeks(), seen("e", "4", day=14), calendar=HOLIDAYS)

    assert told.points == "9"  # 10, 6, 10, 10
    assert told.zh.endswith("4 周合计 36，36 ÷ 4 = 9")


def test_a_week_without_school_counts_if_something_was_recorded() -> None:
    told = tell(weeks(), seen("e", "5", day=3), calendar=HOLIDAYS)

    assert told.points == "9"  # 5, 10, 10, 10, 10


def test_only_the_weeks_in_post_count() -> None:
    days = [days_between(date(2026, 10, 12), date(2026, 10, 25))]

    told = tell(weeks(), seen("e", "1", day=14), days=days)

    assert told.points == "9.5"


def test_pieces_without_a_record_can_be_left_out() -> None:
    told = tell(weeks(empty="leave_out"), seen("e", "2", day=2), seen("e", "3", day=14))

    assert told.points == "7.5"
    assert "2026-10-05 至 2026-10-11 不计[没有记录，按起始分 10 计]" in told.zh
    assert told.zh.endswith("2 周合计 15，15 ÷ 2 = 7.5")


def test_pieces_to_which_the_inner_rule_does_not_apply_are_left_out() -> None:
    told = tell(weeks(LEVELS), seen(level="优", day=6), seen(level="差", day=14))

    assert told.points == "7"
    assert told.en.endswith("2 weeks, sum 14, 14 ÷ 2 = 7")


@pytest.mark.parametrize(
    ("inner", "when_missing", "points", "zh"),
    [
        (FAULTS, "zero", "0", "没有记录，计 0 分"),
        (FAULTS, "not_applicable", "na", "没有记录，本项不适用，不计入满分"),
        (LEVELS, "full", "10", "没有记录，按满分 10 计"),
        # `start` leaves it to the inner rule, as long as there is a piece
        (LEVELS, "start", "10", "没有记录，按起始分 10 计"),
    ],
)
def test_a_month_without_any_record_means_what_the_rule_says(inner, when_missing, points, zh) -> None:
    told = tell(weeks(inner, when_missing=when_missing))

    assert (told.points, told.zh) == (points, zh)


def test_with_start_a_month_without_records_is_scored_week_by_week() -> None:
    told = tell(weeks())

    assert told.points == "10"
    assert told.zh.endswith("5 周合计 50，50 ÷ 5 = 10")


def test_days_are_told_by_their_date() -> None:
    week = parse_period("2026-W42")
    rule = rule_of(kind="roll_up", each="day", rule=FAULTS, when_missing="start")

    told = tell(rule, seen("e", "3", day=13), period=week)

    assert told.points == "9.4"  # 47 / 5, the weekend has no school
    assert "2026-10-13 得 7[满分 10；迟到 3 次 × 1 = 3]" in told.zh
    assert told.zh.endswith("5 天合计 47，47 ÷ 5 = 9.4")


def test_places_are_given_week_by_week() -> None:
    inner = {"kind": "position", "when_missing": "not_applicable", "of": "成绩", "table": [10, 5]}
    rule = weeks(inner, when_missing="not_applicable")

    told = tell_all(
        rule,
        [
            [seen(value="90", day=6), seen(value="70", day=14)],
            [seen(value="80", day=6), seen(value="80", day=14)],
        ],
    )

    assert [one.points for one in told] == ["7.5", "7.5"]
    assert "2026-10-05 至 2026-10-11 得 10[成绩 90，全校 2 名中第 1，计 10 分]" in told[0].zh


def test_weeks_in_months_are_rolled_up_twice() -> None:
    rule = rule_of(
        kind="roll_up",
        each="month",
        take="sum",
        when_missing="zero",
        rule=weeks().model_dump(by_alias=True, mode="json"),
    )

    told = tell(rule, seen("e", "5", day=14))

    assert told.points == "9"
    assert told.zh.startswith("2026-10-01 至 2026-10-31 得 9[2026-10-01 至 2026-10-04 得 10[")
