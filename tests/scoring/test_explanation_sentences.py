"""Sentences that few schemes need, each in a small situation."""

from __future__ import annotations

from datetime import date

import pytest

from banheng.core.wording import Language
from banheng.schemes.loading import SchemeFile, fingerprint
from banheng.scoring.explanation import explain
from banheng.scoring.roster import Posting, Role
from banheng.scoring.run import Engine
from tests.scoring.builders import MARK, marks, record, scheme_with, sheet, table

PASS = {"code": "pass", "name": "合格", "by": "points", "at_least": 60}
REST = {"code": "rest", "name": "不合格", "otherwise": True}
NOT_RECORDED = {**MARK, "rule": {**MARK["rule"], "when_missing": "not_applicable"}}


def top(**more: object) -> dict[str, object]:
    return {"code": "top", "name": "优秀", "by": "points", **more}


def line(kind: str, **more: object) -> dict[str, object]:
    return {"code": "line", "name": "津贴", "kind": kind, **more}


def told(
    rows=None, *, postings=None, period="2026-10", language=Language.ZH_HANS, key="/a/ta", **parts
) -> str:
    """Explain class a, which has 80 points unless rows are given."""
    scheme = scheme_with(**parts)
    rows = rows or marks(a="80", b="70")
    postings = postings or (Posting("a", "ta", grade="三年级", stage="primary", pupils=40, years=7, row=1),)
    scheme_file = SchemeFile("table.yaml", scheme, {}, {}, fingerprint(scheme))
    result = sheet(scheme, rows, Engine.REFERENCE, postings=postings, period=period)
    return explain(result, scheme_file, table(*rows), key).as_text(language)


@pytest.mark.parametrize(
    ("parts", "zh", "en"),
    [
        (
            {"coefficients": [{"by": "grade", "factors": {"三年级": "1.1"}}]},
            "三年级系数：80 × 1.1 = 88",
            "factor of 三年级: 80 × 1.1 = 88",
        ),
        (
            {"coefficients": [{"by": "stage", "factors": {"primary": "1.1"}}]},
            "学段系数：80 × 1.1 = 88",
            "factor of the stage: 80 × 1.1 = 88",
        ),
        (
            {
                "indicators": [
                    {"code": "x", "name": "加分", "outside_total": True, "weight": 10, "items": [MARK]}
                ]
            },
            "加分（另计）80 × 10% = 8；合计 8",
            "加分, on top: 80 × 10 % = 8; together 8",
        ),
        ({"ratings": [top()]}, "等次：总分 80，评为“优秀”\n", "Rating: total 80: 优秀\n"),
        (
            {"ratings": [top(at_least=90)]},
            "等次：不符合任何等次的条件；未评“优秀”：总分 80，要求 90 及以上\n",
            "Rating: the conditions of no rating are met; not 优秀: total 80, wanted at least 90\n",
        ),
        (
            {"ratings": [top(needs={"of": [{"part": "second", "at_least": 5}]}), PASS]},
            "评为“合格”；未评“优秀”：“第二项”0，要求 5 及以上\n",
            "not 优秀: 第二项 0, wanted at least 5\n",
        ),
        (
            {"ratings": [top(needs={"at_least": 1, "of": [{"part": "second", "at_least": 5}]}), REST]},
            "等次：不符合其他等次的条件，评为“不合格”；未评“优秀”：条件满足 0 项，要求 1 项\n",
            "Rating: none of the others: 不合格; not 优秀: 0 of 1 conditions\n",
        ),
        (
            {
                "indicators": [
                    {
                        "code": "all",
                        "name": "全部",
                        "items": [MARK, {**NOT_RECORDED, "code": "second", "name": "第二项"}],
                    }
                ],
                "ratings": [top(needs={"of": [{"part": "second", "at_least": 0}]}), PASS],
            },
            "未评“优秀”：“第二项”不适用\n",
            "not 优秀: 第二项 does not apply\n",
        ),
        (
            {},
            "排名：方案不设排名\n等次：方案不设等次\n津贴：方案不设津贴\n",
            "Rank: the scheme has no ranking\n",
        ),
    ],
)
def test_points_and_ratings_are_told(parts, zh, en) -> None:
    assert zh in told(**parts)
    assert en in told(**parts, language=Language.EN)


def test_both_sides_of_an_assistants_share_are_told() -> None:
    allowances = [line("fixed", fen=10_000), {**line("assistant_share", percent=30), "code": "share"}]
    postings = (
        Posting("a", "ta", teacher_name="王芳", row=1),
        Posting("a", "va", teacher_name="李敏", first=date(2026, 10, 22), role=Role.ASSISTANT_HOMEROOM_TEACHER, row=2),
    )  # fmt: skip

    teacher, assistant = (
        told(allowances=allowances, postings=postings, key=key)
        for key in ("/a/ta", "/a/va/assistant_homeroom_teacher")
    )

    assert "津贴 -9.68 元：100.00 元 × 30% × 共同任职 10 ÷ 31 天，分给a 李敏：9.68 元" in teacher
    assert "津贴 9.68 元：a 王芳的 100.00 元 × 30% × 共同任职 10 ÷ 31 天 = 9.68 元" in assistant
    assert "副班主任，总分随a 王芳" in assistant


