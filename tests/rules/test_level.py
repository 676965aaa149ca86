"""Named levels, by hand."""

from __future__ import annotations

import pytest

from tests.rules.cells import rule_of, seen, tell

LEVELS = {"优": 10, "良": 8, "差": -2}


def graded(*levels: str):
    """A record for each level, a day apart."""
    return [seen(level=level, day=5 + number) for number, level in enumerate(levels)]


@pytest.mark.parametrize(
    ("take", "levels", "points", "zh"),
    [
        ("latest", ["优"], "10", "评为“优”，计 10 分"),
        ("latest", ["优", "差", "良"], "8", "最近一次为“良”，计 8 分"),
        ("best", ["良", "优", "差"], "10", "最好一次为“优”，计 10 分"),
        ("worst", ["良", "优", "差"], "-2", "最差一次为“差”，计 -2 分"),
        # 10 + 10 + 8 = 28, over 3 = 9.33333
        (
            "mean",
            ["优", "良", "优"],
            "9.3333",
            "“优”2 次 × 10 = 20；“良”1 次 × 8 = 8；合计 28 ÷ 3 次 = 9.3333",
        ),
        ("sum", ["差", "良"], "6", "“良”1 次 × 8 = 8；“差”1 次 × -2 = -2；合计 6"),
    ],
)
def test_of_several_levels_one_counts_or_all_do(take, levels, points, zh) -> None:
    told = tell(rule_of(kind="level", levels=LEVELS, take=take), *graded(*levels))

    assert (told.points, told.zh) == (points, zh)


def test_a_record_of_quantity_two_counts_twice() -> None:
    told = tell(
        rule_of(kind="level", levels=LEVELS, take="mean"), seen(level="良", quantity="2"), seen(level="差")
    )

    assert told.points == "4.6667"  # (8 + 8 - 2) / 3


def test_the_later_of_two_on_a_day_is_the_latest() -> None:
    rule = rule_of(kind="level", levels=LEVELS)

    told = tell(rule, seen(level="优", day=9), seen(level="良", day=9))

    assert told.points == "8"


@pytest.mark.parametrize(
    ("bounds", "points", "end"),
    [({"floor": 0}, "0", "；最低计 0"), ({"cap": 5}, "-2", "")],
)
def test_levels_stay_between_floor_and_cap(bounds, points, end) -> None:
    told = tell(rule_of(kind="level", levels=LEVELS, take="worst", **bounds), *graded("优", "差"))

    assert (told.points, told.zh) == (points, f"最差一次为“差”，计 -2 分{end}")


def test_a_record_that_nothing_was_found_is_no_level() -> None:
    told = tell(rule_of(kind="level", levels=LEVELS, when_missing="full"), seen(level="优", quantity="0"))

    assert (told.points, told.zh) == ("10", "有记录，但数量为 0，无可计分；按满分 10 计")


def test_a_level_is_told_in_english_too() -> None:
    rule = rule_of(kind="level", levels={"A": 10, "B": 8}, take="mean")

    told = tell(rule, *graded("A", "B"))

    assert told.en == "A: 1 × 10 = 10; B: 1 × 8 = 8; sum 18 ÷ 2 = mean 9"
