"""What is said of an answer, in both languages."""

from datetime import date

import pytest

from banheng.core.wording import Language
from banheng.eligibility.answer import Outcome
from banheng.eligibility.saying import as_data, demand_lines, in_number, missing, tree_lines
from tests.eligibility.people import AT, answer, condition, in_force, person, said

TRAINED = [{"training": "centralised", "on": "2025-05-01", "hours": 14}]


@pytest.mark.parametrize(
    ("rule", "facts", "zh", "en"),
    [
        (
            "hours",
            {"training": TRAINED},
            "五年 20 学时集中培训：不符合（原则上要求，仅提醒）。近 5 年集中培训不少于 20 学时：有 14 学时，还差 6 学时",
            ("20 hours of centralised training in five years: not met (asked for in principle: a warning only). "
            "centralised training of at least 20 hours in the last 5 years: has 14 hours, 6 hours short"),
        ),
        (
            "hours",
            {},
            "五年 20 学时集中培训：不能判断。近 5 年集中培训不少于 20 学时：不知道，没有登记培训",
            ("20 hours of centralised training in five years: cannot be told. "
            "centralised training of at least 20 hours in the last 5 years: not known: training not recorded"),
        ),
        (
            "middle_manager",
            {"posts": [{"since": "2025-04-01"}]},
            "提任学校中层干部：不符合。担任班主任累计满 2 年：有 1 年 5 个月，还差 7 个月",
            ("promotion to middle manager: not met. "
            "2 years of service in total: has 1 year 5 months, 7 months short"),
        ),
        (
            "direct",
            {
                "honours": [],
                "posts": [{"since": "2023-09-01", "until": "2025-08-31"}],
                "titles": [],
            },
            ("直接认定（四选一）：不具备。以下至少一项：近 3 年校级以上“优秀班主任”荣誉：无；"
            "担任班主任累计满 6 年：有 2 年，还差 4 年；近 3 年连续担任班主任：有 0 个月，还差 3 年；"
            "“学生满意的教师”称号：无"),
            ("direct recognition by one of four: does not apply. at least one of: "
            "honour 'excellent homeroom teacher', school level or above in the last 3 years: none; "
            "6 years of service in total: has 2 years, 4 years short; "
            "continuous service in the last 3 years: has 0 months, 3 years short; "
            "title 'pupils' satisfactory teacher': none"),
        ),
        ("backbone", {"posts": [{"since": "2023-09-01"}]}, "骨干教师、后备干部和提拔须有班主任经历：符合", "service before backbone, reserve or promotion: met"),
        (
            "breach",
            {"incidents": [{"incident": "serious_breach", "on": "2026-03-02"}]},
            "严重违反职业纪律的撤职：应当执行。严重违反职业纪律：有，2026-03-02",
            ("removal after a serious breach of discipline: due. "
            "serious breach of professional discipline: yes, 2026-03-02"),
        ),
        ("breach", {"incidents": []}, "严重违反职业纪律的撤职：不涉及", "removal after a serious breach of discipline: not due"),
    ],
)  # fmt: skip
def test_an_answer_says_what_follows_and_what_is_missing(rule, facts, zh, en):
    rules = in_force("001-X")

    assert said(rules, person(**facts), rule) == zh
    assert said(rules, person(**facts), rule, language=Language.EN) == en


@pytest.mark.parametrize(
    ("code", "rule", "facts", "zh"),
    [
        ("003-E", "must_mentor", {"honours": [{"honour": "excellent_homeroom_teacher", "level": "city", "on": "2020-06-01"}], "pairs": []}, "带一名任班主任助理的青年教师：有 0 对，还差 1 对"),
        ("003-E", "must_mentor", {"pairs": []}, "市级以上“优秀班主任”荣誉：不知道，没有登记荣誉"),
        ("003-E", "last_place", {"results": [{"year": 2026, "failed": False, "last": True}]}, "考核排在末位：2026 年排在末位"),
        ("003-E", "three_fails", {"results": [{"year": year, "failed": True} for year in (2024, 2025, 2026)]}, "连续 3 年考核不合格：2024 至 2026 学年末均不合格"),
        ("003-B", "lessons", {"figures": {"weekly_lessons": "12.5", "average_lessons_all": 12}}, "周课时 ≤ 全体教师周平均课时的 100%：12.5，全体教师周平均课时 12"),
        ("001-P", "priority", {"ranks": [{"rank": "junior", "since": "2020-01-01"}], "honours": []}, "以下至少一项：中级以上职称：初级；校级以上“班主任工作成绩突出”荣誉：无；校级以上“教育教学竞赛成绩突出”荣誉：无"),
        ("001-V", "rest", {"posts": [{"since": "2020-09-01"}]}, "连续任职 2 个学段（每学段 3 年）：已有 6 年"),
        ("003-A", "appoint", {"confirmed": {"applied": True, "screened": True, "listed": "2026-09-10", "competed": False, "approved": True}}, "公示候选人：要到 2026-09-10；公开竞聘：没有办；报校长室备案：不知道办了没有"),
    ],
)  # fmt: skip
def test_what_is_missing_names_only_what_keeps_the_answer_from_being_right(code, rule, facts, zh):
    found = answer(in_force(code), person(**facts), rule)

    assert "；".join(missing(found.seen, Language.ZH_HANS, found.wanted)) == zh


