"""The training year of the demo school: one session held, one ahead, a recorded lesson, and money for it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from banheng.accounts.roles import Role
from banheng.development.training.attending import mark
from banheng.development.training.audience import audience_of
from banheng.development.training.closing import close_session
from banheng.development.training.enrolling import enrol
from banheng.development.training.models import Audience, Expense, Kind, Level, Session, Training
from banheng.development.training.planning import add_session, plan_of, save_training
from banheng.development.training.spending import set_aside, spend

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School, Term

GOALS = "全体班主任每学期至少参加一次校内研修；新班主任先培训后上岗；把心理辅导和家校沟通作为重点。"
CAME = 3
"""Of so many enrolled one did not come."""


def make_training(school: School, term: Term, users: dict[Role, User], now: datetime) -> None:
    """Plan the year, hold one session, and enrol for what is ahead."""
    office, today = users[Role.MORAL_EDUCATION_OFFICE], timezone.localdate(now)
    year = term.academic_year
    plan = plan_of(year)
    plan.goals = GOALS
    plan.save(update_fields=["goals"])
    line = set_aside(plan, "培训讲课和资料", 12_000_00, fund="教师培训专项经费")
    set_aside(plan, "外出学习考察", 20_000_00, fund="学校公用经费")
    everybody = {"audience": Audience.ALL, "since": year.first, "until": year.last}
    study = save_training(
        Training(
            plan=plan,
            name="班级管理与家校沟通研修",
            kinds=[Kind.CENTRALISED],
            themes=["class_management", "home_school", "counselling"],
            times=4,
            line=line,
            planned_fen=6_000_00,
            **everybody,
        ),
        by=office,
        at=now,
    )
    lessons = save_training(
        Training(
            plan=plan,
            name="专家讲座录像",
            kinds=[Kind.VIDEO],
            themes=["mental_health"],
            **everybody,
        ),
        by=office,
        at=now,
    )
    save_training(
        Training(
            plan=plan,
            name="新班主任岗前培训",
            kinds=[Kind.PRE_SERVICE],
            themes=["post_requirements", "school_rules", "basic_skills"],
            by_attendance=True,
            **everybody | {"audience": Audience.NEVER, "level": Level.COUNTY},
        ),
        by=office,
        at=now,
    )
    teachers = audience_of(school, Audience.ALL, today)
    held, ahead = today - timedelta(days=14), today + timedelta(days=2)
    past = add_session(
        Session(
            training=study,
            topic="班级常规怎样立起来",
            since=held,
            until=held,
            place="报告厅",
            speaker="县教研室",
            hours=4,
        )
    )
    enrolled = enrol(past, teachers, by=office, at=now)
    mark(past, {each.pk for number, each in enumerate(enrolled) if number % CAME}, at=now)
    close_session(past, by=office, at=now)
    coming = add_session(
        Session(training=study, topic="家长会怎么开", since=ahead, until=ahead, place="报告厅", hours=4)
    )
    lesson = add_session(
        Session(
            training=lessons,
            topic="倾听学生",
            since=held,
            until=today + timedelta(days=20),
            hours=1,
            video="https://video.example/listening",
            question="学生情绪激动时，先做什么？",
            options=["先听他说完", "先讲道理", "先通知家长"],
            least_minutes=30,
        )
    )
    for session in (coming, lesson):
        enrol(session, teachers, by=office, at=now)
    spend(
        Expense(line=line, training=study, day=held, fen=1_500_00, what="讲课费", voucher="记 21"),
        by=office,
        at=now,
    )
