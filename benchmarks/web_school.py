"""Make a school with 60 classes and 30,000 records in the term, in the database of the settings: run as a script."""

# ruff: noqa: PLC0415 - models are imported when the apps are loaded
from __future__ import annotations

import random
from datetime import timedelta
from uuid import UUID

import django
from tests.web.running_site import PASSWORD

CLASSES, RECORDS, A_SENDING = 60, 30_000, 500
CODE = "bench"
EVENTS = [
    ("hygiene", "untidy"),
    ("hygiene", "bin_full"),
    ("exercises", "late_line"),
    ("exercises", "careless"),
    ("order", "chasing"),
    ("order", "noise"),
]


def main() -> None:
    """Make it so that it is in mid-term on the day of the clock."""
    from django.utils import timezone

    from banheng.demo.term import make_term
    from banheng.schools.models import School

    now = timezone.now()
    school = School.objects.create(code=CODE, name="基准学校")
    term = make_term(school, timezone.localdate(now))
    make_classes(school, term)
    inspector = make_accounts(school, term)
    adopt(school, term, now)
    make_records(school, term, inspector, now)


def make_classes(school, term, classes=CLASSES) -> None:
    """Make so many classes, spread evenly over six grades, each with a homeroom teacher."""
    from banheng.schools.models import ClassSize, ClassYear, Grade, Posting, SchoolClass, Staff, Stage

    first = term.academic_year.first
    for number in range(classes):
        level, place = number * 6 // classes + 1, number % (classes // 6) + 1
        grade, _ = Grade.objects.get_or_create(
            school=school,
            stage=Stage.PRIMARY,
            level=level,
            defaults={"name": f"{'一二三四五六'[level - 1]}年级"},
        )
        one = SchoolClass.objects.create(school=school, code=f"c{number}", opened=first)
        ClassYear.objects.create(
            school_class=one,
            academic_year=term.academic_year,
            grade=grade,
            name=f"{grade.name}{place}班",
            number=place,
        )
        ClassSize.objects.create(school_class=one, first=first, pupils=45)
        staff = Staff.objects.create(school=school, code=f"t{number}", name=f"教师{number}")
        Posting.objects.create(school_class=one, staff=staff, first=first)


def make_accounts(school, term):
    """Make the inspector, who has a duty with a post as in a school, and the homeroom teacher of class c0."""
    from banheng.accounts.models import RoleGrant, User
    from banheng.accounts.roles import Role
    from banheng.ledger.models import Duty, DutyWeek, Post
    from banheng.schools.models import Staff

    inspector = User.objects.create_user("inspector", password=PASSWORD, name="值周教师")
    RoleGrant.objects.create(
        user=inspector, role=Role.DUTY_INSPECTOR, school=school, first=term.academic_year.first
    )
    week = DutyWeek.objects.create(school=school, first=term.first, last=term.last)
    post = Post.objects.create(school=school, name="常规岗", items=["hygiene", "exercises", "order"])
    Duty.objects.create(week=week, post=post, user=inspector)
    User.objects.create_user(
        "teacher", password=PASSWORD, name="班主任", staff=Staff.objects.get(school=school, code="t0")
    )
    return inspector


def adopt(school, term, now) -> None:
    from banheng.policies.models import Adoption, SchemeVersion
    from banheng.schemes.library import library_path
    from banheng.schemes.loading import load_scheme

    path = library_path("primary-month") / "scheme.yaml"
    file = load_scheme(path)
    version = SchemeVersion.objects.create(
        school=school,
        code=file.scheme.scheme,
        number=1,
        title=file.scheme.title,
        text=path.read_text(encoding="utf-8"),
        digest=file.fingerprint,
        created_at=now,
    )
    Adoption.objects.create(school=school, version=version, first=term.academic_year.first, decided_at=now)


def make_records(school, term, inspector, now) -> None:
    from django.utils import timezone
    from uuid_utils import uuid7

    from banheng.ledger.desk import Entry
    from banheng.ledger.models import Record
    from banheng.ledger.recording import record

    chance = random.Random(CODE)
    days = (timezone.localdate(now) - term.first).days + 1
    for _ in range(RECORDS // A_SENDING):
        entries = []
        for _ in range(A_SENDING):
            item, event = chance.choice(EVENTS)
            day = term.first + timedelta(days=chance.randrange(days))
            one = f"c{chance.randrange(CLASSES)}"
            entries.append(Entry(id=UUID(str(uuid7())), day=day, item=item, event=event, school_class=one))
        outcomes = record(school, entries, by=inspector, at=now, source=Record.Source.INSPECTION)
        refused = [outcome.refusal for outcome in outcomes if outcome.refusal]
        assert not refused, refused[0]


if __name__ == "__main__":
    django.setup()
    main()
