from pathlib import Path

import pytest
from pydantic import TypeAdapter
from rich.cells import cell_len
from tests.scoring.builders import scheme_with

from banheng.core.wording import Language
from banheng.rules.kinds import RULE_KINDS, AnyRule
from banheng.schemes.allowances import AnyAllowance
from banheng.schemes.consequences import Action, Owner
from banheng.schemes.describing_honours import ACTIONS, OWNERS, describe_consequence, describe_honour
from banheng.schemes.describing_pay import describe_allowance
from banheng.schemes.describing_rules import describe_rule
from banheng.schemes.loading import load_scheme, parse_scheme
from banheng.schemes.showing import show_text
from banheng.schemes.speaking import Speaker

DEMO = Path(__file__).parent / "demo.yaml"
LIBRARY = sorted((Path(__file__).parents[2] / "src/banheng/schemes/library").glob("*/scheme.yaml"))
ZERO = {"when_missing": "zero"}
RULES = [
    (
        {
            "kind": "band",
            "of": "出勤率",
            "bands": [{"at_least": 95, "points": 8}, {"below": 95, "points": 2}],
        },
        ["出勤率 (最近一次)", "≥ 95: 8", "< 95: 2"],
    ),
    (
        {"kind": "judged", "most": 100, "minimum": 3, "trim": {"highest": 1}},
        ["评分 0 至 100；取平均；去掉最高 1 份、最低 0 份；至少 3 份"],
    ),
    ({"kind": "level", "levels": {"A": 5, "B": 3}, "take": "worst"}, ["A 5，B 3", "取最差一次"]),
    (
        {"kind": "position", "within": "grade", "of": "均分", "first": 20, "step": -2, "least": 8},
        ["年级内按均分 (最近一次)排名；并列占位（1、2、2、4）", "第一名 20，以下每名 -2；最低 8"],
    ),
    (
        {
            "kind": "progress",
            "baseline": {"event": "a", "name": "期初"},
            "now": {"event": "b", "name": "期末"},
            "every": "0.5",
            "gain": 2,
        },
        ["从 0 分起", "期初 → 期末，每升 0.5 +2"],
    ),
    (
        {
            "kind": "ratio",
            "by": {"kind": "level", "levels": {"A": 5}, **ZERO},
            "over": {"best_within": "grade"},
        },
        ["得分 ÷ 年级内最高值 × 满分", "  A 5", "  取最近一次", "  无记录：0 分"],
    ),
    (
        {"kind": "ratio", "numerator": {"name": "已交"}, "over": {"number": 4}, "cap": 10},
        ["已交 ÷ 4 × 满分", "最高 10"],
    ),
    (
        {"kind": "roll_up", "each": "week", "rule": {"kind": "level", "levels": {"A": 5}, **ZERO}},
        ["每周计分；各周取平均", "A 5", "取最近一次", "无记录：0 分"],
    ),
    (
        {"kind": "streak", "each": "week", "length": 3, "points": 1, "of": "红旗", "cap": 2},
        ["红旗：连续 3 周，+1；最高 2"],
    ),
    (
        {"kind": "survey", "scale": 10, "groups": {"pupil": {"name": "学生", "weight": 60, "minimum": 20}}},
        ["各方平均分加权，÷ 10 × 满分", "学生: 权重 60；至少 20 份"],
    ),
    (
        {
            "kind": "tally",
            "floor": 0,
            "events": {"a": {"name": "迟到", "points": "-0.5", "per": "person_time", "free": 2}},
        },
        ["从满分起；最低 0", "迟到: 每人次 -0.5；2 以内不计"],
    ),
    (
        {
            "kind": "tally",
            "start": "zero",
            "events": {"a": {"name": "获奖", "levels": {"县": {"一等": 3}, "校": 1}}},
        },
        ["从 0 分起", "获奖: 县/一等 +3，校 +1"],
    ),
    (
        {"kind": "tally", "start": 60, "events": {"a": {"name": "违纪", "range": [-3, -1]}}},
        ["从 60 分起", "违纪: 每次 -3 至 -1，酌情"],
    ),
    (
        {"kind": "target", "of": "家访", "target": 4, "short": -1, "floor": 0},
        ["家访 (数量)；目标 4；从满分起；最低 0", "每少 1 -1"],
    ),
    (
        {"kind": "timely", "due": {"days": 14}, "on_time": 2, "late": 1, "each_day_late": "-0.5"},
        ["期限：期初第 14 天", "按时 2，逾期 1；每迟一天再 -0.5"],
    ),
]
PAY = [
    ({"kind": "below", "at": 60, "fen": -5000}, "总分低于 60：-50.00 元"),
    ({"kind": "by_rank", "fen": [5000, 3000]}, "#1 50.00 元，#2 30.00 元"),
    ({"kind": "by_rating", "fen": {"a": 100}}, "a 1.00 元"),
    (
        {"kind": "assistant_share", "percent": 30, "of": ["base"]},
        "本班班主任base的 30%；按共同任职天数；从班主任津贴中划出",
    ),
    (
        {"kind": "fixed", "fen": 100, "paid_to": ["substitute", "assistant_homeroom_teacher"]},
        "每人 1.00 元；发给代理班主任，副班主任",
    ),
    ({"kind": "decided", "most_fen": 10000}, "由集体决定；最低 0.00 元；最高 100.00 元"),
    ({"kind": "factor", "by": "rating", "percent": {"fail": 50}, "of": ["base"]}, "base × 按等次: fail 50%"),
    ({"kind": "fixed", "fen": 20000, "prorate": "none"}, "每人 200.00 元；不按天折算"),
    ({"kind": "leave", "fen": -1000}, "由他人代理，每教学日 -10.00 元"),
    (
        {"kind": "minimum", "average_fen": 50000, "percent": 30, "fen": 10000, "take": "lesser"},
        "补足到；平均 500.00 元 的 30%；100.00 元；二者取低",
    ),
    ({"kind": "per_day", "fen": 2000, "most_days": 20}, "每任职一教学日 20.00 元；最多 20 天"),
    ({"kind": "per_event", "events": {"late": {"name": "迟到", "fen": -500}}}, "迟到每次 -5.00 元"),
    ({"kind": "per_point", "fen": 100, "above": 60}, "总分超过 60 的部分每分 1.00 元"),
    ({"kind": "per_pupil", "fen": 50, "over": 45, "months": 5}, "每学生 0.50 元；超过 45 人的部分；× 5 个月"),
    ({"kind": "pool", "fen": 100000}, "全校总额 1000.00 元；按得分分配；并按任职天数"),
    ({"kind": "seniority", "fen": 500, "every_years": 3}, "班主任年限每满 3 年 5.00 元"),
]


