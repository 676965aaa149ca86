"""Schools, people and records for tests of the site: plain functions with defaults."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from banheng.accounts.models import RoleGrant, User
from banheng.accounts.roles import BUREAU_ROLES, Role
from banheng.duties.models import WorkRecord
from banheng.duties.work.keeping import keep
from banheng.ledger.desk import Entry
from banheng.ledger.models import Record
from banheng.ledger.recording import Outcome, record
from banheng.policies.models import Adoption, SchemeVersion
from banheng.routines.work_form import work_forms
from banheng.schemes.loading import parse_scheme
from banheng.schools.models import (
    AcademicYear,
    ClassSize,
    ClassYear,
    Enrolment,
    Grade,
    Posting,
    Pupil,
    School,
    SchoolClass,
    Staff,
    Stage,
    Term,
)

TODAY = date(2026, 10, 21)
NOW = datetime(2026, 10, 21, 8, 30, tzinfo=UTC)  # 16:30 in China
PLAIN_PACK = (Path(__file__).parent / "duties" / "packs" / "plain.yaml").read_text(encoding="utf-8")
"""A duty pack of ticks, counts and notes."""
LIBRARY = Path(__file__).parents[1] / "src" / "banheng" / "schemes" / "library"


@dataclass(frozen=True)
class SmallSchool:
    """A primary school with two grades of two classes (`101`, `102`, `201`, `202`) and their teachers."""

    school: School
    year: AcademicYear
    term: Term
    grades: tuple[Grade, ...]
    classes: dict[str, SchoolClass]
    teachers: dict[str, Staff]


def make_school(
    code: str = "yucai", name: str = "育才小学", *, opened: date = date(2026, 9, 1)
) -> SmallSchool:
    school = School.objects.create(code=code, name=name)
    year = AcademicYear.objects.create(
        school=school, code="2026-2027", first=date(2026, 8, 1), last=date(2027, 7, 31)
    )
    term = Term.objects.create(academic_year=year, number=1, first=date(2026, 9, 1), last=date(2027, 1, 22))
    grades = tuple(
        Grade.objects.create(school=school, stage=Stage.PRIMARY, level=level, name=f"{'一二'[level - 1]}年级")
        for level in (1, 2)
    )
    classes, teachers = {}, {}
    for grade in grades:
        for number in (1, 2):
            class_code = f"{grade.level}0{number}"
            classes[class_code] = school_class = SchoolClass.objects.create(
                school=school, code=class_code, opened=opened
            )
            ClassYear.objects.create(
                school_class=school_class,
                academic_year=year,
                grade=grade,
                name=f"{grade.name}{number}班",
                number=number,
            )
            ClassSize.objects.create(school_class=school_class, first=opened, pupils=40)
            teachers[class_code] = staff = Staff.objects.create(
                school=school, code=f"t{class_code}", name=f"教师{class_code}"
            )
            Posting.objects.create(school_class=school_class, staff=staff, first=opened)
    return SmallSchool(school, year, term, grades, classes, teachers)


def make_user(
    username: str, *, password: str | None = None, staff: Staff | None = None, name: str = ""
) -> User:
    return User.objects.create_user(username, password=password, name=name or username, staff=staff)


def grant(user: User, role: Role, school: School, **extent: object) -> RoleGrant:
    return RoleGrant.objects.create(user=user, role=role, school=school, first=date(2026, 9, 1), **extent)


def make_one_of_each(small: SmallSchool) -> dict[Role, User]:
    """Make an account for each role: the homeroom teacher has class 101, the leader grade 1."""
    prefix = small.school.code
    users = {Role.HOMEROOM_TEACHER: make_user(f"{prefix}-homeroom", staff=small.teachers["101"])}
    for role in Role:
        if role is Role.HOMEROOM_TEACHER or role in BUREAU_ROLES:
            continue
        if role is Role.STAFF:
            colleague = Staff.objects.create(school=small.school, code="t90", name="无班级")
            users[role] = make_user(f"{prefix}-staff", staff=colleague)
            continue
        users[role] = user = make_user(f"{prefix}-{role}")
        extent = {
            Role.GRADE_LEADER: {"grade": small.grades[0]},
            Role.SUBJECT_TEACHER: {"school_class": small.classes["101"]},
        }.get(role, {})
        grant(user, role, small.school, **extent)
    return users


def adopt(
    school: School, scheme: str = "primary-month", *, first: date = date(2026, 9, 1), text: str | None = None
) -> SchemeVersion:
    """Put a library scheme, or a text, in force."""
    text = text or (LIBRARY / scheme / "scheme.yaml").read_text(encoding="utf-8")
    file = parse_scheme(text)
    version = SchemeVersion.objects.create(
        school=school,
        code=file.scheme.scheme,
        number=SchemeVersion.objects.filter(school=school, code=file.scheme.scheme).count() + 1,
        title=file.scheme.title,
        text=text,
        digest=file.fingerprint,
        created_at=NOW,
    )
    Adoption.objects.create(school=school, version=version, first=first, decided_at=NOW)
    return version


def entry(school_class: str = "101", item: str = "hygiene", event: str = "unswept", **said: object) -> Entry:
    said.setdefault("id", UUID(str(uuid7())))
    said.setdefault("day", TODAY)
    return Entry(school_class=school_class, item=item, event=event, **said)


def put(
    school: School, *entries: Entry, by: User | None = None, at: datetime = NOW, source: str = "inspection"
) -> list[Outcome]:
    return record(school, entries, by=by, at=at, source=Record.Source(source))


def put_one(school: School, *, by: User | None = None, at: datetime = NOW, **said: object) -> Record:
    """Append one record that must be taken."""
    (outcome,) = put(school, entry(**said), by=by, at=at)
    assert outcome.refusal is None, outcome.refusal
    return outcome.record


def make_pupils(small: SmallSchool, *names: str, school_class: str = "101") -> list[Pupil]:
    """Enrol pupils in a class from its opening."""
    made = []
    for name in names:
        number = Pupil.objects.filter(school=small.school).count() + 1
        pupil = Pupil.objects.create(school=small.school, code=f"p{number:03}", name=name)
        Enrolment.objects.create(
            pupil=pupil, school_class=small.classes[school_class], first=date(2026, 9, 1)
        )
        made.append(pupil)
    return made


def keep_work(
    small: SmallSchool,
    form: str,
    said: dict[str, Any],
    *,
    by: User,
    school_class: str | None = "101",
    day: date = TODAY,
    at: datetime = NOW,
    **more: Any,
) -> WorkRecord:
    """Keep a record of the work that must be taken; pupils may be given as such."""
    plain = {
        code: [str(one.pk) if isinstance(one, Pupil) else one for one in value]
        if isinstance(value, list)
        else {str(key.pk): text for key, text in value.items()}
        if isinstance(value, dict)
        else value
        for code, value in said.items()
    }
    return keep(
        small.school,
        work_forms()[form],
        plain,
        id=more.pop("id", UUID(str(uuid7()))),
        school_class=small.classes[school_class] if school_class else None,
        day=day,
        by=by,
        at=at,
        **more,
    )
