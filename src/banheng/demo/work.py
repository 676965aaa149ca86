"""Records of the work of the demo school: what the duty pack asks for, and a term's handbook of one class."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

from banheng.duties.models import WorkRecord, WorkStep
from banheng.duties.sealing import seal
from banheng.duties.work.values import pupils_in
from banheng.routines.work_form import work_forms
from banheng.schools.models import Enrolment

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence
    from datetime import date

    from banheng.accounts.models import User
    from banheng.duties.looking import DutyLine
    from banheng.schools.models import School, SchoolClass, Term

MEETINGS = (
    ("安全", "秋季行路安全"),
    ("文明礼仪", "课间不追跑"),
    ("爱国主义", "我们的国旗"),
    ("学习方法", "怎样预习"),
    ("劳动", "教室是我们扫干净的"),
    ("心理健康", "生气的时候怎么办"),
    ("诚信", "作业自己写"),
    ("环保节约", "光盘行动"),
    ("感恩", "给爸妈的一封信"),
    ("集体主义", "运动会我能做什么"),
)
THEMES = ("交通", "防溺水", "防火用电", "饮食卫生", "传染病预防", "防欺凌", "校园活动")
TALKS = ("学习", "生活", "同伴交往", "行为习惯")
MEETING = {
    "plan": "学生分享，小组讨论，约定做法。",
    "summary": "安全、纪律、卫生都好，学校任务按时完成。",
    "gains": "学生愿意说，约定写在黑板旁。",
}
SAID: dict[str, dict[str, Any]] = {
    "property_check": {"result": "完好"},
    "subject_meeting": {
        "agenda": "各科学习情况和作业量",
        "opinions": "书写要抓。",
        "decided": "各科作业合计不超过一小时。",
    },
    "month_summary": {
        "summary": "常规稳定，书写有进步，课间仍有追跑。",
        "goals": "课间安静，人人参加运动会。",
    },
    "work_plan": {
        "situation": "学生活泼，自理能力参差。",
        "goals": "常规养成，人人有岗。",
        "measures": "第一个月抓路队和书写，第二个月抓阅读，期末抓复习习惯。",
        "themes": "安全、文明、感恩、劳动。",
    },
}
COMMENTS = [
    "上课专心",
    "乐于助人",
    "做事有条理",
    "喜欢提问",
    "劳动积极",
    "待人有礼",
    "想象丰富",
    "朗读动听",
    "计算细心",
    "爱护公物",
]
POSTS = (
    "班长",
    "学习委员",
    "劳动委员",
    "体育委员",
    "文艺委员",
    "图书管理",
    "黑板管理",
    "门窗管理",
    "领读",
    "眼操督导",
)


class Writer:
    """Writes records as teachers would have done, all at once at the end.

    `account` is the only homeroom teacher with one.
    """

    def __init__(self, school: School, now: datetime, chance: random.Random, account: User) -> None:
        self.school, self.now, self.chance, self.account = school, now, chance, account
        self.records: list[WorkRecord] = []
        self.steps: list[WorkStep] = []
        self.pupils: list[tuple[WorkRecord, int]] = []
        self.classes: dict[int, list[int]] = {}
        enrolled = Enrolment.objects.filter(pupil__school=school).order_by("pupil__code")
        for school_class, pupil in enrolled.values_list("school_class", "pupil"):
            self.classes.setdefault(school_class, []).append(pupil)
        self.own = (
            set(account.staff.postings.values_list("school_class", flat=True)) if account.staff else set()
        )

    def write(
        self,
        form: str,
        school_class: SchoolClass,
        day: date,
        content: dict[str, Any],
        *,
        steps: Sequence[str] = (),
    ) -> None:
        """Write a record in the afternoon of a day, with the steps that were taken by then."""
        found = work_forms()[form]
        at = min(timezone.make_aware(datetime.combine(day, time(16, self.chance.randrange(60)))), self.now)
        by = self.account if school_class.pk in self.own else None
        is_closed = all(step.optional or step.code in steps for step in found.steps)
        record = WorkRecord(
            id=UUID(int=self.chance.getrandbits(128), version=4),
            school=self.school,
            school_class=school_class,
            form=form,
            day=day,
            content={} if found.restricted else content,
            sealed=seal(content) if found.restricted else None,
            by=by,
            by_name=str(by or "班主任"),
            at=at,
            opened_at=at,
            closed_at=at if is_closed else None,
        )
        self.records.append(record)
        self.steps += [
            WorkStep(record=record, step=step, at=at, by=by, by_name=record.by_name) for step in steps
        ]
        self.pupils += [(record, pupil) for pupil in pupils_in(found, content)]

    def prove(self, line: DutyLine) -> None:
        """Write the record that proves a duty."""
        of, school_class = line.duty.form_of, line.school_class
        if of is None or school_class is None or of.counted == "every_pupil":
            return
        day = line.due.day
        content = self._content(line, school_class, day)
        self.write(of.form, school_class, day, content, steps=[of.step] if of.step else ())

    def save(self) -> None:
        """Put everything into the database."""
        WorkRecord.objects.bulk_create(self.records)
        WorkStep.objects.bulk_create(self.steps)
        linked = WorkRecord.pupils.through
        linked.objects.bulk_create(
            linked(workrecord_id=record.pk, pupil_id=pupil) for record, pupil in self.pupils
        )

    def some(self, school_class: SchoolClass, number: int) -> list[int]:
        """Draw pupils of a class."""
        return self.chance.sample(self.classes[school_class.pk], number)

    def _content(self, line: DutyLine, school_class: SchoolClass, day: date) -> dict[str, Any]:
        of = line.duty.form_of
        week, pupils = day.isocalendar().week, self.classes[school_class.pk]
        if of.form in SAID:
            return SAID[of.form]
        match of.form:
            case "attendance":
                absent = self.some(school_class, self.chance.choice((0, 0, 0, 1, 1, 2)))
                marks = {str(pupil): self.chance.choice(("病假", "事假", "迟到")) for pupil in absent}
                return {"session": ("上午", "下午")[line.due.number - 1], "marks": marks}
            case "morning_check":
                ill = self.some(school_class, self.chance.choice((0, 0, 0, 0, 1)))
                return {"marks": dict.fromkeys(map(str, ill), "咳嗽")}
            case "class_log":
                return {"keepers": self.some(school_class, 2), "lessons": "各节课纪律良好，作业按时交。"}
            case "class_meeting":
                theme, title = MEETINGS[week % len(MEETINGS)]
                return MEETING | {"theme": theme, "title": title}
            case "safety_education":
                theme = [THEMES[week % len(THEMES)]]
                return {"theme": theme, "way": "放学前叮嘱", "number": len(pupils)}
            case _:
                talked = self.some(school_class, of.number)
                about = [self.chance.choice(TALKS)]
                return {"pupils": talked, "about": about, "words": "听学生说，商量了一个小目标。"}


def write_handbook(writer: Writer, school_class: SchoolClass, term: Term) -> None:
    """Write what a class's handbook has beside the routine: seats, posts, rules, activities, visits, an incident."""
    pupils = writer.classes[school_class.pk]
    today = timezone.localdate(writer.now)

    def week(number: int) -> date:
        return min(term.first + timedelta(weeks=number - 1, days=2), today)

    seats = {str(pupil): [place // 8 + 1, place % 8 + 1] for place, pupil in enumerate(pupils)}
    writer.write("seating", school_class, week(1), {"seats": seats, "words": "两周轮换一次。"})
    posts = {str(pupil): post for pupil, post in zip(pupils[::4], POSTS, strict=False)}
    writer.write("class_posts", school_class, week(1), {"posts": posts})
    rules = "一、按时到校。二、课间慢走轻声。三、自己的岗位自己负责。四、有事先请假。"
    writer.write(
        "class_rules",
        school_class,
        week(1),
        {"goals": "安静、干净、友爱。", "rules": rules, "agreed": "班会讨论，全班表决"},
    )
    plan = "目的：认识家乡的秋天。安排：集合、分组、记录、交流。分工：每组一名家长志愿者。"
    writer.write(
        "activity",
        school_class,
        week(6),
        {
            "title": "走进植物园",
            "kind": "研学",
            "place": "区植物园",
            "plan": plan,
            "safety": "乘车点名，分组不离队，带急救包。",
            "number": len(pupils),
        },
        steps=["agreed", "held"],
    )
    writer.write(
        "guardian_meeting",
        school_class,
        week(4),
        {
            "level": "全体家长",
            "preparation": "与语文、数学老师一起准备了作业和学情。",
            "materials": ["作业", "学生作品"],
            "agenda": "本学期安排、书写和阅读、手机管理。",
            "number": len(pupils) - 2,
            "opinions": "希望延后服务多开阅读课。",
        },
        steps=["held"],
    )
    writer.write(
        "study_analysis",
        school_class,
        week(8),
        {
            "what": "期中练习",
            "findings": "计算扎实，阅读理解差距大。",
            "measures": "每天读二十分钟，周五交流。",
            "told": True,
        },
    )
    writer.write(
        "drill",
        school_class,
        week(5),
        {"kind": "逃生疏散", "number": len(pupils), "seconds": 142, "words": "下楼有序，个别学生说话。"},
    )
    writer.write(
        "problem",
        school_class,
        week(9),
        {"source": "家长意见", "what": "校门口放学拥堵", "measures": "错峰五分钟放学"},
        steps=["fixed", "answered", "checked"],
    )
    writer.write(
        "problem", school_class, week(14), {"source": "班级日志", "what": "后门锁不上", "measures": "已报修"}
    )
    for number in range(2, 12):
        writer.write(
            "home_visit",
            school_class,
            week(number),
            {
                "pupils": writer.some(school_class, 1),
                "way": "上门",
                "findings": "家里支持，作业有专人陪。",
                "agreed": "睡前阅读。",
            },
        )
    focus = writer.some(school_class, 3)
    writer.write(
        "focus_pupils",
        school_class,
        week(2),
        {"group": "留守", "pupils": focus, "words": "每月家访或电话一次"},
    )
    done = ["treated", "guardian", "reported", "school", "followed", "closed"]
    writer.write(
        "incident",
        school_class,
        week(7),
        {
            "kind": "学生受伤",
            "place": "操场",
            "pupils": focus[:1],
            "words": "体育课摔倒，擦伤膝盖，校医处理。",
        },
        steps=done,
    )
    half = pupils[: len(pupils) // 2]
    comments = {str(pupil): _comment(writer.chance, number) for number, pupil in enumerate(half)}
    writer.write("conduct_comment", school_class, today, {"comments": comments})


def _comment(chance: random.Random, number: int) -> str:
    first, second = chance.sample(COMMENTS, 2)
    ends = ("老师为你高兴", "大家都看在眼里", "这学期进步明显", "希望你更敢于表达")
    return f"你{first}，{second}，{ends[number % len(ends)]}。新学期可以试试第 {number + 1} 个小目标：每天多读一页书。"
