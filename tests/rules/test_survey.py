"""Questionnaires, by hand."""

from __future__ import annotations

import pytest

from tests.rules.cells import rule_of, seen, tell

GROUPS = {
    "pupil": {"name": "学生", "weight": 60},
    "guardian": {"name": "家长", "weight": 40, "minimum": 3},
}


def survey(**more):
    return rule_of(kind="survey", **{"groups": GROUPS, "scale": 5, **more})


def answers(group: str, *marks: str):
    return [seen(group, value=mark) for mark in marks]


def test_group_means_are_weighted_and_scaled_to_the_full_points() -> None:
    records = [*answers("pupil", "5", "4"), *answers("guardian", "4", "4", "3")]

    told = tell(survey(), *records)

    # pupils 4.5; guardians 3.66667; (4.5 × 60 + 3.6667 × 40) ÷ 100 = 4.16668; ÷ 5 × 10
    assert told.points == "8.3334"
    assert (
        told.zh
        == "学生 2 份，平均 4.5，权重 60；家长 3 份，平均 3.6667，权重 40；加权平均 4.1667 ÷ 5 × 10 = 8.3334"
    )


@pytest.mark.parametrize(
    ("records", "points", "zh"),
    [
        (
            [*answers("pupil", "4"), *answers("guardian", "1", "1")],
            "8",
            "学生 1 份，平均 4，权重 60；家长 2 份，少于 3 份，不计入；加权平均 4 ÷ 5 × 10 = 8",
        ),
        (
            answers("pupil", "4"),
            "8",
            "学生 1 份，平均 4，权重 60；家长没有答卷，不计入；加权平均 4 ÷ 5 × 10 = 8",
        ),
        (
            answers("guardian", "1", "1"),
            "0",
            "学生没有答卷，不计入；家长 2 份，少于 3 份，不计入；没有可计入的答卷；计 0 分",
        ),
        ([], "0", "没有记录，计 0 分"),
    ],
)
def test_a_group_with_too_few_answers_leaves_the_denominator(records, points, zh) -> None:
    told = tell(survey(), *records)

    assert (told.points, told.zh) == (points, zh)


def test_a_record_can_stand_for_many_equal_answers() -> None:
    told = tell(survey(), seen("pupil", "3", value="5"), seen("pupil", value="1"))

    assert told.points == "8"  # (15 + 1) / 4 = 4


def test_the_highest_and_lowest_can_be_left_out() -> None:
    groups = {"pupil": {"name": "学生", "weight": 1, "trim": {"highest": 1, "lowest": 1}}}

    told = tell(survey(groups=groups), *answers("pupil", "5", "0", "3", "4"))
    too_few = tell(survey(groups=groups), *answers("pupil", "5", "0"))

    assert told.points == "7"
    assert told.zh == "学生 4 份，去掉 1 个最高、1 个最低后平均 3.5，权重 1；加权平均 3.5 ÷ 5 × 10 = 7"
    assert too_few.zh == "学生 2 份，平均 2.5，权重 1；加权平均 2.5 ÷ 5 × 10 = 5"


def test_answers_may_be_levels() -> None:
    rule = survey(levels={"满意": 5, "不满意": 0})

    told = tell(rule, seen("pupil", "3", level="满意"), seen("pupil", level="不满意"))

    assert told.points == "7.5"


def test_a_survey_is_told_in_english_too() -> None:
    told = tell(survey(), *answers("pupil", "4", "5"))

    assert (
        told.en
        == "学生 (answers: 2), mean 4.5, weight 60; 家长: no answers, left out; weighted mean 4.5 ÷ 5 × 10 = 9"
    )
