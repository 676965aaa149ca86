"""Explanations of situations worked out by hand, word for word."""

from __future__ import annotations

from datetime import date

import pytest

from banheng.core.periods import parse_period
from banheng.core.wording import Language
from banheng.schemes.loading import parse_scheme
from banheng.scoring.explanation import explain
from banheng.scoring.roster import Posting, Role
from banheng.scoring.run import Engine, score
from tests.scoring.builders import WEEKDAYS, record, table

SCHEME = parse_scheme(
    """
scheme: demo
title: 班主任工作月度考核
period: month
full_points: 20
indicators:
  - code: routine
    name: 班级常规
    full_points: 20
    items:
      - code: hygiene
        name: 教室卫生
        full_points: 10
        clause: 000-G-13
        rule:
          kind: tally
          events:
            unswept: {name: 地面不洁, points: -0.2, per: place}
          floor: 0
          when_missing: start
      - code: plan
        name: 计划
        full_points: 10
        rule: {kind: judged, when_missing: not_applicable}
  - code: bonus
    name: 加分
    outside_total: true
    cap: 2
    items:
      - code: prize
        name: 获奖
        rule:
          kind: tally
          start: zero
          events:
            prize: {name: 比赛获奖, levels: {区级/一等: 3, 校级: 1}}
          when_missing: zero
vetoes:
  - {code: safety, name: 安全责任事故, effect: {rating: fail, allowance_percent: 50}}
decisions: {by: 校委会, may: [points, veto]}
ranking: {within: school, tie_break: [hygiene]}
ratings:
  - {code: excellent, name: 优秀, by: rank, top: 1, not_below: 18, needs: {of: [{part: hygiene, at_least: 9}]}}
  - {code: pass, name: 合格, by: points, at_least: 12}
  - {code: fail, name: 不合格, otherwise: true}
allowances:
  - {code: by_points, kind: per_point, name: 考核津贴, fen: 100}
  - {code: by_pupils, kind: per_pupil, name: 人数津贴, fen: 50}
pay: {prorate: days_in_post}
longer_periods:
  - {to: term, take: mean, ratings: [{code: pass, name: 合格, by: points, at_least: 12}]}
""",
    name="demo.yaml",
)
POSTINGS = (
    Posting("302", "t1", "三年级2班", "王芳", pupils=44, row=1),
    Posting("303", "t2", "三年级3班", "李静", pupils=40, row=2),
)
SWEEP = {"event": "unswept", "day": date(2026, 10, 9), "recorder": "值周教师"}
ROWS = [
    record("302", "hygiene", **SWEEP, note="后排有纸屑", quantity=30_000),
    record("302", "hygiene", **{**SWEEP, "day": date(2026, 10, 12)}),
    record("302", "hygiene", day=date(2026, 10, 13), recorder="德育处", note="记错班级", voids="r1"),
    record("302", "prize", event="prize", level="区级/一等", project="合唱"),
    record("303", "hygiene", **SWEEP),
    record("303", "plan", "9"),
    record("303", "safety", note="放学无人护送"),
    record("303", "decision", "1.5", event="adjust", recorder="校委会", note="承办现场会"),
]


def explained(who: str, *rows, postings=POSTINGS, period="2026-10"):
    evidence = table(*(rows or ROWS))
    arguments = (SCHEME.scheme, evidence, postings, parse_period(period), WEEKDAYS)
    return explain(score(*arguments, engine=Engine.REFERENCE), SCHEME, evidence, f"/{who}")


def test_a_result_is_told_word_for_word_in_chinese() -> None:
    text = explained("302/t1").as_text(Language.ZH_HANS)

    assert (
        text
        == f"""\
三年级2班 王芳（302，工号 t1）
方案：班主任工作月度考核（demo，{SCHEME.fingerprint[:8]}）
周期：2026-10（2026-10-01 至 2026-10-31）
任职：31 天（2026-10-01 至 2026-10-31）

总分 20.80（满分 20）
  计算：班级常规 18.8；加分（另计）2；合计 20.8

班级常规 18.8（满分 20）
  计算：教室卫生 9.4；“计划”不适用，不计入满分；按适用部分折算：9.4 × 20 ÷ 10 = 18.8；合计 18.8
  教室卫生 9.4（满分 10）
    计算：满分 10；地面不洁 3 处 × 0.2 = 0.6；得 9.4
    依据：000-G-13
    记录：
      2026-10-09 地面不洁，3 处，值周教师，后排有纸屑 [r0]
    已作废（不计）：
      2026-10-12 地面不洁，1 处，值周教师 [r1]；2026-10-13 由德育处作废：记错班级
  计划：不适用，不计入满分
    计算：没有记录，本项不适用，不计入满分
    记录：无

加分 2（满分以外另计）
  计算：获奖 3；合计 3；最高计 2
  获奖 3
    计算：起始 0 分；加：比赛获奖 区级 一等 1 次 × 3 = 3；得 3
    记录：
      2026-10-14 比赛获奖，区级 一等，项目“合唱”，1 次 [r3]

排名：总分 20.8，全校 2 人中第 1 名
等次：名额 1 个，按排名评为“优秀”；“教室卫生”9.4，9 及以上
津贴：42.80 元
  考核津贴 20.80 元：总分 20.8 × 1.00 元
  人数津贴 22.00 元：学生数 44 × 0.50 元
"""
    )


