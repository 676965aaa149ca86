"""How homeroom teachers of the demo school grow: a plan, a pair, a studio, a case, a counsellor."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from banheng.accounts.roles import Role
from banheng.development.care.confiding import name_counsellor
from banheng.development.mentoring.going_on import work_on, write
from banheng.development.mentoring.pairing import hold_ceremony, pair_up, sign
from banheng.development.plans.carrying_out import complete, look_at_effect
from banheng.development.plans.drawing_up import assign, draw_up
from banheng.development.plans.models import Measure
from banheng.development.plans.template import plan_drafts
from banheng.development.research.sharing import accept, send
from banheng.development.studios.founding import apply, decide, found, set_goal, write_charter
from banheng.development.studios.working import hold, set_aside
from banheng.schools.models import Staff

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School, Term

PLAN = "001-K"
CHARTER = {
    "aims": "研究班级管理，带动全校班主任成长。",
    "cultivation": "每月一次研讨，每学期一节示范班会课。",
    "rules": "成员每学期至少交一份成果。",
}


def make_growth(school: School, term: Term, users: dict[Role, User], now: datetime) -> None:
    """Let some of it have gone on since the term began."""
    today = timezone.localdate(now)
    staff = {each.code: each for each in school.staff.all()}
    office, principal = users[Role.MORAL_EDUCATION_OFFICE], users[Role.PRINCIPAL]
    first = min(term.first, today)
    _plan(school, staff, first, office, principal, now)
    _pair(school, staff, first, today, office, now)
    _studio(school, staff, first, today, office, now)
    case = send(
        staff["t14"],
        kind="case",
        title="从不举手的孩子",
        category="self",
        level="",
        place="",
        text="小林（化名）上课从不举手。先从小组里的一句话开始，一个月后愿意在全班发言。",
        link="",
        day=today,
        at=now,
    )
    accept(case, by=office, at=now)
    name_counsellor(school, staff["t61"], about="心理辅导", day=first)


def _plan(
    school: School, staff: dict[str, Staff], first: date, office: User, principal: User, now: datetime
) -> None:
    draft = plan_drafts()[PLAN]
    last = first.replace(year=first.year + 3, day=min(first.day, 28))
    plan = draw_up(
        school, draft, title=draft.title, goal=draft.goal, first=first, last=last, by=office, at=now
    )
    kept = Measure.objects.filter(phase__plan=plan).order_by("phase", "position")
    for measure, owner in zip(kept, ("t68", "t67", "t14"), strict=False):
        due = min(measure.due, first + timedelta(days=60))
        assign(measure, owner=staff[owner], due=due, target=measure.target, evidence=measure.evidence)
    done = kept[1]
    complete(done, result="全体班主任参加学习并签承诺书", proof="德育处学习记录", at=now)
    look_at_effect(done, verdict="reached", effect="职责人人清楚", by=principal, at=now)


def _pair(
    school: School, staff: dict[str, Staff], first: date, today: date, office: User, now: datetime
) -> None:
    pair = pair_up(
        school,
        mentor=staff["t14"],
        mentee=staff["t65"],
        kind="shadowing",
        first=first,
        last=max(today, first) + timedelta(days=60),
        goals="学会开班会、做家访",
        is_young=True,
    )
    for side in ("mentor", "mentee"):
        sign(pair, side, first, by=office, at=now)
    hold_ceremony(pair, first)
    write(pair, "mentor", kind="talk", day=today, text="商量本月的班会主题。", at=now)
    work_on(pair, code="plan", day=today, note="一起写了班队工作计划", at=now)


def _studio(
    school: School, staff: dict[str, Staff], first: date, today: date, office: User, now: datetime
) -> None:
    studio = found(school, name="育英名班主任工作室", leader=staff["t66"], first=first)
    write_charter(studio, CHARTER)
    member = apply(studio, staff["t14"], statement="想研究班级文化")
    decide(member, accept=True, reason="", task="班级文化", at=now)
    set_goal(studio, member=None, horizon="short", text="初步建成，服务全校", due=today + timedelta(days=180))
    set_aside(studio, day=today, fen=5_000_00, text="学校预算", by=office, at=now)
    hold(
        studio,
        day=today,
        kind="show",
        theme="感恩主题班会展示",
        output="班会教案一份",
        present=[staff["t66"], staff["t14"], staff["t65"]],
        at=now,
    )