@pytest.mark.parametrize(("content", "lines"), RULES)
def test_a_rule_is_said_in_words(content, lines):
    rule = TypeAdapter(AnyRule).validate_python({**content, **ZERO})
    missing = [] if content["kind"] == "roll_up" else ["无记录：0 分"]

    assert describe_rule(rule, Speaker(Language.ZH_HANS)) == [*lines, *missing]


@pytest.mark.parametrize(("content", "words"), PAY)
def test_a_line_of_the_pay_is_said_in_words(content, words):
    allowance = TypeAdapter(AnyAllowance).validate_python({"code": "a", "name": "津贴", **content})

    assert describe_allowance(allowance, Speaker(Language.ZH_HANS)) == words


VETOES = [{"code": "crime", "name": "违法犯罪行为", "effect": {"honours": "barred"}}]
RATED = [
    {"code": "good", "name": "优秀", "by": "points", "at_least": 90},
    {"code": "fail", "name": "不合格", "otherwise": True},
]
HONOURS = [
    ({}, "班主任，每月；由学校提名"),
    ({"ratings": ["good"], "reason": "成绩优秀"}, "班主任，每月；等次 优秀"),
    (
        {"who": "class", "top": 2, "within": "grade", "barred_by": ["crime"], "moves_up": False},
        "班级，每月；年级内前 2 名；有违法犯罪行为的不评；空出的名额不递补",
    ),
    (
        {"share": 20, "share_rounding": "down", "least_number": 1, "not_below": 80, "times": 3},
        "班主任，每月；全校前 20%（人数去尾）；至少 1 人；总分不低于 80；连续 3 次",
    ),
    (
        {"ratings": ["good"], "times": 2, "counted": "academic_year", "of_last": 4},
        "班主任，每月；等次 优秀；一学年内 2 次；只看最近 4 期",
    ),
]
TALK = {"action": "talk", "owner": "principal", "due": {"days": 5, "school_days": True}}
WAIT = {"action": "remove", "name": "解聘", "owner": "moral_education_office", "wait_years": 2}
CONSEQUENCES = [
    (
        {"when": {"ratings": ["fail"], "vetoes": ["crime"]}, "tasks": [TALK, WAIT]},
        [
            "班主任，每月；不合格、违法犯罪行为",
            "约谈（校长）；5 个教学日内",
            "解聘（德育处）；2 年后方可再聘",
        ],
    ),
    (
        {"when": {"flags": ["last_place"]}, "times": 3, "ladder": True, "tasks": [TALK, WAIT]},
        [
            "班主任，每月；排名末位；连续 3 次",
            "第 1 次：约谈（校长）；5 个教学日内",
            "第 2 次：解聘（德育处）；2 年后方可再聘",
        ],
    ),
    (
        {
            "when": {"ratings": ["good"]},
            "who": "class",
            "counted": "ever",
            "times": 2,
            "tasks": [{"action": "commend", "owner": "grade_leader", "due": {"at": "term_end"}}],
        },
        ["班级，每月；优秀；累计 2 次", "表彰（年级组长）；学期结束前"],
    ),
]


