"""What a clause says about who does what how often, as a duty; and what must not become one."""

from __future__ import annotations

import pytest

from banheng.routines.drafting.duties import Duty, draft_duty_pack, read_duties
from banheng.routines.loading import parse_pack
from banheng.schemes.drafting.reading.lines import normalise
from banheng.schemes.drafting.unscored import Clause, Undecided

HOMEROOM = ("某校班主任工作制度", "班主任岗位职责")


def clause(text: str, *above: str, path: str = "二/3") -> Clause:
    return Clause(path, normalise(text), above or HOMEROOM, is_marked=True)


def only_duty(text: str, *above: str) -> dict:
    (found,) = read_duties(clause(text, *above))
    assert isinstance(found, Duty), found
    return found.content


DUTIES = [
    # text, when, form (or None)
    ("班主任每天早读前进教室清点人数。", {"kind": "daily"}, {"form": "attendance"}),
    ("每天7:40前到班组织早读。", {"kind": "daily", "by": "07:40"}, None),
    ("每日巡查教室两次，随手处理问题。", {"kind": "daily", "times": 2}, None),
    ("每天做好学生点名。", {"kind": "daily"}, {"form": "attendance"}),
    ("每天放学前签阅班级日志。", {"kind": "daily"}, {"form": "class_log", "step": "signed"}),
    ("每周至少召开一次主题班会。", {"kind": "weekly"}, {"form": "class_meeting"}),
    ("每星期找学生谈心三次以上。", {"kind": "weekly", "times": 3}, {"form": "pupil_talk"}),
    (
        "班主任每周与不少于5名学生谈心。",
        {"kind": "weekly"},
        {"form": "pupil_talk", "counted": "pupils", "number": 5},
    ),
    ("每周三检查一次课桌椅。", {"kind": "weekly", "on": "wed"}, None),
    ("每周一组织学生参加升旗仪式。", {"kind": "weekly", "on": "mon"}, None),
    ("每周末布置大扫除。", {"kind": "weekly", "on": "last"}, None),
    ("每月召开两次科任教师会。", {"kind": "monthly", "times": 2}, {"form": "subject_meeting"}),
    ("每月末写好本月班级工作总结。", {"kind": "monthly", "on": "last"}, {"form": "month_summary"}),
    ("每月初公布班级卫生检查情况。", {"kind": "monthly", "on": "first"}, None),
    ("每月10日前上交家校联系记录。", {"kind": "monthly"}, None),
    ("每学期家访不少于10次。", {"kind": "termly", "times": 10}, {"form": "home_visit"}),
    ("每学期召开家长会1—2次。", {"kind": "termly"}, {"form": "guardian_meeting", "step": "held"}),
    (
        "开学第二周内上交班级工作计划。",
        {"kind": "termly", "week": 2},
        {"form": "work_plan", "step": "handed_in"},
    ),
    ("学期初制定班主任工作计划。", {"kind": "termly", "week": 1}, {"form": "work_plan", "step": "handed_in"}),
    (
        "期末为每个学生写好评语。",
        {"kind": "termly", "week": -1},
        {"form": "conduct_comment", "counted": "every_pupil"},
    ),
    ("学期结束时撰写班主任工作总结。", {"kind": "termly", "week": -1}, {"form": "term_summary"}),
    ("每学年组织一次消防疏散演练。", {"kind": "yearly"}, {"form": "drill"}),
    ("每年带领学生盘点班级财产。", {"kind": "yearly"}, {"form": "property_check"}),
    ("定期向家长反馈学生在校表现。", {"kind": "as_needed"}, {"form": "guardian_contact"}),
    ("经常深入宿舍检查内务。", {"kind": "as_needed"}, None),
    ("认真组织班级活动。", {"kind": "as_needed"}, {"form": "activity", "step": "held"}),
    (
        "学生受伤时应在15分钟内通知家长。",
        {"kind": "event", "event": "学生受伤", "within_minutes": 15},
        {"form": "incident", "step": "guardian"},
    ),
    (
        "发生突发事件，须立即报告学校。",
        {"kind": "event", "event": "发生突发事件", "within_minutes": None},
        {"form": "incident", "step": "reported"},
    ),
    (
        "对无故缺席的学生，1小时内联系家长。",
        {"kind": "event", "event": "无故缺席的学生", "within_minutes": 60},
        {"form": "absence", "step": "guardian"},
    ),
]


@pytest.mark.parametrize(("text", "when", "form"), DUTIES, ids=[text[:16] for text, *_ in DUTIES])
def test_a_clause_becomes_a_duty(text, when, form):
    duty = only_duty(text)

    assert duty["when"] == when
    assert duty.get("form_of") == form
    assert duty["clause"] == "二/3"
    assert duty["note"].startswith("原文：“")


