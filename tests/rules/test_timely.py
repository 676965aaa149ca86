"""Handing in on time, by hand. October 2026 begins on a Thursday and has 22 weekdays."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from banheng.core.calendar import SchoolCalendar
from tests.rules.cells import rule_of, seen, tell

HOLIDAYS = SchoolCalendar(days_off=frozenset(date(2026, 10, day) for day in range(1, 8)))


def timely(due, **more):
    return rule_of(kind="timely", **{"due": due, "on_time": 5, "late": 3, **more})


@pytest.mark.parametrize(
    ("due", "last"),
    [
        ({"days": 10}, 10),
        ({"days": 0}, 1),
        ({"days": 99}, 31),
        ({"days": 3, "counted_from": "period_end"}, 29),
        # school days: 8, 9, 12, 13 October ...
        ({"days": 4, "school_days": True}, 13),
        ({"days": 2, "school_days": True, "counted_from": "period_end"}, 29),
        ({"on": "2026-10-20"}, 20),
    ],
)
def test_the_last_day_in_time_is_still_in_time(due, last) -> None:
    in_time = tell(timely(due), seen(day=last), calendar=HOLIDAYS)
    day_after = tell(timely({**due}), seen(day=min(last + 1, 31)), calendar=HOLIDAYS)

    assert in_time.points == "5"
    assert day_after.points == ("3" if last < 31 else "5")


@pytest.mark.parametrize(
    ("more", "days", "points", "zh"),
    [
        ({}, [9], "5", "2026-10-09 完成，期限 2026-10-10，按时，计 5 分"),
        ({}, [12], "3", "2026-10-12 完成，期限 2026-10-10，逾期 2 天，计 3 分"),
        (
            {"each_day_late": -1},
            [12],
            "1",
            "2026-10-12 完成，期限 2026-10-10，逾期 2 天，计 3 - 2 × 1 = 1 分",
        ),
        (
            {"each_day_late": -1, "floor": 0},
            [15],
            "0",
            "2026-10-15 完成，期限 2026-10-10，逾期 5 天，计 3 - 5 × 1 = -2 分；最低计 0",
        ),
        # the first one handed in decides
        ({}, [20, 9], "5", "2026-10-09 完成，期限 2026-10-10，按时，计 5 分"),
    ],
)
def test_each_day_late_costs_what_the_rule_says(more, days, points, zh) -> None:
    told = tell(timely({"days": 10}, **more), *(seen(day=day) for day in days))

    assert (told.points, told.zh) == (points, zh)


@pytest.mark.parametrize(
    ("records", "zh"),
    [([], "没有记录，计 0 分"), ([seen(quantity="0")], "有记录，但数量为 0，无可计分；计 0 分")],
)
def test_what_was_never_handed_in_is_missing(records, zh) -> None:
    told = tell(timely({"days": 10}), *records)

    assert (told.points, told.zh) == ("0", zh)


def test_lateness_is_told_in_english_too() -> None:
    told = tell(timely({"days": 10}, each_day_late=-1), seen(day=12))

    assert told.en == "done 2026-10-12, due 2026-10-10, late by days: 2, so 3 - 2 × 1 = 1"


@pytest.mark.parametrize("due", [{}, {"days": 3, "on": "2026-10-03"}])
def test_a_due_day_is_a_number_of_days_or_a_date(due) -> None:
    with pytest.raises(ValidationError, match="either days or a date"):
        timely(due)