@pytest.mark.parametrize(("content", "words"), HONOURS)
def test_an_honour_is_said_in_words(content, words):
    honour = {"code": "h", "name": "先进班主任", **content}
    scheme = scheme_with(vetoes=VETOES, ratings=RATED, honours=[honour])

    assert describe_honour(scheme.honours[0], scheme, Speaker(Language.ZH_HANS)) == words


@pytest.mark.parametrize(("content", "lines"), CONSEQUENCES)
def test_a_consequence_is_said_in_words(content, lines):
    consequence = {"code": "c", "name": "处理", **content}
    scheme = scheme_with(vetoes=VETOES, ratings=RATED, consequences=[consequence])

    assert describe_consequence(scheme.consequences[0], scheme, Speaker(Language.ZH_HANS)) == lines


def test_every_action_and_owner_has_its_words():
    assert set(ACTIONS) == set(Action)
    assert set(OWNERS) == set(Owner)


def test_every_rule_kind_has_its_words():
    kinds = {kind.model_fields["kind"].annotation.__args__[0] for kind in RULE_KINDS}

    assert {content["kind"] for content, _ in RULES} == kinds


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("path", [DEMO, *LIBRARY], ids=lambda path: path.parent.name)
def test_every_part_of_a_scheme_is_shown(path, language):
    file = load_scheme(path)

    text = show_text(file, language, width=200)

    shown = "".join(text.split())
    assert file.scheme.title.replace(" ", "") in shown
    for item in (*file.scheme.items(), *file.scheme.honours, *file.scheme.consequences):
        assert f"{item.name}{item.code}".replace(" ", "") in shown


def test_no_line_is_wider_than_asked_for():
    text = show_text(load_scheme(DEMO), Language.ZH_HANS, width=80)

    assert max(map(cell_len, text.splitlines())) <= 80


def test_columns_stand_under_each_other_for_chinese_names():
    lines = show_text(load_scheme(DEMO), Language.ZH_HANS, width=120).splitlines()
    starts = [
        cell_len(line.partition(mark)[0])
        for line in lines
        for mark in ("从满分起", "期限", "从 0 分起")
        if mark in line
    ]

    assert len(starts) == 3
    assert len(set(starts)) == 1


def test_a_blank_is_shown_and_listed():
    text = DEMO.read_text(encoding="utf-8").replace("points: -0.2", "points: null")

    shown = show_text(parse_scheme(text), Language.EN)

    assert "地面不洁: ____ per place(s)" in shown
    assert "____ indicators/routine/items/hygiene/rule/events/unswept/points" in shown


def test_brackets_in_a_name_are_kept():
    text = DEMO.read_text(encoding="utf-8").replace("name: 班级常规", "name: '[一]常规'")

    assert "[一]常规" in show_text(parse_scheme(text), Language.ZH_HANS)
