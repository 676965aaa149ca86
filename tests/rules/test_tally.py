"""Counting events and pricing them, by hand."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.rules.cells import rule_of, seen, tell


def tally(**parts):
    """A tally of one event `e` unless events are given."""
    event = parts.pop("event", None)
    return rule_of(kind="tally", **({"events": {"e": event}} if event else {}), **parts)


def fault(**price):
    return {"name": "迟到", "per": "time", **price}


@pytest.mark.parametrize(
    ("event", "records", "points", "zh"),
    [
        # a plain price
        (
            {"points": "-0.2", "name": "地面不洁", "per": "place"},
            ["3"],
            "9.4",
            "满分 10；地面不洁 3 处 × 0.2 = 0.6",
        ),
        (fault(points="0.5"), ["2"], "11", "满分 10；加：迟到 2 次 × 0.5 = 1"),
        (fault(points=-1), ["0"], "10", "满分 10；迟到 0 次 × 1 = 0"),
        (fault(points=-1), ["1", "2"], "7", "满分 10；迟到 3 次 × 1 = 3"),
        # a half of something, and a price that does not divide: 1.5 × 0.3333 = 0.49995 rounds up
        (fault(points="-0.3333"), ["1.5"], "9.5", "满分 10；迟到 1.5 次 × 0.3333 = 0.5"),
        # so many are free
        (fault(points=-1, free=2), ["5"], "7", "满分 10；迟到 5 次；2 次以内不计；按 3 次 × 1 = 3"),
        (fault(points=-1, free=2), ["2"], "10", "满分 10；迟到 2 次；2 次以内不计"),
        # only from a number on, then all of them
        (fault(points=-1, at_least=3), ["2"], "10", "满分 10；迟到 2 次；达到 3 次才计"),
        (fault(points=-1, at_least=3), ["3"], "7", "满分 10；迟到 3 次 × 1 = 3"),
        # for each full lot
        (fault(points=-1, every=3), ["7"], "8", "满分 10；迟到 7 次；每满 3 次计一次；按 2 次 × 1 = 2"),
        (
            fault(points=-1, every="0.5"),
            ["1.2"],
            "8",
            "满分 10；迟到 1.2 次；每满 0.5 次计一次；按 2 次 × 1 = 2",
        ),
        # priced once, however often
        (fault(points=-2, once=True), ["1"], "8", "满分 10；迟到 1 次 × 2 = 2"),
        (fault(points=-2, once=True), ["4"], "8", "满分 10；迟到 4 次；只计一次；按 1 次 × 2 = 2"),
        # doubled from the third: 1 + 1 + 2 + 2
        (fault(points=-1, doubled_from=3), ["4"], "4", "满分 10；迟到 4 次；第 3 次起加倍；按 6 次 × 1 = 6"),
        (fault(points=-1, doubled_from=3), ["2"], "8", "满分 10；迟到 2 次 × 1 = 2"),
        # dearer each time; the last price repeats
        (fault(escalate=[-1, -2, -3]), ["1"], "9", "满分 10；迟到 1 次，依次扣 1 = 1"),
        (fault(escalate=[-1, -2, -3]), ["3"], "4", "满分 10；迟到 3 次，依次扣 1 + 2 + 3 = 6"),
        (fault(escalate=["-0.5", -1]), ["5"], "5.5", "满分 10；迟到 5 次，依次扣 0.5 + 1 × 4 = 4.5"),
        (
            fault(escalate=[-1, -2], free=1),
            ["3"],
            "7",
            "满分 10；迟到 3 次；1 次以内不计；按 2 次，依次扣 1 + 2 = 3",
        ),
        (fault(escalate=[1, 2]), ["2"], "13", "满分 10；迟到 2 次，依次加 1 + 2 = 3"),
        (fault(escalate=[2, -1]), ["3"], "10", "满分 10；迟到 3 次，依次加 2 + -1 × 2 = 0"),
        # the event itself is limited
        (fault(points=-1, limit=3), ["5"], "7", "满分 10；迟到 5 次 × 1 = 5；“迟到”最多计 3"),
        (fault(points=1, limit=3), ["5"], "13", "满分 10；加：迟到 5 次 × 1 = 5；“迟到”最多计 3"),
        # recorded, but costs nothing
        (fault(exempt=True), ["5"], "10", "满分 10；迟到 5 次，不扣分"),
        # one occurrence makes the item zero; a quantity of 0 is none
        (fault(zeroes_item=True), ["1"], "0", "满分 10；有“迟到”，本项计 0 分"),
        (fault(zeroes_item=True), ["0"], "10", None),
    ],
)
def test_an_event_costs_what_its_price_says(event, records, points, zh) -> None:
    told = tell(tally(event=event), *(seen("e", quantity) for quantity in records))

    assert told.points == points
    assert zh in (None, told.zh)


@pytest.mark.parametrize(
    ("event", "quantity", "en"),
    [
        (fault(points=-1), "1", "full points 10; 迟到: 1 time × 1 = 1 off"),
        (fault(points=-1, per="place"), "3", "full points 10; 迟到: 3 places × 1 = 3 off"),
        (
            fault(points=-1, free=2),
            "5",
            "full points 10; 迟到: 5 times; the first 2 times are free; so 3 times × 1 = 3 off",
        ),
        (fault(escalate=[-1, -2]), "3", "full points 10; 迟到: 3 times, 1 + 2 × 2 = 5 off"),
        (fault(points=1, limit=3), "5", "full points 10; 迟到: 5 times × 1 = 5 added; 迟到 at most 3"),
        (fault(zeroes_item=True), "1", "full points 10; 迟到: the item gives 0"),
    ],
)
def test_the_price_is_told_in_english_too(event, quantity, en) -> None:
    assert tell(tally(event=event), seen("e", quantity)).en == en


@pytest.mark.parametrize(
    ("bounds", "values", "points", "zh"),
    [
        ([-2, "-0.5"], ["-1.5", "-2"], "6.5", "满分 10；迟到 2 次，酌情共扣 3.5（每次 0.5 至 2）"),
        ([1, 3], ["2"], "12", "满分 10；迟到 1 次，酌情共加 2（每次 1 至 3）"),
        ([-1, 1], ["-1", "1", "-1"], "9", "满分 10；迟到 3 次，酌情共扣 1（每次 -1 至 1）"),
    ],
)
def test_a_discretionary_price_is_the_one_recorded(bounds, values, points, zh) -> None:
    told = tell(tally(event=fault(range=bounds)), *(seen("e", value=value) for value in values))

    assert (told.points, told.zh) == (points, zh)


PRIZES = {"name": "获奖", "levels": {"市级": {"一等": 3, "二等": 2}, "校级": 1}}


def prize(level: str, project: str = "", **more: str):
    return seen("prize", level=level, project=project, **more)


@pytest.mark.parametrize(
    ("records", "points", "zh"),
    [
        (
            [prize("市级/一等"), prize("校级", quantity="2")],
            "5",
            "起始 0 分；加：获奖 市级 一等 1 次 × 3 = 3；加：获奖 校级 2 次 × 1 = 2",
        ),
        ([prize("市级/二等")], "2", "起始 0 分；加：获奖 市级 二等 1 次 × 2 = 2"),
    ],
)
def test_prizes_are_priced_by_level_and_prize(records, points, zh) -> None:
    told = tell(tally(start="zero", events={"prize": PRIZES}), *records)

    assert (told.points, told.zh) == (points, zh)


@pytest.mark.parametrize(
    ("take", "records", "points", "zh"),
    [
        (
            "highest",
            [prize("校级"), prize("市级/一等"), prize("市级/二等")],
            "3",
            "起始 0 分；取最高一项：获奖 市级 一等，加 3",
        ),
        (
            "highest",
            [prize("市级/一等", quantity="0"), prize("校级")],
            "1",
            "起始 0 分；取最高一项：获奖 校级，加 1",
        ),
        (
            "highest_per_project",
            [prize("校级", "合唱"), prize("市级/一等", "合唱"), prize("市级/二等", "跳绳")],
            "5",
            "起始 0 分；项目“合唱”取最高一项：获奖 市级 一等，加 3；项目“跳绳”取最高一项：获奖 市级 二等，加 2",
        ),
        (
            "highest_per_project",
            [prize("校级"), prize("市级/一等"), prize("校级", "合唱")],
            "4",
            "起始 0 分；取最高一项：获奖 市级 一等，加 3；项目“合唱”取最高一项：获奖 校级，加 1",
        ),
    ],
)
def test_of_several_awards_the_highest_counts(take, records, points, zh) -> None:
    told = tell(tally(start="zero", events={"prize": PRIZES}, take=take), *records)

    assert (told.points, told.zh) == (points, zh)


TWO = {
    "a": {"name": "甲", "points": -1},
    "b": {"name": "乙", "points": -1},
    "c": {"name": "丙", "points": -1},
}


@pytest.mark.parametrize(
    ("group", "points", "end"),
    [
        ({"floor": -4}, "5", "；“安全”合计最多扣 4"),
        ({"floor": -6}, "4", ""),
        ({"cap": -7}, "2", "；“安全”合计至少扣 7"),
    ],
)
def test_a_group_of_events_costs_only_so_much_together(group, points, end) -> None:
    rule = tally(events=TWO, groups=[{"name": "安全", "events": ["a", "b"], **group}])

    told = tell(rule, seen("a", "2"), seen("b", "3"), seen("c"))

    assert told.points == points
    assert told.zh == f"满分 10；甲 2 次 × 1 = 2；乙 3 次 × 1 = 3；丙 1 次 × 1 = 1{end}"


def test_a_group_of_awards_adds_only_so_much_together() -> None:
    events = {"a": {"name": "甲", "points": 1}, "b": {"name": "乙", "points": 2}}
    rule = tally(start="zero", events=events, groups=[{"name": "奖励", "events": ["a", "b"], "cap": 4}])

    told = tell(rule, seen("a", "2"), seen("b", "2"))

    assert told.points == "4"
    assert told.zh.endswith("“奖励”合计最多加 4")


def test_groups_of_the_same_name_are_bound_each_for_itself() -> None:
    events = {"a": {"name": "甲", "points": 1}, "b": {"name": "乙", "points": 2}}
    groups = [{"name": "奖励", "events": [code], "cap": 3} for code in events]

    told = tell(tally(start="zero", events=events, groups=groups), seen("a", "2"), seen("b", "2"))

    assert told.points == "5"


@pytest.mark.parametrize(
    ("bounds", "quantity", "points", "end"),
    [
        ({"floor": 0}, "12", "0", "；最低计 0"),
        ({"floor": -3}, "20", "-3", "；最低计 -3"),
        ({}, "12", "-2", ""),
        ({"floor": 0}, "10", "0", ""),
    ],
)
def test_deductions_stop_at_the_floor_if_there_is_one(bounds, quantity, points, end) -> None:
    told = tell(tally(event=fault(points=-1), **bounds), seen("e", quantity))

    assert told.points == points
    assert told.zh == f"满分 10；迟到 {quantity} 次 × 1 = {quantity}{end}"


def test_awards_stop_at_the_cap() -> None:
    told = tell(tally(event=fault(points=3), start=5, cap=8), seen("e", "2"))

    assert (told.points, told.zh) == ("8", "起始 5 分；加：迟到 2 次 × 3 = 6；最高计 8")


@pytest.mark.parametrize(
    ("when_missing", "points", "zh", "en"),
    [
        ("start", "5", "没有记录，按起始分 5 计", "no record: starting points 5"),
        ("full", "10", "没有记录，按满分 10 计", "no record: full points 10"),
        ("zero", "0", "没有记录，计 0 分", "no record: 0 points"),
        (
            "not_applicable",
            "na",
            "没有记录，本项不适用，不计入满分",
            "no record: not applicable, left out of the full score",
        ),
    ],
)
def test_no_record_means_what_the_rule_says(when_missing, points, zh, en) -> None:
    told = tell(tally(event=fault(points=-1), start=5, when_missing=when_missing))

    assert (told.points, told.zh, told.en) == (points, zh, en)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"event": {"name": "两种", "points": 1, "exempt": True}}, "exactly one of points"),
        ({"event": {"name": "无"}}, "exactly one of points"),
        ({"event": {"name": "幅度", "range": [0, 1], "free": 1}}, "go with points and escalate only"),
        ({"event": fault(points=1), "floor": 3, "cap": 2}, "the floor is above the cap"),
        ({"event": fault(points=-1), "take": "highest"}, "not negative"),
        ({"event": fault(points=1), "groups": [{"name": "组", "events": ["x"]}]}, "does not have: x"),
    ],
)
def test_prices_that_contradict_each_other_are_refused(parts, message) -> None:
    with pytest.raises(ValidationError, match=message):
        tally(**parts)
