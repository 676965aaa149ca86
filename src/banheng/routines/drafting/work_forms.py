"""Which work form proves a duty, where the clause names what the form records."""

from __future__ import annotations

import re
from typing import Any

from banheng.routines.pack import Owner
from banheng.routines.work_form import About, work_forms
from banheng.schemes.drafting.unscored import whole

FORMS = (
    ("home_visit", r"家访|上门[^,。;]{0,4}访问|走访[^,。;]{0,6}家庭"),
    (
        "guardian_meeting",
        r"(?:召开|开好|开|组织|举行|举办)[^,。;]{0,8}家长(?:会|座谈会)|家长会[^,。;]{0,6}次",
    ),
    (
        "guardian_contact",
        r"(?:与|和|同|向)[^,。;]{0,6}(?:家长|家庭|监护人)[^,。;]{0,12}(?:联系|沟通|交流|反馈|汇报|面谈|汇报)|(?:联系|沟通)[^,。;]{0,6}家长",
    ),
    (
        "subject_meeting",
        r"(?:召开|召集|组织|开)[^,。;]{0,10}(?:科任|任课)(?:教师|老师)[^,。;]{0,6}会|(?:与|和|同)?(?:科任|任课)(?:教师|老师)[^,。;]{0,12}(?:专题研究|会议|座谈)",
    ),
    (
        "coordination",
        r"(?:与|和|同)[^,。;]{0,6}(?:科任|任课)(?:教师|老师)[^,。;]{0,8}(?:沟通|交流|联系|协调)",
    ),
    (
        "committee_meeting",
        r"(?:召开|组织|开好?|主持)[^,。;]{0,6}(?:班委会|班干部)|(?:班干部|学生干部)[^,。;]{0,8}(?:培训|例会|会议)",
    ),
    ("class_meeting", r"(?:召开|开好|开|上好|组织|落实好?|举行)[^,。;]{0,14}(?:主题)?班会"),
    ("class_log", r"班级日志"),
    ("morning_check", r"晨检"),
    (
        "attendance",
        r"点名|考勤|清点[^,。;]{0,4}人数|(?:检查|登记|统计)[^,。;]{0,8}(?:出勤|到校)|出勤[^,。;]{0,4}检查",
    ),
    ("pupil_talk", r"谈心|谈话"),
    ("conduct_comment", r"评语"),
    (
        "work_plan",
        r"(?:制定|制订|拟定|完成|上交|提交|写好|写|交|拟)[^,。;]{0,14}(?:班主任|班级|本班|学期)[^,。;]{0,6}工作计划|(?:制定|制订|拟定|完成|上交)[^,。;]{0,8}工作计划",
    ),
    (
        "property_check",
        r"(?:班级|公共|教室)?(?:财产|财物|公物)[^,。;]{0,4}(?:检查|自查|清查|盘点)|(?:检查|清查|盘点)[^,。;]{0,6}(?:财产|财物|公物)",
    ),
    ("drill", r"演练"),
    ("safety_check", r"安全(?:隐患)?(?:检查|排查|自查|巡查)|(?:检查|排查)[^,。;]{0,8}(?:安全|隐患)"),
    ("safety_education", r"安全(?:主题)?(?:教育|知识宣讲|提醒)"),
    ("study_analysis", r"(?:学情|成绩|质量|考试)[^,。;]{0,4}分析"),
    ("seating", r"(?:调整|更换|编排|轮换|调换)[^,。;]{0,6}座位|座位[^,。;]{0,4}(?:调整|轮换)"),
    ("activity", r"(?:班级|班队|主题|班集体|少先队|团队)[^,。;]{0,14}活动"),
)
SUMMARY = re.compile(r"总结(?!经验|推广|分析)|小结")
STEPS = {"guardian_meeting": "held", "activity": "held", "work_plan": "handed_in", "class_log": "signed"}
SIGNS = re.compile(r"签阅|查看|查阅|审阅|签字|检查|批阅")
PERSONS = re.compile(
    r"(?:不少于|至少)?(?P<n>[一二两三四五六七八九十\d]{1,3})(?:人次|名|位|个)(?:学生|同学|以上)?"
)
STEP_WORDS = {
    "incident": {
        "guardian": r"家长|监护人",
        "reported": r"报告|上报|汇报",
        "treated": r"送医|医院|医务室|处置|处理|制止|救",
    },
    "absence": {"guardian": r"家长|监护人", "reason": r"查明|原因"},
}
ABSENT = re.compile(r"缺勤|缺席|未到校|未按时|无故")


def proof_for(text: str, focus: str, who: Owner, when: dict[str, Any]) -> dict[str, Any]:
    """Give the proof of a duty as in a file; nothing where a tick is what shows it.

    Args:
        focus: the words that hold the action; two forms in them leave open which one is meant.
    """
    if who is not Owner.HOMEROOM_TEACHER:
        return {}
    if when["kind"] == "event":
        return _of_event(text)
    named = [code for code, words in FORMS if re.search(words, focus)] or _summary(focus, when)
    return _form(named[0], text) if len(named) == 1 else {}


def _summary(text: str, when: dict[str, Any]) -> list[str]:
    if not SUMMARY.search(text) or not re.search(r"班级|班主任|工作|当月|本月", text):
        return []
    return [
        code
        for kind, code in (("monthly", "month_summary"), ("termly", "term_summary"))
        if kind == when["kind"]
    ]


def _form(code: str, text: str) -> dict[str, Any]:
    form = work_forms()[code]
    if form.about is not About.CLASS or form.writers or (code == "class_log" and not SIGNS.search(text)):
        return {}
    content: dict[str, Any] = {"form": code}
    if code in STEPS:
        content["step"] = STEPS[code]
    if code == "conduct_comment":
        content["counted"] = "every_pupil"
    persons = PERSONS.search(text) if code in {"pupil_talk", "home_visit"} else None
    if persons and (number := whole(persons["n"])):
        content |= {"counted": "pupils", "number": number}
    return {"proof": "form", "form_of": content}


def _of_event(text: str) -> dict[str, Any]:
    """Give the step that the clause names first."""
    form = "absence" if ABSENT.search(text) else "incident"
    named = [
        (found.start(), step) for step, words in STEP_WORDS[form].items() if (found := re.search(words, text))
    ]
    return {"proof": "form", "form_of": {"form": form, "step": min(named)[1]}} if named else {}
