"""Two results side by side, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from banheng.core.wording import Language
from banheng.scoring.roster import Posting
from banheng.scoring.run import Engine
from banheng.scoring.what_if import Standing, what_if
from tests.scoring.builders import marks, scheme_with, sheet

PARTS = {
    "ranking": {},
    "ratings": [
        {"code": "good", "name": "优秀", "by": "points", "at_least": 90},
        {"code": "rest", "name": "合格", "otherwise": True},
    ],
    "allowances": [{"code": "pay", "kind": "per_point", "name": "津贴", "fen": 100}],
}
STRICTER = {
    **PARTS,
    "title": "新表",
    "cap": 92,
    "allowances": [{"code": "pay", "kind": "by_rank", "name": "奖", "fen": [20_000]}],
}
POSTINGS = tuple(
    Posting(code, f"t{code}", f"{code}班", teacher, pupils=40, row=row)
    for row, (code, teacher) in enumerate({"a": "王芳", "b": "李静", "c": "赵敏"}.items())
)


def compare(
    before, after, *, before_parts=PARTS, after_parts=PARTS, before_postings=POSTINGS, after_postings=POSTINGS
):
    old = sheet(scheme_with(**before_parts), marks(**before), Engine.COLUMNAR, postings=before_postings)
    new = sheet(scheme_with(**after_parts), marks(**after), Engine.COLUMNAR, postings=after_postings)
    return what_if(old, new)


@pytest.mark.parametrize(
    ("before", "after", "moves"),
    [
        # code: (total, places gained, another rating, fen), the marks being points and yuan at once
        (
            {"a": "95", "b": "80", "c": "70"},
            {"a": "95", "b": "80", "c": "70"},
            {"a": (0, 0, False, 0), "b": (0, 0, False, 0)},
        ),
        (
            {"a": "95", "b": "80", "c": "70"},
            {"a": "89.5", "b": "92", "c": "70"},
            {"a": (-55_000, -1, True, -550), "b": (120_000, 1, True, 1_200), "c": (0, 0, False, 0)},
        ),
    ],
)
def test_each_subject_is_compared(before, after, moves) -> None:
    changes = {change.key[1]: change for change in compare(before, after).changes}

    got = {code: (c.total, c.rank, c.rating, c.fen) for code, c in changes.items()}

    assert {code: got[code] for code in moves} == moves


def test_the_summary_counts_who_gains_and_who_loses() -> None:
    found = compare({"a": "95", "b": "80", "c": "70"}, {"a": "89.5", "b": "92", "c": "70"})

    assert found.summary() == {
        "subjects": 3,
        "only_before": 0,
        "only_after": 0,
        "total_rises": 1,
        "total_falls": 1,
        "total_stays": 1,
        "rank_rises": 1,
        "rank_falls": 1,
        "rating_changes": 2,
        "pay_gains": 1,
        "pay_losses": 1,
        "pay_fen": 650,
    }


def test_another_scheme_is_told_in_chinese() -> None:
    same = {"a": "95", "b": "80", "c": "70"}

    text = compare(same, same, after_parts=STRICTER).as_text(Language.ZH_HANS)

    assert (
        text
        == """\
如果改用“新表”（2026-10），与“表”（2026-10）相比：
共 3 人
总分：0 人上升，1 人下降，2 人不变
排名：0 人上升，0 人下降
等次：0 人有变动
津贴：1 人多得，2 人少得，合计 -45.00 元

