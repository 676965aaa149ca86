"""What a school expects of a scheme, worked by hand: the records of one class, and the total they come to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banheng.core.points import parse_units
from banheng.core.wording import Language
from banheng.policies.expecting import Expected, compare_with_expected, example_of
from banheng.schemes.loading import parse_scheme

SCHEME = """
scheme: own
title: 月度考核
period: month
full_points: 100
indicators:
  - code: routine
    name: 班级常规
    full_points: 60
    items:
      - code: hygiene
        name: 教室卫生
        full_points: 60
        rule:
          kind: tally
          start: full
          events:
            floor: {name: 地面不洁, points: -0.5, per: place}
            late: {name: 迟到, points: -1, escalate: [-1, -2, -3]}
            joke: {name: 大声喧哗, range: [-3, -1]}
          floor: 0
  - code: safety
    name: 安全教育
    full_points: 40
    items:
      - code: drill
        name: 演练
        full_points: 40
        rule: {kind: level, levels: {好: 40, 中: 30, 差: 10}, take: worst, when_missing: full}
  - code: bonus
    name: 加分
    outside_total: true
    items:
      - code: prize
        name: 比赛获奖
        rule:
          kind: tally
          start: zero
          take: highest_per_project
          events:
            won: {name: 获奖, levels: {一等奖: 3, 二等奖: 2}}
"""


def come_to(records, total="100", text=SCHEME, language=Language.ZH_HANS):
    (outcome,) = compare_with_expected(
        parse_scheme(text), [Expected("一行", records, parse_units(total))], language
    )
    return outcome


@pytest.mark.parametrize(
    ("records", "total"),
    [
        ("演练，好", "100"),
        ("演练，好\n教室卫生，地面不洁，3", "98.5"),
        ("drill, 好\nhygiene, floor, 3", "98.5"),
        ("演练，好，第1天\n演练，差，第30天", "70"),
        ("演练，好\n教室卫生，迟到，3", "94"),
        ("演练，好\n教室卫生，大声喧哗，-2", "98"),
        ("演练，好\n教室卫生，大声喧哗，−2，2", "96"),
        ("演练，好\n教室卫生，地面不洁，1000", "40"),
        ("演练，好\n比赛获奖，获奖，一等奖，项目：书法\n比赛获奖，获奖，二等奖，项目：书法", "103"),
        ("\n  演练，好  \n\n", "100"),
    ],
    ids=[
        "a level",
        "a quantity",
        "codes instead of names",
        "days",
        "an event that weighs more each time",
        "points chosen in a range",
        "twice the points, with a printed minus",
        "down to the floor",
        "the best of a project",
        "empty lines",
    ],
)
def test_records_come_to_what_the_rules_say(records, total):
    outcome = come_to(records, total)

    assert outcome.faults == ()
    assert outcome.total == parse_units(total)
    assert outcome.passed


def test_another_total_than_expected_is_told_with_the_way_to_it():
    outcome = come_to("演练，好\n教室卫生，地面不洁，3", "98")

    assert not outcome.passed
    assert outcome.total == parse_units("98.5")
    assert "地面不洁 3 处 × 0.5 = 1.5" in outcome.explanation.as_text(Language.ZH_HANS)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("教室，地面不洁，3", "方案里没有考核项“教室”"),
        ("教室卫生，地面，3", "没有事件“地面”"),
        ("教室卫生，3", "要写明事件"),
        ("演练，优", "没有等级“优”"),
        ("教室卫生，大声喧哗，-9", "不在 -3 至 -1 之间"),
        ("教室卫生，地面不洁，-3", "数量不能是负数"),
        ("比赛获奖，获奖，一等奖", "要写明项目"),
        ("教室卫生，地面不洁，2，3", "多写了“3”"),
        ("比赛获奖，获奖，一等奖，团体，项目：书法", "多写了“团体”"),
        ("教室卫生，地面不洁，第31天", "没有第 31 天"),
        ("教室卫生，地面不洁，第0天", "没有第 0 天"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_nothing_is_computed(line, reason):
    outcome = come_to(f"演练，好\n{line}")

    assert outcome.total is None
    assert not outcome.passed
    assert len(outcome.faults) == 1
    assert outcome.faults[0].startswith("第 2 行：")
    assert reason in outcome.faults[0]


def test_a_scheme_with_open_figures_is_not_computed():
    outcome = come_to("演练，好", text=SCHEME.replace("points: -0.5", "points: null"))

    assert outcome.total is None
    assert "1 处待填" in outcome.faults[0]


def test_one_line_too_many_is_refused():
    assert come_to("演练，好\n" * 201).faults == ("最多写 200 条记录。",)


@pytest.mark.parametrize("period", ["day", "week", "month", "term", "half_year", "year"])
@pytest.mark.parametrize("weeks", ["clipped", "by_monday", "by_thursday"])
def test_every_kind_of_period_has_a_first_day_that_counts(period, weeks):
    text = SCHEME.replace("period: month", f"period: {period}\nweeks: {weeks}")

    assert come_to("演练，好\n教室卫生，地面不洁，3", "98.5", text).passed


def test_the_example_can_be_read():
    file = parse_scheme(SCHEME)

    assert example_of(file.scheme) == "教室卫生，地面不洁，2"
    assert come_to(f"演练，好\n{example_of(file.scheme)}", "99").passed


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 40), max_size=4))
def test_each_row_stands_for_itself(quantities):
    """What other rows hold does not change a row."""
    file = parse_scheme(SCHEME)
    rows = [Expected(str(number), f"教室卫生，地面不洁，{number}", 0) for number in quantities]

    together = [outcome.total for outcome in compare_with_expected(file, rows, Language.ZH_HANS)]
    alone = [compare_with_expected(file, [row], Language.ZH_HANS)[0].total for row in rows]

    assert together == alone


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_either_read_or_named(text):
    outcome = come_to(text)

    assert (outcome.total is None) == bool(outcome.faults)
