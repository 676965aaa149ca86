"""What a clause asks of persons, as a rule; and what must not become one."""

from __future__ import annotations

import pytest

from banheng.eligibility.drafting.rules import Rule, draft_rule_pack, read_rules
from banheng.eligibility.linting import lint
from banheng.eligibility.loading import parse_pack
from banheng.schemes.drafting.reading.lines import normalise
from banheng.schemes.drafting.unscored import Clause, Undecided


def clause(text: str, *above: str, path: str = "三/1", is_marked: bool = True, **more: bool) -> Clause:
    return Clause(path, normalise(text), above or ("某校班主任管理办法",), is_marked=is_marked, **more)


SERVED = {"kind": "service_years"}
RULES = [
    (
        "教师取得相应学段教师资格和班主任上岗证书后方可担任班主任。",
        "serve",
        [{"kind": "qualified", "of_stage": True}, {"kind": "certified"}],
    ),
    ("班主任应由教龄满3年的教师担任。", "serve", [{"kind": "teaching_years", "years": 3}]),
    ("班主任上岗需两年以上教龄。", "serve", [{"kind": "teaching_years", "years": 2}]),
    ("担任班主任的教师须具有教师资格证书。", "serve", [{"kind": "qualified"}]),
    ("担任班主任未满两年的，不得提拔为年级主任。", "promote", [SERVED | {"years": 2}]),
    ("任班主任不足4年的原则上不得推荐为后备干部。", "promote", [SERVED | {"years": 4}]),
    ("申报高级职称的教师须有5年以上班主任工作经历。", "promote", [SERVED | {"years": 5}]),
    ("连续两年考核不合格的，不得继续担任班主任。", "exit", [{"kind": "failed_years", "years": 2}]),
    ("连续三年考核不称职的班主任，予以解聘。", "exit", [{"kind": "failed_years", "years": 3}]),
    ("班主任聘任实行末位淘汰。", "exit", [{"kind": "last_place"}]),
    ("班主任任期不少于3年。", "term", [{"kind": "term_of_office", "years": 3}]),
    (
        "连续担任三个学段班主任的，可安排休整。",
        "rest",
        [{"kind": "stages_served", "stages": 3, "stage_months": None}],
    ),
    ("每班配备1名班主任。", "class_check", None),
    ("新任班主任必须参加岗前培训。", "start", None),
    ("班主任每五年参加集中培训不少于30学时。", "hours", None),
    ("被解聘的班主任，三年后方可申请担任班主任。", "return", None),
    ("省级以上优秀班主任应指导2名青年教师。", "mentor", None),
    ("凡有偿补课或体罚学生的，实行一票否决。", "veto", None),
    ("对严重违反师德的班主任，撤销班主任职务。", "exit", None),
    ("具有高级职称者优先。", "priority", [{"kind": "rank", "rank": "senior"}]),
    ("近五年获得市级以上优秀班主任称号的优先聘任。", "priority", None),
]


@pytest.mark.parametrize(("text", "kind", "conditions"), RULES, ids=[text[:16] for text, *_ in RULES])
def test_a_clause_becomes_a_rule(text, kind, conditions):
    (rule,) = read_rules([clause(text)])

    assert isinstance(rule, Rule), rule
    assert rule.kind == kind
    assert conditions is None or rule.conditions == conditions
    assert rule.hard is ("原则上" not in text)
    assert rule.content("r1")["note"].startswith("原文：“")


@pytest.mark.parametrize(
    ("phrase", "condition"),
    [
        ("近三年获得校级优秀班主任称号", {"kind": "honour", "level": "school", "within_years": 3}),
        ("被评为县级以上优秀班主任", {"kind": "honour", "level": "county"}),
        ("累计担任班主任8年以上", {"kind": "service_years", "years": 8}),
        ("连续五年担任班主任", {"kind": "continuous_service", "years": 5}),
        ("中级以上职称", {"kind": "rank", "rank": "intermediate"}),
        ("具有一级教师职称", {"kind": "rank", "rank": "intermediate"}),
        ("从教满六年", {"kind": "teaching_years", "years": 6}),
        ("本科及以上学历", {"kind": "item", "name": "本科及以上学历"}),
        ("身心健康", {"kind": "item", "name": "身心健康"}),
    ],
)
def test_what_stands_below_a_heading_of_conditions_is_said_one_by_one(phrase, condition):
    heading = clause("班主任任职条件:", path="三")
    (rule,) = read_rules([heading, clause("热爱学生。", path="三/1"), clause(f"{phrase}。", path="三/2")])

    assert rule.kind == "serve"
    assert condition.items() <= rule.conditions[1].items()