@pytest.mark.parametrize(
    ("text", "above", "who"),
    [
        ("德育处每月组织一次班主任例会。", ("班主任管理办法",), "moral_education_office"),
        ("每月组织一次班主任例会。", ("管理办法", "德育处职责"), "moral_education_office"),
        ("教务处每学期检查两次教案。", ("管理办法",), "academic_affairs_office"),
        ("每学期末写好本教研组工作总结。", ("管理办法", "教研组长职责"), "subject_leader"),
        ("年级组长每周巡查本年级课间秩序。", ("管理办法",), "grade_leader"),
        ("每月公布一次账目。", ("管理办法", "理财小组职责"), "finance_group"),
        ("每月底与总务处核对账目。", ("管理办法", "报账员岗位职责"), "bookkeeper"),
        ("校长每学期听取一次安全工作汇报。", ("管理办法",), "principal"),
        ("任课教师每节课前清点人数，每天填写记录。", ("管理办法",), "subject_teacher"),
    ],
)
def test_who_has_a_duty_is_read_from_the_clause_or_the_heading(text, above, who):
    assert only_duty(text, *above)["who"] == who


def test_the_rhythm_of_a_heading_holds_for_what_stands_below_it():
    duty = only_duty("督促学生打扫教室。", "班主任工作制度", "一日工作常规")

    assert duty["when"] == {"kind": "daily"}
    assert "一日工作常规" in duty["assumption"]


def test_a_sentence_with_two_rhythms_of_two_acts_becomes_two_duties():
    both = list(read_duties(clause("每周召开一次班会，每月家访一次。")))

    assert [each.content["when"]["kind"] for each in both] == ["weekly", "monthly"]


LOOK_ALIKES = [
    "班会每周未开的，每次扣2分。",
    "每周检查一次，不合格的扣班主任津贴20元。",
    "每学期对班主任考核一次。",
    "每月评选一次文明班级。",
    "保证学生每天锻炼一小时。",
    "控制每天的作业总量。",
    "班主任每周教学课时原则上不超过平均数。",
    "学生每天自觉打扫座位。",
    "家长每周检查孩子作业。",
    "值日生每天开窗通风。",
    "学生发现隐患要及时报告老师。",
    "县教育局每学期组织一次督查。",
    "有条件的班级可以每月组织一次远足。",
    "建议每周召开一次班委会。",
    "不得每天更换座位。",
    "津贴按每生每月1元计算。",
    "是否每周召开班会。",
    "定期检查与随机抽查相结合。",
    "指导学生订好新学期打算。",
    "班主任是学生和家长的重要联系人。",
    "建立家访制度。",
    "通过定期交流，班主任可以学习他人的经验。",
    "班会每学期不少于16课时。",
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_look_alikes_become_nothing(text):
    assert not [found for found in read_duties(clause(text)) if isinstance(found, Duty)]


@pytest.mark.parametrize(
    "text",
    ["班会未开的视为缺岗，每周通报。", "每周召开班会。"],
    ids=["below a heading of assessment", "same"],
)
def test_what_stands_below_a_heading_of_assessment_is_no_duty(text):
    assert not list(read_duties(clause(text, "班主任考核办法", "考核指标")))


@pytest.mark.parametrize(
    ("text", "above", "words"),
    [
        ("隔周召开一次班会。", HOMEROOM, "隔周"),
        ("每两年组织一次研学。", HOMEROOM, "每两年"),
        ("每周三检查两次卫生。", HOMEROOM, "两次"),
        ("每月或每周召开班会。", HOMEROOM, "每月、每周"),
        ("学校每学期组织一次班主任培训。", HOMEROOM, "由谁"),
        ("每月召开一次安全会议。", ("安全工作方案",), "由谁"),
    ],
)
def test_what_the_language_cannot_say_is_left_to_people(text, above, words):
    (found,) = read_duties(clause(text, *above))

    assert isinstance(found, Undecided)
    assert words in found.reason.zh.format(words=found.words)


def test_a_drafted_pack_loads_with_its_blanks_open_and_its_places_said():
    clauses = [
        clause("每周召开一次班会。", path="一/1"),
        clause("遇学生发病，第一时间送医。", path="一/2"),
        clause("加强与家长联系。", path="一/3"),
        clause("及时与家长沟通。", path="一/4"),
    ]

    drafted = draft_duty_pack("某校常规", clauses)

    file = parse_pack(drafted.text)
    assert [duty.code for duty in file.pack.duties] == ["c1_1", "c1_2", "c1_3"]
    assert file.pack.duties[2].clause == ("一/3", "一/4")
    assert len(file.blanks()) == 1
    assert "第 1 行" in drafted.text


def test_a_document_without_duties_gives_no_pack():
    assert draft_duty_pack("原则", [clause("坚持公平公正的原则。")]).text == ""
