"""A school with 60 classes and a term of 30,000 records, in the database of the site."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

import banheng.schemes.library
from banheng.accounts.models import RoleGrant, User
from banheng.accounts.roles import Role
from banheng.core.points import UNITS
from banheng.ledger.chaining import hash_of
from banheng.ledger.models import Chain, Record
from banheng.policies.models import Adoption, SchemeVersion
from banheng.schemes.loading import parse_scheme
from banheng.schools.calendars import school_calendar
from banheng.schools.models import (
    AcademicYear,
    ClassSize,
    ClassYear,
    Grade,
    Posting,
    School,
    SchoolClass,
    Staff,
    Stage,
    Term,
)

if TYPE_CHECKING:
    from banheng.schemes.scheme import Scheme

CLASSES, GRADES, RECORDS, SEED = 60, 6, 30_000, 20260901
FIRST, LAST = date(2026, 9, 1), date(2027, 1, 22)
LIBRARY = Path(banheng.schemes.library.__file__).parent


def make_busy_school(code: str = "busy", scheme: str = "primary-month") -> SchemeVersion:
    """Make the school with a library scheme in force and the records; give the version."""
    school = School.objects.create(code=code, name="实验小学")
    year = AcademicYear.objects.create(
        school=school, code="2026-2027", first=date(2026, 8, 1), last=date(2027, 7, 31)
    )
    Term.objects.create(academic_year=year, number=1, first=FIRST, last=LAST)
    for level in range(1, GRADES + 1):
        _make_grade(school, year, level)
    version = _put_in_force(school, scheme)
    _make_records(school, parse_scheme(version.text).in_force())
    return version


def make_office(school: School) -> User:
    """Make an account of the moral education office."""
    user = User.objects.create_user("office", name="德育处")
    RoleGrant.objects.create(user=user, role=Role.MORAL_EDUCATION_OFFICE, school=school, first=FIRST)
    return user


def _make_grade(school: School, year: AcademicYear, level: int) -> None:
    grade = Grade.objects.create(
        school=school, stage=Stage.PRIMARY, level=level, name=f"{'一二三四五六'[level - 1]}年级"
    )
    for number in range(1, CLASSES // GRADES + 1):
        code = f"{level}{number:02d}"
        school_class = SchoolClass.objects.create(school=school, code=code, opened=FIRST)
        ClassYear.objects.create(
            school_class=school_class,
            academic_year=year,
            grade=grade,
            name=f"{grade.name}{number}班",
            number=number,
        )
        ClassSize.objects.create(school_class=school_class, first=FIRST, pupils=45)
        staff = Staff.objects.create(school=school, code=f"t{code}", name=f"教师{code}")
        Posting.objects.create(school_class=school_class, staff=staff, first=FIRST)


def _put_in_force(school: School, scheme: str) -> SchemeVersion:
    text = (LIBRARY / scheme / "scheme.yaml").read_text(encoding="utf-8")
    file = parse_scheme(text)
    version = SchemeVersion.objects.create(
        school=school,
        code=file.scheme.scheme,
        number=1,
        title=file.scheme.title,
        text=text,
        digest=file.fingerprint,
        created_at=timezone.now(),
    )
    Adoption.objects.create(school=school, version=version, first=FIRST, decided_at=timezone.now())
    return version


def _make_records(school: School, scheme: Scheme) -> None:
    """Spread inspections over the school days: chance decides class and event, the seed decides chance."""
    chance = random.Random(SEED)
    days = school_calendar(school).school_days(FIRST, LAST)
    classes = list(SchoolClass.objects.filter(school=school))
    kinds = [(item, event, level) for item in scheme.items() for event, level in item.rule.codes()]
    chain = Chain.objects.create(school=school)
    made = []
    for number in range(RECORDS):
        item, event, level = chance.choice(kinds)
        day = days[number * len(days) // RECORDS]
        record = Record(
            id=UUID(str(uuid7())),
            school=school,
            sequence=number + 1,
            school_class=chance.choice(classes),
            item=item.code,
            event=event,
            level=level,
            day=day,
            quantity=UNITS,
            value=96 * UNITS if item.rule.needs_value else None,
            source=Record.Source.INSPECTION,
            recorder_name="值周教师",
            recorded_at=datetime.combine(day, time(10), timezone.get_current_timezone())
            + timedelta(seconds=number % 3600),
            previous_hash=chain.hash,
        )
        chain.hash = record.hash = hash_of(record, chain.hash)
        made.append(record)
    Record.objects.bulk_create(made, batch_size=2000)
    chain.sequence = RECORDS
    chain.save()
