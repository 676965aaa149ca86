"""Bands with open and closed ends, by hand."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from banheng.core.points import parse_units
from banheng.rules.band import Bounds
from tests.rules.cells import rule_of, seen, tell

BANDS = [
    {"at_least": 95, "points": 10},
    {"at_least": 90, "below": 95, "points": 8},
    {"above": 80, "below": 90, "points": 5, "name": "一般"},
    {"at_most": 60, "points": -1},
]


def band(**more):
    return rule_of(kind="band", of="出勤率", bands=BANDS, otherwise=1, **more)


@pytest.mark.parametrize(
    ("value", "points", "zh"),
    [
        ("95", "10", "出勤率 95（95 及以上），计 10 分"),
        ("94.9999", "8", "出勤率 94.9999（90 及以上、低于 95），计 8 分"),
        ("90", "8", "出勤率 90（90 及以上、低于 95），计 8 分"),
        ("80.0001", "5", "出勤率 80.0001，属“一般”（高于 80、低于 90），计 5 分"),
        ("80", "1", "出勤率 80，不在任何一档，计 1 分"),
        ("60", "-1", "出勤率 60（60 及以下），计 -1 分"),
    ],
)
def test_a_value_falls_into_the_first_band_that_holds_it(value, points, zh) -> None:
    told = tell(band(), seen(value=value))

    assert (told.points, told.zh) == (points, zh)


@pytest.mark.parametrize(
    ("measure", "points", "zh"),
    [
        ("latest", "1", "出勤率（最近一次）70，不在任何一档，计 1 分"),
        ("mean", "5", "出勤率（平均）86.6667，属“一般”（高于 80、低于 90），计 5 分"),
        ("sum", "10", "出勤率（合计）260（95 及以上），计 10 分"),
        ("least", "1", "出勤率（最低）70，不在任何一档，计 1 分"),
        ("greatest", "10", "出勤率（最高）98（95 及以上），计 10 分"),
        ("count", "-1", "出勤率 3（60 及以下），计 -1 分"),
    ],
)
def test_several_values_become_one_as_the_rule_says(measure, points, zh) -> None:
    records = [seen(value="98", day=5), seen(value="92", day=6), seen(value="70", day=7)]

    told = tell(band(measure=measure), *records)

    assert (told.points, told.zh) == (points, zh)


@pytest.mark.parametrize(
    ("records", "zh"),
    [
        ([], "没有记录，本项不适用，不计入满分"),
        ([seen(value="98", quantity="0")], "有记录，但数量为 0，无可计分；本项不适用，不计入满分"),
    ],
)
def test_without_a_value_the_rule_may_not_apply(records, zh) -> None:
    told = tell(band(when_missing="not_applicable"), *records)

    assert (told.points, told.zh) == ("na", zh)


def test_a_value_without_a_name_is_called_a_value() -> None:
    told = tell(rule_of(kind="band", bands=[{"points": 3}]), seen(value="7"))

    assert (told.points, told.zh, told.en) == ("3", "数值 7，计 3 分", "value 7: 3")


def test_a_band_is_told_in_english_too() -> None:
    assert tell(band(), seen(value="92")).en == "出勤率 92 (at least 90 and below 95): 8"


@pytest.mark.parametrize(
    ("bounds", "inside", "outside"),
    [
        ({"at_least": 60}, ["60", "100"], ["59.9999"]),
        ({"above": 60}, ["60.0001"], ["60"]),
        ({"at_most": 60}, ["60", "-5"], ["60.0001"]),
        ({"below": 60}, ["59.9999"], ["60"]),
        ({"above": -1, "at_most": 1}, ["0", "1"], ["-1", "1.0001"]),
        ({}, ["0"], []),
    ],
)
def test_each_end_of_a_range_is_open_closed_or_absent(bounds, inside, outside) -> None:
    bounds = Bounds.model_validate(bounds)

    assert all(bounds.holds(parse_units(value)) for value in inside)
    assert not any(bounds.holds(parse_units(value)) for value in outside)


@pytest.mark.parametrize("bounds", [{"at_least": 1, "above": 1}, {"at_most": 1, "below": 1}])
def test_a_range_has_one_bound_a_side(bounds) -> None:
    with pytest.raises(ValidationError, match="a band has one"):
        Bounds.model_validate(bounds)


def test_no_record_can_count_as_none() -> None:
    bands = [{"at_most": 0, "points": 10}, {"above": 0, "points": 4}]
    rule = rule_of(kind="band", measure="count", of="违纪", bands=bands, when_missing="counted_zero")

    assert tell(rule).zh == "没有记录，按数量 0 计；违纪 0（0 及以下），计 10 分"
    assert tell(rule, seen()).zh == "违纪 1（高于 0），计 4 分"
