"""Make a county of schools in the database of the settings, and print who is signed in: run as a script with a number."""

# ruff: noqa: PLC0415 - models are imported when the apps are loaded
from __future__ import annotations

import json
import random
import sys
from datetime import timedelta
from typing import Any
from uuid import UUID

import django

from benchmarks.web_school import adopt, make_classes

CLASSES, INSPECTORS, RECORDS = 24, 6, 1_000
"""Of each school: classes with a homeroom teacher, people who inspect, records of the term so far."""
A_SENDING = 500
SCHEME = "primary-month"
EVENTS = [("hygiene", "untidy"), ("hygiene", "bin_full"), ("exercises", "late_line"), ("order", "noise")]


def make_county(schools: int) -> list[dict[str, Any]]:
    """Make schools in mid-term whose last month is on public notice.

    Gives for each the code, the period on notice, the sessions of the inspectors and those of the homeroom teachers
    by class.
    """
    return [_make_school(number) for number in range(schools)]


def count() -> int:
    """Count the records that came by inspection."""
    from banheng.ledger.models import Record

    return Record.objects.filter(source=Record.Source.INSPECTION).count()


def ids() -> list[str]:
    """List the ids of the records that came by inspection."""
    from banheng.ledger.models import Record

    found = Record.objects.filter(source=Record.Source.INSPECTION).values_list("id", flat=True)
    return [str(one) for one in found]


def session_of(user: Any) -> str:
    """Sign somebody in; give the cookie."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend="banheng.accounts.signed_in.AccountBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _make_school(number: int) -> dict[str, Any]:
    from django.utils import timezone

    from banheng.demo.term import make_term
    from banheng.schools.models import School

    now = timezone.now()
    school = School.objects.create(code=f"load{number}", name=f"第{number + 1}小学")
    term = make_term(school, timezone.localdate(now))
    make_classes(school, term, CLASSES)
    teachers = _make_teachers(school)
    inspectors = _make_inspectors(school, term)
    adopt(school, term, now)
    _make_records(school, term, inspectors[0], now)
    return {
        "code": school.code,
        "period": _publish_last_month(school, now),
        "inspectors": [session_of(user) for user in inspectors],
        "teachers": {code: session_of(user) for code, user in teachers.items()},
    }


def _make_teachers(school: Any) -> dict[str, Any]:
    """Give each homeroom teacher an account; by class."""
    from banheng.accounts.models import User
    from banheng.schools.models import Posting

    teachers = {}
    for posting in Posting.objects.filter(school_class__school=school).select_related(
        "school_class", "staff"
    ):
        staff = posting.staff
        user = User.objects.create(username=f"{school.code}-{staff.code}", name=staff.name, staff=staff)
        teachers[posting.school_class.code] = user
    return teachers


def _make_inspectors(school: Any, term: Any) -> list[Any]:
    from banheng.accounts.models import RoleGrant, User
    from banheng.accounts.roles import Role
    from banheng.ledger.models import Duty, DutyWeek, Post

    week = DutyWeek.objects.create(school=school, first=term.first, last=term.last)
    post = Post.objects.create(school=school, name="常规岗", items=["hygiene", "exercises", "order"])
    inspectors = []
    for number in range(INSPECTORS):
        user = User.objects.create(username=f"{school.code}-i{number}", name=f"值周教师{number}")
        RoleGrant.objects.create(
            user=user, role=Role.DUTY_INSPECTOR, school=school, first=term.academic_year.first
        )
        Duty.objects.create(week=week, post=post, user=user)
        inspectors.append(user)
    return inspectors


def _make_records(school: Any, term: Any, inspector: Any, now: Any) -> None:
    from django.utils import timezone
    from uuid_utils import uuid7

    from banheng.ledger.desk import Entry
    from banheng.ledger.models import Record
    from banheng.ledger.recording import record

    chance = random.Random(school.code)
    days = (timezone.localdate(now) - term.first).days
    for _ in range(RECORDS // A_SENDING):
        entries = []
        for _ in range(A_SENDING):
            item, event = chance.choice(EVENTS)
            day = term.first + timedelta(days=chance.randrange(days))
            one = f"c{chance.randrange(CLASSES)}"
            entries.append(Entry(id=UUID(str(uuid7())), day=day, item=item, event=event, school_class=one))
        outcomes = record(school, entries, by=inspector, at=now, source=Record.Source.OFFICE)
        refused = [outcome.refusal for outcome in outcomes if outcome.refusal]
        assert not refused, refused[0]


def _publish_last_month(school: Any, now: Any) -> str:
    from django.utils import timezone

    from banheng.assessment.computing import compute
    from banheng.assessment.models import AppealRule
    from banheng.assessment.periods import find_period
    from banheng.assessment.publishing import publish
    from banheng.assessment.reviewing import review

    today = timezone.localdate(now)
    code = f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    scored = find_period(school, SCHEME, code, today)
    assert scored is not None, code
    contact = "德育处"
    AppealRule.objects.create(school=school, notice_days=5, ruling_days=3, contact=contact, changed_at=now)
    compute(scored, by=None, at=now)
    publish(review(scored, remark="", by=None, at=now), school_days=5, contact=contact, by=None, at=now)
    return code


if __name__ == "__main__":
    django.setup()
    steps = {"make": lambda: make_county(int(sys.argv[2])), "count": count, "ids": ids}
    print(json.dumps(steps[sys.argv[1]]()))
