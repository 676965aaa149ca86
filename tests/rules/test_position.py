"""Points by place, by hand."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.rules.cells import rule_of, seen, tell, tell_all

TALLY = {"kind": "tally", "when_missing": "start", "events": {"e": {"name": "迟到", "points": -1}}}


def position(**more):
    return rule_of(kind="position", **{"of": "成绩", "table": [10, 8, 6, 4], **more})


def ranked(rule, *values: str, **setting):
    return tell_all(rule, [[seen(value=value)] for value in values], **setting)


@pytest.mark.parametrize(
    ("ties", "points"),
    [
        # 90, 80, 80, 70 on places worth 10, 8, 6, 4
        ("competition", ["10", "8", "8", "4"]),
        ("dense", ["10", "8", "8", "6"]),
        ("last", ["10", "6", "6", "4"]),
        ("average", ["10", "7", "7", "4"]),
    ],
)
def test_equal_values_take_the_places_that_the_rule_gives_them(ties, points) -> None:
    told = ranked(position(ties=ties), "90", "80", "80", "70")

    assert [one.points for one in told] == points


def test_a_place_is_told_with_its_group_and_its_ties() -> None:
    told = ranked(position(), "90", "80", "80", "70")

    assert told[0].zh == "成绩 90，全校 4 名中第 1，计 10 分"
    assert told[1].zh == "成绩 80，全校 4 名中并列第 2（2 名并列），计 8 分"
    assert told[1].en == "成绩 80, place 2 of 4 in the school, level with 1: 8"


def test_shared_points_are_told_as_their_mean() -> None:
    told = ranked(position(ties="average"), "90", "90")

    assert told[0].zh == "成绩 90，全校 2 名中并列第 1（2 名并列），各名次平均计 9 分"


def test_the_lowest_can_come_first() -> None:
    told = ranked(position(better="lowest", of="违纪次数"), "3", "0", "1")

    assert [one.points for one in told] == ["6", "10", "8"]
    assert told[1].zh == "违纪次数 0，全校 3 名中第 1（低者在前），计 10 分"


@pytest.mark.parametrize(
    ("form", "size", "points"),
    [
        ({"table": [5, 3]}, 4, ["5", "3", "3", "3"]),
        ({"table": None, "first": 10, "step": -3, "least": 2}, 4, ["10", "7", "4", "2"]),
        ({"table": None, "first": 10, "step": -3}, 5, ["10", "7", "4", "1", "-2"]),
        # the ladder for so many classes and more
        ({"table": None, "ladders": {"1": [3, 2, 1], "4": [8, 6, 4, 2]}}, 3, ["3", "2", "1"]),
        ({"table": None, "ladders": {"1": [3, 2, 1], "4": [8, 6, 4, 2]}}, 4, ["8", "6", "4", "2"]),
        ({"table": None, "ladders": {"4": [8, 6], "6": [9, 7]}}, 2, ["8", "6"]),
    ],
)
def test_each_place_has_its_points(form, size, points) -> None:
    given = {key: value for key, value in {"table": [10], **form}.items() if value is not None}
    rule = rule_of(kind="position", **given)

    told = ranked(rule, *(str(90 - number) for number in range(size)))

    assert [one.points for one in told] == points


def test_each_group_is_ranked_on_its_own() -> None:
    told = ranked(position(within="grade"), "70", "90", "60", grades=["一", "一", "二"])

    assert [one.points for one in told] == ["8", "10", "10"]
    assert told[2].zh == "成绩 60，本年级 1 名中第 1，计 10 分"


def test_who_has_no_value_is_not_ranked_and_takes_no_place() -> None:
    subjects = [[seen(value="90")], [], [seen(value="80", quantity="0")], [seen(value="70")]]

    told = tell_all(position(when_missing="not_applicable"), subjects)

    assert [one.points for one in told] == ["10", "na", "na", "8"]
    assert told[1].zh == "没有记录，本项不适用，不计入满分"
    assert told[2].zh == "没有可比的数值，不参加排名；本项不适用，不计入满分"


def test_places_can_follow_the_points_of_another_rule() -> None:
    rule = rule_of(kind="position", table=[5, 3], by=TALLY)

    told = tell_all(rule, [[seen("e", "2")], [seen("e")], []])

    # 8, 9 and, without a record, 10 points
    assert [one.points for one in told] == ["3", "3", "5"]
    assert told[0].zh == "得分 8，全校 3 名中第 3，计 3 分[满分 10；迟到 2 次 × 1 = 2]"
    assert told[2].zh == "得分 10，全校 3 名中第 1，计 5 分[没有记录，按起始分 10 计]"


def test_several_values_become_one_before_they_are_ranked() -> None:
    told = tell(position(measure="mean"), seen(value="80"), seen(value="91"))

    assert told.zh == "成绩（平均）85.5，全校 1 名中第 1，计 10 分"


@pytest.mark.parametrize("form", [{}, {"first": 3}, {"ladders": {"1": [2]}}])
def test_the_points_have_one_form(form) -> None:
    parts = form or {"table": None}
    given = {key: value for key, value in {"table": [1], **parts}.items() if value is not None}

    with pytest.raises(ValidationError, match="exactly one of table, ladders, first"):
        rule_of(kind="position", **given)


def test_no_record_can_count_as_none_and_be_ranked() -> None:
    rule = position(measure="count", better="lowest", when_missing="counted_zero")

    told = tell_all(rule, [[seen(quantity="2")], []])

    assert [one.points for one in told] == ["8", "10"]
    assert told[1].zh == "成绩 0，全校 2 名中第 1（低者在前），计 10 分；没有记录，按数量 0 计"