a班 王芳：总分 95 → 92（-3）；津贴 +105.00 元
b班 李静：总分 80（不变）；津贴 -80.00 元
c班 赵敏：总分 70（不变）；津贴 -70.00 元
"""
    )


def test_changes_are_told_in_english() -> None:
    text = compare(
        {"a": "95", "b": "80"},
        {"a": "89.5", "b": "92"},
        before_postings=POSTINGS[:2],
        after_postings=POSTINGS[:2],
    )

    assert text.as_text(Language.EN).splitlines()[-2:] == [
        "a班 王芳: total 95 → 89.5 (-5.5); rank 1 → 2; rating 优秀 → 合格; pay -5.50 yuan",
        "b班 李静: total 80 → 92 (+12); rank 2 → 1; rating 合格 → 优秀; pay +12.00 yuan",
    ]


def test_who_is_only_in_one_result_is_told_and_loses_or_gains_the_whole_pay() -> None:
    found = compare(
        {"a": "95", "b": "80"},
        {"b": "80", "c": "70"},
        before_postings=POSTINGS[:2],
        after_postings=POSTINGS[1:],
    )

    assert [change.key for change in found.changes] == ["/a/ta", "/b/tb", "/c/tc"]
    assert found.changes[0].after is None
    assert found.changes[2].before is None
    assert [change.fen for change in found.changes] == [-9_500, 0, 7_000]
    assert (found.summary()["only_before"], found.summary()["only_after"]) == (1, 1)
    assert "a班 王芳：只有原结果；津贴 -95.00 元\n" in found.as_text(Language.ZH_HANS)
    assert "c班 赵敏：只有新结果；津贴 +70.00 元\n" in found.as_text(Language.ZH_HANS)


def test_losing_the_rank_is_told() -> None:
    veto = {
        "vetoes": [{"code": "low", "name": "过低", "effect": {"ranking": "excluded"}, "when": {"below": 75}}]
    }

    found = compare(
        {"a": "95", "c": "70"},
        {"a": "95", "c": "70"},
        after_parts={**PARTS, **veto},
        before_postings=(POSTINGS[0], POSTINGS[2]),
        after_postings=(POSTINGS[0], POSTINGS[2]),
    )

    assert found.changes[1].rank == 0
    assert "c班 赵敏：总分 70（不变）；排名 2 → 无\n" in found.as_text(Language.ZH_HANS)


def test_nothing_changes_against_the_same_result() -> None:
    same = {"a": "95", "b": "80", "c": "70"}

    found = compare(same, same)

    assert found.summary()["pay_fen"] == 0
    assert "津贴：0 人多得，0 人少得，合计 0.00 元\n" in found.as_text(Language.ZH_HANS)


def test_the_json_gives_both_sides() -> None:
    found = compare({"a": "95", "b": "80", "c": "70"}, {"a": "89.5", "b": "92", "c": "70"}).as_json()

    assert found["version"] == "banheng-what-if/1"
    assert found["summary"]["pay_yuan"] == "6.50"
    assert found["subjects"][1] == {
        "key": "/b/tb",
        "name": "b班 李静",
        "before": {
            "total": "80", "rank": 2, "rating": "rest", "rating_name": "合格", "pay_fen": 8_000, "pay_yuan": "80.00",
        },
        "after": {
            "total": "92", "rank": 1, "rating": "good", "rating_name": "优秀", "pay_fen": 9_200, "pay_yuan": "92.00",
        },
        "total_change": "12",
        "places_gained": 1,
        "rating_changes": True,
        "pay_change_fen": 1_200,
    }  # fmt: skip


def test_the_line_of_a_class_is_left_out() -> None:
    first = replace(POSTINGS[0], last=date(2026, 10, 15))
    second = Posting("a", "t9", "a班", "周倩", first=date(2026, 10, 16), row=1)

    found = compare({"a": "80"}, {"a": "80"}, before_postings=(first, second), after_postings=(first, second))

    assert [change.key for change in found.changes] == ["/a/ta", "/a/t9"]


def test_a_rating_of_another_code_with_the_same_name_is_no_change() -> None:
    renamed = {
        **PARTS,
        "ratings": [{**PARTS["ratings"][0], "code": "a"}, {**PARTS["ratings"][1], "code": "b"}],
    }
    same = {"a": "95", "b": "80", "c": "70"}

    found = compare(same, same, after_parts=renamed)

    assert not any(change.rating for change in found.changes)
    assert found.changes[0].after == Standing(950_000, 1, "a", "优秀", 9_500)
