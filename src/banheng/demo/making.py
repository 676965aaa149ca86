"""Make the demo school in an empty database."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from banheng.accounts.passes import make_pass, make_pupil_inspector
from banheng.accounts.roles import Role
from banheng.demo.accounts import make_accounts, make_colleagues
from banheng.demo.aftermath import make_aftermath
from banheng.demo.certificates import make_certificates
from banheng.demo.county import make_county, make_county_accounts
from banheng.demo.county_desk import make_desk
from banheng.demo.dossiers import make_dossiers
from banheng.demo.duties import make_duties
from banheng.demo.evidence import make_evidence
from banheng.demo.growing import make_growth
from banheng.demo.paying import decide_back_pay
from banheng.demo.people import make_people
from banheng.demo.posts import make_posts
from banheng.demo.pupils import make_pupils
from banheng.demo.settling import settle_months
from banheng.demo.surveys import make_surveys
from banheng.demo.term import make_term
from banheng.demo.training import make_training
from banheng.ledger.models import Duty, DutyWeek, Post
from banheng.policies.models import Adoption, SchemeVersion
from banheng.schemes.library import library_path
from banheng.schemes.loading import load_scheme
from banheng.schools.models import Bureau, School

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import Term

SCHEME = "primary-month"
PUPIL = "六年级3班 监督员"
POSTS = {"卫生岗": ["hygiene"], "两操岗": ["exercises"], "秩序安全岗": ["order", "safety"]}


@transaction.atomic
def make_demo(now: datetime) -> School:
    """Make school, people, accounts, a scheme in force, duty weeks and a term of records up to now."""
    today = timezone.localdate(now)
    bureau = Bureau.objects.create(code="hengshan", name="衡山区教育局")
    school = School.objects.create(bureau=bureau, code="demo", name="班衡实验小学")
    term = make_term(school, today)
    make_people(school, term)
    make_pupils(school, term, random.Random(school.code))  # noqa: S311 - the same school every time, nothing secret
    users = make_accounts(school, term)
    _adopt(school, term, users[Role.MORAL_EDUCATION_OFFICE], now)
    _make_duty_weeks(school, term, users[Role.DUTY_INSPECTOR], today, now)
    make_evidence(
        school,
        term,
        now,
        random.Random(school.code),  # noqa: S311 - as above
        inspectors=[users[Role.DUTY_INSPECTOR], *make_colleagues(school, term)],
        office=users[Role.MORAL_EDUCATION_OFFICE],
    )
    make_aftermath(school, users, now)
    make_duties(
        school,
        term,
        now,
        random.Random(school.code),  # noqa: S311 - as above
        teacher=users[Role.HOMEROOM_TEACHER],
        office=users[Role.MORAL_EDUCATION_OFFICE],
    )
    make_surveys(
        school,
        now,
        random.Random(school.code),  # noqa: S311 - as above
        office=users[Role.MORAL_EDUCATION_OFFICE],
    )
    settle_months(school, term, users, now)
    decide_back_pay(school, users, now)
    make_dossiers(school, term, users, now)
    make_certificates(school, users, now)
    make_training(school, term, users, now)
    make_growth(school, term, users, now)
    make_posts(school, term, users, now, random.Random(school.code))  # noqa: S311 - as above
    officers = make_county_accounts(bureau, term.academic_year.first)
    make_county(bureau, today, random.Random(bureau.code))  # noqa: S311 - as above
    make_desk(bureau, school, officers, users[Role.PRINCIPAL], now)
    return school


def _adopt(school: School, term: Term, by: User, now: datetime) -> None:
    path = library_path(SCHEME) / "scheme.yaml"
    file = load_scheme(path)
    version = SchemeVersion.objects.create(
        school=school,
        code=file.scheme.scheme,
        number=1,
        title=file.scheme.title,
        text=path.read_text(encoding="utf-8"),
        digest=file.fingerprint,
        created_by=by,
        created_at=now,
    )
    Adoption.objects.create(
        school=school,
        version=version,
        first=term.academic_year.first,
        decided_by=by,
        decided_at=now,
        reason="教师代表大会通过",
    )


def _make_duty_weeks(school: School, term: Term, inspector: User, today: date, now: datetime) -> None:
    posts = [Post.objects.create(school=school, name=name, items=items) for name, items in POSTS.items()]
    pupils_post = Post.objects.create(
        school=school, name="红领巾监督岗", items=["hygiene", "exercises"], for_pupils=True
    )
    week = term.first
    while week <= term.last:
        duty_week = DutyWeek.objects.create(school=school, first=week, last=week + timedelta(days=6))
        Duty.objects.bulk_create([Duty(week=duty_week, post=post, user=inspector) for post in posts])
        if duty_week.first <= today <= duty_week.last:
            pupil = make_pupil_inspector(school, PUPIL, at=now, by=None)
            make_pass(pupil, duty_week.first, duty_week.last, now)
            Duty.objects.create(week=duty_week, post=pupils_post, user=pupil)
        week += timedelta(days=7)