@pytest.mark.parametrize(
    ("allowance", "zh"),
    [
        (line("by_band", bands=[{"fen": 500}]), "津贴 5.00 元：总分 80，5.00 元"),
        (
            line("by_band", of="years", bands=[{"at_least": 5, "fen": 500}]),
            "津贴 5.00 元：班主任年限 7（5 及以上）5.00 元",
        ),
        (
            line("seniority", fen=100, every_years=2, after_years=3),
            "津贴 2.00 元：班主任年限 7 年，满 3 年后每 2 年一档，2 档 × 1.00 元",
        ),
        (
            line("seniority", fen=100, most_fen=300),
            "津贴 3.00 元：班主任年限 7 年，每 1 年一档，7 档 × 1.00 元；最高 3.00 元",
        ),
        (line("per_day", fen=10, school_days=False), "津贴 3.10 元：31 天 × 0.10 元"),
        (line("per_day", fen=10), "津贴 2.20 元：22 个教学日 × 0.10 元"),
        (line("per_pupil", fen=10, up_to=30), "津贴 3.00 元：学生数 40；最多计 30 人；计 30 人 × 0.10 元"),
        (
            line("per_pupil", fen=10, over=35, months=5),
            "津贴 2.50 元：学生数 40；只计超过 35 人的部分；计 5 人 × 0.10 元 × 5 个月",
        ),
        (line("per_point", fen=10, above=60), "津贴 2.00 元：总分超过 60 的部分 20 × 0.10 元"),
        (line("per_point", fen=10, of="second"), "津贴 0.00 元：第二项 0 × 0.10 元"),
        (line("minimum", fen=5_000), "津贴 50.00 元：不低于 50.00 元，补足差额"),
        (line("pool", fen=1_000, by="equal", for_days=False), "津贴 10.00 元：总额 10.00 元，按人分配 1 ÷ 1"),
        (line("pool", fen=1_000, for_days=False), "津贴 10.00 元：总额 10.00 元，按总分分配 80 ÷ 80"),
        (line("below", at=90, fen=-500), "津贴 -5.00 元：总分 80，低于 90，-5.00 元"),
    ],
)
def test_each_line_of_pay_is_told(allowance, zh) -> None:
    assert f"  {zh}\n" in told(allowances=[allowance])


@pytest.mark.parametrize(
    ("rows", "zh"),
    [
        (
            [
                record("a", "mark", "80"),
                record("a", "decision", "90", event="points", recorder="张三", note="复核"),
            ],
            "校委会 张三决定总分为 90：复核",
        ),
        (
            [record("a", "mark", "80"), record("a", "decision", "-2", event="adjust")],
            "校委会决定减 2 分：未写原因",
        ),
        (
            [
                record("a", "mark", "80"),
                record("a", "low"),
                record("a", "decision", event="veto", level="low", note="误报"),
            ],
            "“违规”经校委会研究不适用：误报",
        ),
        ([record("a", "mark", "80"), record("a", "low")], "一票否决：违规；总分计 0 分"),
        ([record("a", "mark", "80"), record("a", "often")], "“多次缺席”1 次，未满 2 次，不触发"),
        (
            [record("a", "mark", "80"), record("a", "often", quantity=20_000)],
            "受限：多次缺席 2 次，满 2 次；总分按 50% 计：40",
        ),
        ([record("a", "mark", "20")], "一票否决：过低（总分 20，低于 30）；取消本周期评优资格"),
    ],
)
def test_vetoes_and_decisions_are_told(rows, zh) -> None:
    parts = {
        "vetoes": [
            {"code": "low", "name": "违规", "effect": {"points": "zero"}},
            {"code": "often", "name": "多次缺席", "times": 2, "effect": {"points_percent": 50}},
            {"code": "poor", "name": "过低", "when": {"below": 30}, "effect": {"honours": "barred"}},
        ],
        "decisions": {"by": "校委会", "may": ["points", "veto"]},
    }

    assert zh in told(rows, **parts)


def test_too_few_days_in_every_month_of_a_term_are_told() -> None:
    postings = (Posting("a", "ta", first=date(2026, 10, 26), last=date(2026, 11, 4), row=1),)
    rows = [
        record("a", "mark", "80", day=date(2026, 10, 28)),
        record("a", "mark", "70", day=date(2026, 11, 2)),
    ]

    text = told(
        rows,
        postings=postings,
        period="2026-2027-1",
        eligible={"least_days": 10},
        longer_periods=[{"to": "term", "take": "sum", "ranking": {}}],
    )

    assert "计算：2026-10 得 80；2026-11 得 70；2 期合计 150\n" in text
    assert "排名：各期任职天数都不足，不排名、不评等次\n" in text
