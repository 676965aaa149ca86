"""Targets with shortfall and surplus, by hand."""

from __future__ import annotations

from datetime import date

import pytest

from banheng.core.calendar import days_between
from tests.rules.cells import rule_of, seen, tell


def target(**parts):
    return rule_of(kind="target", **{"of": "家访", "target": 5, **parts})


@pytest.mark.parametrize(
    ("parts", "quantity", "points", "zh"),
    [
        ({"short": -2, "unit": "次"}, "3", "6", "满分 10；家访 3，要求 5；少 2 次 × 2 = 扣 4"),
        ({"short": -2}, "3", "6", "满分 10；家访 3，要求 5；少 2 × 2 = 扣 4"),
        ({"short": -2}, "5", "10", "满分 10；家访 5，要求 5；达到要求"),
        ({"short": -2}, "7", "10", "满分 10；家访 7，要求 5；达到要求"),
        ({}, "3", "10", "满分 10；家访 3，要求 5；少 2，不扣分"),
        ({"extra": 1, "unit": "次"}, "7", "12", "满分 10；家访 7，要求 5；多 2 次 × 1 = 加 2"),
        ({"extra": 1, "cap": 11}, "7", "11", "满分 10；家访 7，要求 5；多 2 × 1 = 加 2；最高计 11"),
        ({"short": -6, "floor": 0}, "3", "0", "满分 10；家访 3，要求 5；少 2 × 6 = 扣 12；最低计 0"),
        ({"short": -2, "start": 8}, "4", "6", "起始 8 分；家访 4，要求 5；少 1 × 2 = 扣 2"),
        # so much for each full lot: 5 - 0.5 = 4.5 short, lots of 2
        (
            {"short": -1, "every": 2},
            "0.5",
            "8",
            "满分 10；家访 0.5，要求 5；少 4.5，每少 2 扣 1，2 × 1 = 扣 2",
        ),
        (
            {"short": -1, "every": 2, "part_counts": True},
            "0.5",
            "7",
            "满分 10；家访 0.5，要求 5；少 4.5，每少 2 扣 1，不满 2 按 2 算，3 × 1 = 扣 3",
        ),
        ({"short": -1, "every": 2}, "4", "10", "满分 10；家访 4，要求 5；少 1，不扣分"),
        (
            {"extra": "0.5", "every": 2, "unit": "学时"},
            "10",
            "11",
            "满分 10；家访 10，要求 5；多 5 学时，每多 2 加 0.5，2 × 0.5 = 加 1",
        ),
        # looked, and found none
        ({"short": -2}, "0", "0", "满分 10；家访 0，要求 5；少 5 × 2 = 扣 10"),
    ],
)
def test_what_is_short_costs_and_what_is_beyond_earns(parts, quantity, points, zh) -> None:
    told = tell(target(**parts), seen(quantity=quantity))

    assert (told.points, told.zh) == (points, zh)


def test_a_target_shrinks_with_the_days_in_post() -> None:
    # 5 × 14 / 31 = 2.25806...
    days = [days_between(date(2026, 10, 1), date(2026, 10, 14))]

    told = tell(target(short=-1, for_days=True, part_counts=True), seen(day=2), days=days)

    assert told.points == "8"
    assert told.zh == (
        "满分 10；家访 1，要求 5 × 14 ÷ 31 天 = 2.2581；少 1.2581，每少 1 扣 1，不满 1 按 1 算，2 × 1 = 扣 2"
    )


@pytest.mark.parametrize(
    ("measure", "points"), [("mean", "8"), ("sum", "10"), ("greatest", "9"), ("latest", "7")]
)
def test_a_measured_value_is_compared_as_the_rule_says(measure, points) -> None:
    rule = target(measure=measure, short=-1)

    # 4 and 2: mean 3, sum 6, greatest 4, latest 2
    assert tell(rule, seen(value="4", day=5), seen(value="2", day=6)).points == points


def test_a_target_is_told_in_english_too() -> None:
    told = tell(target(short=-2, unit="visits"), seen(quantity="3"))

    assert told.en == "full points 10; 家访 3, target 5; 2 visits short × 2 = 4 off"


def test_no_record_is_no_shortfall_unless_the_rule_says_so() -> None:
    told = tell(target(short=-2, when_missing="zero"))

    assert (told.points, told.zh) == ("0", "没有记录，计 0 分")


def test_no_record_can_count_as_none() -> None:
    told = tell(target(short=-2, when_missing="counted_zero"))

    assert told.points == "0"
    assert told.zh == "满分 10；没有记录，按数量 0 计；家访 0，要求 5；少 5 × 2 = 扣 10"
