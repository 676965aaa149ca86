"""Marks inside a range, by hand."""

from __future__ import annotations

import pytest

from tests.rules.cells import rule_of, seen, tell


def marks(*values: str):
    return [seen(value=value, day=5 + number) for number, value in enumerate(values)]


@pytest.mark.parametrize(
    ("more", "values", "points", "zh"),
    [
        ({}, ["8"], "8", "评定 8"),
        ({}, ["8", "9", "9"], "8.6667", "评定 3 次，平均 8.6667"),
        ({"take": "latest"}, ["8", "6"], "6", "最近一次评定 6"),
        ({"take": "sum"}, ["8", "6"], "14", "评定 2 次，合计 14"),
        (
            {"trim": {"highest": 1, "lowest": 1}},
            ["1", "7", "8", "10"],
            "7.5",
            "评定 4 次，去掉 1 个最高、1 个最低后平均 7.5",
        ),
        ({"trim": {"highest": 1, "lowest": 1}}, ["1", "7"], "4", "评定 2 次，平均 4"),
        (
            {"take": "sum", "trim": {"lowest": 1}},
            ["1", "7", "8"],
            "15",
            "评定 3 次，去掉 0 个最高、1 个最低后合计 15",
        ),
        ({"most": 100}, ["87", "88"], "8.75", "评定 2 次，平均 87.5；折算为满分 10：87.5 × 10 ÷ 100 = 8.75"),
        ({"most": 10}, ["9"], "9", "评定 9"),
        ({"minimum": 3}, ["9", "9"], "0", "评定 2 次，少于 3 次；计 0 分"),
        (
            {"minimum": 3, "when_missing": "not_applicable"},
            ["9"],
            "na",
            "评定 1 次，少于 3 次；本项不适用，不计入满分",
        ),
        ({}, [], "0", "没有记录，计 0 分"),
    ],
)
def test_marks_become_one_as_the_rule_says(more, values, points, zh) -> None:
    told = tell(rule_of(kind="judged", **more), *marks(*values))

    assert (told.points, told.zh) == (points, zh)


def test_a_record_of_quantity_three_stands_for_three_marks() -> None:
    told = tell(rule_of(kind="judged"), seen(value="9", quantity="3"), seen(value="5"))

    assert (told.points, told.zh) == ("8", "评定 4 次，平均 8")


def test_marks_are_told_in_english_too() -> None:
    rule = rule_of(kind="judged", most=100, trim={"highest": 1})

    told = tell(rule, *marks("80", "90"))

    assert told.en == "2 marks, without the 1 highest and 0 lowest mean 80; out of 10: 80 × 10 ÷ 100 = 8"
