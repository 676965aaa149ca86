"""Shares of the full points, by hand."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from tests.rules.cells import rule_of, seen, tell, tell_all

HELD = {"event": "held", "name": "已开"}
DUE = {"event": "due", "name": "应开"}


def ratio(over, **more):
    return rule_of(kind="ratio", **{"numerator": HELD, "over": over, **more})


@pytest.mark.parametrize(
    ("over", "more", "records", "points", "zh"),
    [
        ({"part": DUE}, {}, [seen("held", "3"), seen("due", "4")], "7.5", "已开 3 ÷ 应开 4 × 10 = 7.5"),
        # 2/3 of 10 = 6.66666...
        ({"part": DUE}, {}, [seen("held", "2"), seen("due", "3")], "6.6667", "已开 2 ÷ 应开 3 × 10 = 6.6667"),
        (
            {"part": DUE},
            {"cap": 10},
            [seen("held", "5"), seen("due", "4")],
            "10",
            "已开 5 ÷ 应开 4 × 10 = 12.5；最高计 10",
        ),
        (
            {"part": DUE},
            {"floor": 2},
            [seen("held", "0"), seen("due", "4")],
            "2",
            "已开 0 ÷ 应开 4 × 10 = 0；最低计 2",
        ),
        ({"number": 100}, {"times": 20}, [seen("held", "95")], "19", "已开 95 ÷ 100 × 20 = 19"),
        ({"pupils": True}, {}, [seen("held", "36")], "9", "已开 36 ÷ 班级人数 40 × 10 = 9"),
    ],
)
def test_a_share_of_the_full_points_is_given(over, more, records, points, zh) -> None:
    told = tell(ratio(over, **more), *records)

    assert (told.points, told.zh) == (points, zh)


@pytest.mark.parametrize(
    ("records", "zh"),
    [
        ([], "没有记录，计 0 分"),
        ([seen("held")], "没有“应开”的数据；计 0 分"),
        ([seen("due")], "没有“已开”的数据；计 0 分"),
        ([seen("held"), seen("due", "0")], "除数为 0，无法计算；计 0 分"),
    ],
)
def test_what_lacks_a_figure_counts_as_missing_and_says_which(records, zh) -> None:
    told = tell(ratio({"part": DUE}), *records)

    assert (told.points, told.zh) == ("0", zh)


def test_a_share_of_the_best_compares_inside_the_group() -> None:
    subjects = [[seen("held", "8")], [seen("held", "6")], [seen("held", "3")], []]

    told = tell_all(ratio({"best_within": "grade"}), subjects, grades=["一", "一", "二", "二"])

    assert [one.points for one in told] == ["10", "7.5", "10", "0"]
    assert told[1].zh == "已开 6 ÷ 本年级最高 8 × 10 = 7.5"
    assert told[1].en == "已开 6 ÷ best of the grade 8 × 10 = 7.5"


@pytest.mark.parametrize(
    ("measure", "points"), [("mean", "9"), ("latest", "8"), ("least", "8"), ("greatest", "10")]
)
def test_the_parts_are_measured_as_they_say(measure, points) -> None:
    rule = ratio({"number": 100}, numerator={**HELD, "measure": measure})

    told = tell(rule, seen("held", value="100", day=5), seen("held", value="80", day=6))

    assert told.points == points


@pytest.mark.parametrize("over", [{}, {"number": 1, "pupils": True}])
def test_there_is_exactly_one_denominator(over) -> None:
    with pytest.raises(ValidationError, match="exactly one of part"):
        ratio(over)


def test_both_parts_need_events_of_their_own() -> None:
    with pytest.raises(ValidationError, match="different events"):
        ratio({"part": HELD})


def test_no_record_of_the_numerator_can_count_as_none() -> None:
    told = tell(ratio({"part": DUE}, when_missing="counted_zero"), seen("due", "4"))

    assert (told.points, told.zh) == ("0", "没有记录，按数量 0 计；已开 0 ÷ 应开 4 × 10 = 0")


JUDGED = {
    "kind": "tally",
    "start": "zero",
    "events": {"won": {"name": "获奖", "points": 2}},
    "when_missing": "start",
}
FLAT = {"kind": "level", "levels": {"A": 5}, "when_missing": "not_applicable"}


@pytest.mark.parametrize(
    ("by", "subjects", "points"),
    [
        # 个人得分 / 最高分 x 10: 6, 4 and 0 of at best 6
        (JUDGED, [[seen("won", "3")], [seen("won", "2")], []], ["10", "6.6667", "0"]),
        (JUDGED, [[], []], ["0", "0"]),
        (FLAT, [[seen(level="A")], []], ["10", "0"]),
    ],
)
def test_points_are_set_against_the_best_of_the_group(by, subjects, points) -> None:
    rule = rule_of(kind="ratio", by=by, over={"best_within": "school"})

    assert [told.points for told in tell_all(rule, subjects)] == points


@pytest.mark.parametrize("more", [{"numerator": HELD}, {"over": {"number": 5}}])
def test_points_are_set_against_nothing_but_the_best(more) -> None:
    with pytest.raises(ValidationError):
        rule_of(**{"kind": "ratio", "by": JUDGED, "over": {"best_within": "school"}, **more})