def test_of_a_junction_of_several_the_number_still_needed_is_said():
    parts = ", ".join(
        f"{{kind: item, code: {code}, name: {name}, name_en: {code}}}"
        for code, name in (("a", "甲"), ("b", "乙"), ("c", "丙"), ("d", "丁"))
    )
    rules = condition(f"{{kind: at_least, number: 3, of: [{parts}]}}")
    who = person(confirmed={"a": True, "b": False, "c": False})

    assert said(rules, who) == "规则：不符合。以下还差 2 项：乙：不具备；丙：不具备；丁：还没有确认"
    assert (
        said(rules, who, language=Language.EN)
        == "rule: not met. 2 more of: b: not met; c: not met; d: not yet looked at"
    )


def test_what_is_ruled_out_is_named_where_it_is_there():
    rules = condition("{kind: not, part: {kind: incident, incident: fees, name: 乱收费, name_en: fees}}")

    assert (
        said(rules, person(incidents=[{"incident": "fees", "on": "2026-01-01"}]))
        == "规则：不符合。乱收费：有，2026-01-01"
    )
    assert said(rules, person(incidents=[])) == "规则：符合"


def test_the_whole_condition_is_listed_with_the_answer_of_every_part():
    who = person(stage="junior", qualifications=[{"stage": "senior", "since": "2015-06-01"}], certificates=[])

    lines = list(tree_lines(answer(in_force("001-X"), who, "serve").seen, Language.ZH_HANS))

    assert lines == ["✗ 以下各项都要具备", "  ✓ 相应学段教师资格：有，高中", "  ✗ 班主任资格证书：无"]


def test_what_a_pack_asks_for_is_said_without_anybody():
    rules = {rule.code: rule for rule in in_force("001-V").rules}

    assert list(demand_lines(rules["rest"].when, Language.EN)) == ["2 stages in a row, of 3 years each"]


def test_an_answer_is_given_as_plain_data_with_every_part():
    rules = in_force("001-X")

    data = as_data(answer(rules, person(training=TRAINED), "hours"))

    assert data == {
        "name": "王老师",
        "rule": "hours",
        "kind": "hours",
        "hard": False,
        "clauses": ["001-X-09"],
        "answer": "no",
        "outcome": "warned",
        "missing": [
            "centralised training of at least 20 hours in the last 5 years: has 14 hours, 6 hours short"
        ],
        "missing_zh": ["近 5 年集中培训不少于 20 学时：有 14 学时，还差 6 学时"],
        "explanation": {
            "kind": "training",
            "answer": "no",
            "demand": "centralised training of at least 20 hours in the last 5 years",
            "demand_zh": "近 5 年集中培训不少于 20 学时",
            "found": "has 14 hours, 6 hours short",
            "found_zh": "有 14 学时，还差 6 学时",
        },
    }


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_words(outcome):
    assert outcome.say(Language.ZH_HANS) != outcome.say(Language.EN)


@pytest.mark.parametrize(
    ("kind", "hard", "truth", "outcome"),
    [
        ("serve", True, True, Outcome.MET),
        ("serve", True, False, Outcome.BLOCKED),
        ("serve", False, False, Outcome.WARNED),
        ("serve", True, None, Outcome.UNKNOWN),
        ("exit", True, True, Outcome.DUE),
        ("exit", False, True, Outcome.ADVISED),
        ("exit", True, False, Outcome.NOT_DUE),
        ("exit", True, None, Outcome.UNKNOWN),
        ("direct", True, True, Outcome.OPEN),
        ("direct", True, False, Outcome.CLOSED),
        ("priority", True, None, Outcome.UNKNOWN),
    ],
)
def test_what_follows_depends_on_the_kind_of_the_rule_and_on_whether_it_is_hard(kind, hard, truth, outcome):
    rules = condition("{kind: item, code: a, name: 甲, name_en: a}")
    found = answer(rules, person(confirmed={"a": truth}), at=AT)
    rule = found.rule.model_copy(update={"kind": kind, "hard": hard})

    assert found._replace(rule=rule).outcome is outcome


def test_a_certificate_that_has_ended_says_when():
    rules = condition("{kind: certified}")
    who = person(certificates=[{"since": "2020-01-01", "until": "2025-12-31"}])

    assert said(rules, who, at=date(2026, 1, 1)) == "规则：不符合。班主任资格证书：有效期到 2025-12-31 为止"


def test_english_words_are_in_the_number_of_their_figure():
    assert (
        in_number("1 year(s) 2 month(s), ____ hour(s), 1.5 week(s)")
        == "1 year 2 months, ____ hours, 1.5 weeks"
    )


def test_a_partial_list_is_said_to_be_one():
    rules = condition(
        "{kind: training, training: [centralised], unit: hours, at_least: 20, name: 集中培训, name_en: training}"
    )
    who = person(
        training=[{"training": "centralised", "on": "2026-01-10", "hours": 14}], partial=["training"]
    )

    assert "有 14 学时，还差 6 学时（档案还没有核全）" in said(rules, who)
    assert "(the dossier is not confirmed as complete)" in said(rules, who, language=Language.EN)
