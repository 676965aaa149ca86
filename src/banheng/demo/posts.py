"""Posts of the demo school: the round of the coming year being screened, a chief, a trainee, lessons and ages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from banheng.accounts.roles import Role
from banheng.development.posts.advancing import finish_step
from banheng.development.posts.applying import apply, recommend
from banheng.development.posts.appointing import appoint
from banheng.development.posts.figures import Figure, enter_figures
from banheng.development.posts.models import Post, Round, StaffingNorm, Step, Way
from banheng.development.posts.opening import open_round
from banheng.development.posts.terms import next_term
from banheng.schools.models import Staff

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from banheng.accounts.models import User
    from banheng.schools.models import School, Term

PARTS = (
    {"name": "笔试", "way": Way.MARK, "weight": 30},
    {"name": "演讲答辩", "way": Way.PANEL, "weight": 40},
    {"name": "民主测评", "way": Way.VOTE, "weight": 30},
)
STATEMENTS = {
    "t63": "任教多年，愿意回到班主任岗位，把低年级的习惯养成做扎实。",
    "t64": "见习一学期，跟着老班主任学到不少，想独立带一个班。",
    "t62": "熟悉高年级学生，愿意接任毕业班。",
}
CHIEF, TRAINEE, MENTOR_CLASS = "t01", "t64", "p302"


def make_posts(school: School, term: Term, users: dict[Role, User], now: datetime, random: Random) -> None:
    """Fill the posts of the school."""
    office, principal = users[Role.MORAL_EDUCATION_OFFICE], users[Role.PRINCIPAL]
    staff = {each.code: each for each in Staff.objects.filter(school=school).select_related("school")}
    _enter_figures(school, term, list(staff.values()), office, now, random)
    year = term.academic_year
    for code, post, class_code in ((CHIEF, Post.CHIEF, ""), (TRAINEE, Post.TRAINEE, MENTOR_CLASS)):
        appoint(
            staff[code],
            post,
            first=term.first,
            last=year.last,
            school_class=school.classes.get(code=class_code) if class_code else None,
            reason="校务会研究决定",
            minutes="校务会〔1〕号",
            by=principal,
            at=now,
        )
    _open_round(school, staff, users, now)


def _enter_figures(
    school: School, term: Term, staff: list[Staff], office: User, now: datetime, random: Random
) -> None:
    """Enter weekly lessons and years of birth of everybody."""
    StaffingNorm.objects.create(school=school, homeroom_lessons=40_000)
    lessons = {each: str(random.randint(8, 16)) for each in staff}
    enter_figures(school, Figure.WEEKLY_LESSONS, lessons, since=term.first, by=office, at=now)
    this_year = timezone.localdate(now).year
    born = {
        each: str((each.homeroom_since.year if each.homeroom_since else this_year) - random.randint(24, 34))
        for each in staff
    }
    enter_figures(school, Figure.BIRTH_YEAR, born, since=term.first, by=office, at=now)


def _open_round(school: School, staff: dict[str, Staff], users: dict[Role, User], now: datetime) -> None:
    """Open the round of the coming year: applied and recommended, now at the screening."""
    office, leader = users[Role.MORAL_EDUCATION_OFFICE], users[Role.GRADE_LEADER]
    first, last = next_term(school, timezone.localdate(now))
    opened = now - timedelta(days=10)
    selection = open_round(
        school,
        f"{first.year} 学年班主任选聘",
        Post.HOMEROOM_TEACHER,
        steps=list(Step),
        parts=PARTS,
        decider=Round.Decider.MEETING,
        notice_days=5,
        first=first,
        last=last,
        by=office,
        at=opened,
    )
    for code, statement in STATEMENTS.items():
        apply(selection, staff[code], statement=statement, by=None, at=opened + timedelta(days=1))
    finish_step(selection, Step.APPLIED, by=office, at=now - timedelta(days=4))
    recommend(selection, staff["t64"], reason="见习认真，学生喜欢", by=leader, at=now - timedelta(days=3))
    finish_step(selection, Step.RECOMMENDED, by=office, at=now - timedelta(days=2))