def test_conditions_behind_a_colon_are_said_one_by_one_and_the_rest_of_the_clause_is_read_too():
    text = "班主任任期不少于3年。班主任的基本条件是：身心健康；教龄满四年。班主任实行末位淘汰。"

    rules = list(read_rules([clause(text)]))

    assert [rule.kind for rule in rules] == ["serve", "term", "exit"]
    assert [condition["kind"] for condition in rules[0].conditions] == ["item", "teaching_years"]


def test_conditions_of_which_one_is_enough_are_read_from_a_list_in_a_sentence():
    text = "符合下列条件之一的，可直接认定班主任资格：一是任班主任累计满7年；二是近两年荣获县级优秀班主任且热爱学生。"
    (rule,) = read_rules([clause(text)])

    assert (rule.kind, rule.any_of) == ("direct", True)
    assert rule.conditions[0] == {"kind": "service_years", "years": 7}
    assert [part["kind"] for part in rule.conditions[1]["of"]] == ["honour", "item"]


LOOK_ALIKES = [
    "班主任应具备以下职责：管理班级。",
    "班主任队伍建设具有重要意义。",
    "通过培训使班主任具备较强的管理能力。",
    "考核指标要具有代表性。",
    "考核结果作为职称评定的依据。",
    "各校要制定班主任任职条件。",
    "连续三年被评为优秀的，加5分。",
    "在评职称时对班主任优先考虑。",
    "鼓励取得教师资格的优秀青年担任班主任。",
    "学校办学条件应符合标准：生均面积达标。",
    "本学期满18周后放假。",
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes_become_nothing(text):
    assert not [found for found in read_rules([clause(text)]) if isinstance(found, Rule)]


@pytest.mark.parametrize(
    "text",
    [
        "班主任每周课时不超过全校平均数。",
        "出现重大失误的，取消班主任评优资格。",
        "对不服从安排的教师可予解聘处理，影响年度班主任聘用。",
    ],
)
def test_a_condition_that_no_rule_says_is_left_to_people(text):
    (found,) = read_rules([clause(text)])

    assert isinstance(found, Undecided)


def test_a_veto_that_the_drafted_scheme_holds_is_not_drafted_again():
    text = "凡体罚学生的，实行一票否决。"

    assert [rule.kind for rule in read_rules([clause(text)])] == ["veto"]
    assert not [found for found in read_rules([clause(text, is_in_scheme=True)]) if isinstance(found, Rule)]


def test_the_same_words_are_one_item_and_what_is_said_twice_is_one_rule():
    clauses = [
        clause("任职条件", path="一"),
        clause("身心健康", path="一/1"),
        clause("评选条件", path="二"),
        clause("身心健康", path="二/1"),
        clause("班主任实行末位淘汰。", path="三"),
        clause("对班主任末位淘汰。", path="四"),
    ]

    pack = parse_pack(draft_rule_pack("办法", clauses).text).pack

    assert [rule.kind for rule in pack.rules] == ["serve", "promote", "exit"]
    assert pack.rules[0].when.code == pack.rules[1].when.code
    assert pack.rules[2].clause == ("三", "四")


def test_a_drafted_pack_loads_and_lint_asks_for_what_the_document_leaves_open():
    drafted = draft_rule_pack("办法", [clause("连续担任两个学段的班主任，应休整。")])

    assert [finding.id for finding in lint(parse_pack(drafted.text))] == ["eligibility.E001"]
