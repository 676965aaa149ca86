"""Change against a baseline, by hand."""

from __future__ import annotations

import pytest

from tests.rules.cells import rule_of, seen, tell


def progress(**more):
    parts = {
        "baseline": {"event": "before", "name": "期中", "measure": "latest"},
        "now": {"event": "after", "name": "期末", "measure": "latest"},
        "every": 5,
        "gain": 2,
        "loss": -1,
    }
    return rule_of(kind="progress", **{**parts, **more})


@pytest.mark.parametrize(
    ("more", "before", "after", "points", "zh"),
    [
        ({}, "60", "72", "4", "起始 0 分；期中 60，期末 72；提高 12，每 5 加 2，2 × 2 = 加 4"),
        ({}, "60", "64", "0", "起始 0 分；期中 60，期末 64；提高 4，不加分"),
        ({}, "60", "60", "0", "起始 0 分；期中 60，期末 60；没有变化"),
        ({}, "60", "50", "-2", "起始 0 分；期中 60，期末 50；下降 10，每 5 扣 1，2 × 1 = 扣 2"),
        # not quite two full steps down
        ({}, "60", "50.5", "-1", "起始 0 分；期中 60，期末 50.5；下降 9.5，每 5 扣 1，1 × 1 = 扣 1"),
        ({"loss": 0}, "60", "50", "0", "起始 0 分；期中 60，期末 50；下降 10，不扣分"),
        (
            {"start": "full", "floor": 9},
            "60",
            "50",
            "9",
            "满分 10；期中 60，期末 50；下降 10，每 5 扣 1，2 × 1 = 扣 2；最低计 9",
        ),
        (
            {"start": 6, "cap": 7},
            "60",
            "65",
            "7",
            "起始 6 分；期中 60，期末 65；提高 5，每 5 加 2，1 × 2 = 加 2；最高计 7",
        ),
    ],
)
def test_each_full_step_moves_the_points(more, before, after, points, zh) -> None:
    told = tell(progress(**more), seen("before", value=before, day=5), seen("after", value=after, day=20))

    assert (told.points, told.zh) == (points, zh)


@pytest.mark.parametrize(
    ("records", "zh"),
    [
        ([], "没有记录，计 0 分"),
        ([seen("before", value="60")], "没有“期末”的数据；计 0 分"),
        ([seen("after", value="60")], "没有“期中”的数据；计 0 分"),
    ],
)
def test_without_either_figure_there_is_no_progress(records, zh) -> None:
    told = tell(progress(), *records)

    assert (told.points, told.zh) == ("0", zh)


def test_progress_is_told_in_english_too() -> None:
    told = tell(progress(), seen("before", value="60"), seen("after", value="72"))

    assert told.en == "starts from 0; 期中 60, 期末 72; up by 12, 2 added for each 5: 2 × 2 = 4 added"