def test_a_result_is_told_word_for_word_in_english() -> None:
    text = explained("303/t2").as_text(Language.EN)

    assert (
        text
        == f"""\
三年级3班 李静 (303, teacher t2)
Scheme: 班主任工作月度考核 (demo, {SCHEME.fingerprint[:8]})
Period: 2026-10 (2026-10-01 to 2026-10-31)
Days in post: 31 (2026-10-01 to 2026-10-31)

Total 20.30 of 20
  Calculation: 班级常规: 18.8; 加分, on top: 0; together 18.8; veto: 安全责任事故; 校委会 added 1.5: 承办现场会

班级常规: 18.8 of 20
  Calculation: 教室卫生: 9.8; 计划: 9; together 18.8
  教室卫生: 9.8 of 10
    Calculation: full points 10; 地面不洁: 1 place × 0.2 = 0.2 off; gives 9.8
    Clauses: 000-G-13
    Records:
      2026-10-09 地面不洁, 1 place, 值周教师 [r4]
  计划: 9 of 10
    Calculation: judged 9; gives 9
    Records:
      2026-10-14 value 9 [r5]

加分: 0, on top of the full score
  Calculation: 获奖: 0; together 0
  获奖: 0
    Calculation: no record: 0 points; gives 0
    Records: none

安全责任事故:
  Records:
    2026-10-14 放学无人护送 [r6]

Decisions:
  Records:
    2026-10-14 total changed, value 1.5, 校委会, 承办现场会 [r7]

Rank: total 20.3, rank 2 of 2 in the school
Rating: total 20.3 (at least 12): 合格; not 优秀: beyond the places by rank; because of 安全责任事故: 不合格
Pay: 20.15 yuan
  考核津贴 20.30 yuan: total 20.3 × 1.00 yuan
  人数津贴 20.00 yuan: pupils 40 × 0.50 yuan
  安全责任事故: paid at 50 % -20.15 yuan
"""
    )


def test_one_item_can_be_told_alone() -> None:
    text = explained("302/t1").as_text(Language.ZH_HANS, item="plan")

    assert text.splitlines()[-3:] == [
        "计划：不适用，不计入满分",
        "  计算：没有记录，本项不适用，不计入满分",
        "  记录：无",
    ]
    assert "教室卫生" not in text


def test_an_item_that_the_scheme_does_not_have_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="hygeine"):
        explained("302/t1").as_text(Language.EN, item="hygeine")


def test_only_the_reference_engine_leaves_what_can_be_explained() -> None:
    evidence = table(*ROWS)
    sheet = score(
        SCHEME.scheme, evidence, POSTINGS, parse_period("2026-10"), WEEKDAYS, engine=Engine.COLUMNAR
    )

    with pytest.raises(ValueError, match=r"Engine\.REFERENCE"):
        explain(sheet, SCHEME, evidence, "/302/t1")


def test_equal_totals_tell_what_was_compared() -> None:
    rows = [record("302", "plan", "8"), record("303", "plan", "8")]

    text = explained("302/t1", *rows).as_text(Language.ZH_HANS)

    assert "排名：总分 18，全校 2 人中第 1 名；总分相同，比较“教室卫生”：10；与另外 1 人并列\n" in text
    assert "等次：名额 1 个，按排名评为“优秀”；“教室卫生”10，9 及以上\n" in text


def test_a_better_rating_that_was_missed_is_told_with_its_reason() -> None:
    rows = [record("302", "plan", "2"), record("303", "plan", "9")]

    text = explained("302/t1", *rows).as_text(Language.ZH_HANS)

    assert "等次：总分 12（12 及以上），评为“合格”；未评“优秀”：总分 12，要求 18 及以上\n" in text


def test_who_takes_over_is_told_with_the_own_days() -> None:
    postings = (
        POSTINGS[0],
        Posting(
            "302",
            "t9",
            "三年级2班",
            "周倩",
            role=Role.SUBSTITUTE,
            first=date(2026, 10, 12),
            last=date(2026, 10, 16),
            row=3,
        ),
    )

    own, substitute, line = (
        explained(who, *ROWS[:4], postings=postings).as_text(Language.ZH_HANS)
        for who in ("302/t1", "302/t9", "302/")
    )

    assert "任职：26 天（2026-10-01 至 2026-10-31）\n另有 5 天由他人代理\n" in own
    assert "学生数 44 × 0.50 元；按任职天数折算 26 ÷ 31\n" in own
    assert "三年级2班 周倩（302，工号 t9）" in substitute
    assert "津贴：无\n" in substitute
    assert line.startswith("三年级2班（班级成绩）\n")
    assert "排名：班级成绩，不参加班主任排名\n等次：不评等次\n津贴：无\n" in line


def test_a_longer_period_is_told_by_its_pieces() -> None:
    rows = [record("302", "plan", "8"), record("302", "plan", "7", day=date(2026, 11, 12))]

    explanation = explained("302/t1", *rows, period="2026-2027-1")

    assert "总分 17.50（满分 20）\n  计算：2026-10 得 18；2026-11 得 17；2 期合计 35，35 ÷ 2 = 17.5\n" in (
        explanation.as_text(Language.ZH_HANS)
    )
    assert explanation.as_json()["pieces"] == [
        {"period": "2026-10", "points": "18"},
        {"period": "2026-11", "points": "17"},
    ]


def test_the_json_gives_every_record_with_its_figures() -> None:
    content = explained("302/t1").as_json(item="hygiene")

    assert content["version"] == "banheng-explanation/1"
    assert content["part"]["steps"][1] == {
        "what": "deducted",
        "figures": {"name": "地面不洁", "quantity": "3", "unit": "place", "price": "0.2", "amount": "0.6"},
        "text_zh": "地面不洁 3 处 × 0.2 = 0.6",
        "text_en": "地面不洁: 3 places × 0.2 = 0.6 off",
        "records": ["r0"],
    }
    assert content["part"]["voided"][0]["note"] == "记错班级"
