"""Answer the rules in force for 5,000 teachers from a database of its own: `python -m benchmarks.eligibility_school`.

It does so for one school and for fifty, and says seconds, queries and answers. `DATABASE_URL` chooses another
empty database.
"""

# ruff: noqa: PLC0415 - models are imported when the apps are loaded
from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.schools.models import School, Staff

TEACHERS = 5_000
SCHOOLS = (1, 50)
PACKS: dict[str, dict[str, str]] = {
    "003-F": {},
    "001-V": {"newcomers": "paired", "stage": "three_years"},
    "default": {},
}
DAY = date(2026, 10, 21)
NOW = datetime(2026, 10, 21, 8, tzinfo=UTC)
SEED = 20260901


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="banheng-eligibility-") as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.site_settings")
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        chance = random.Random(SEED)
        for number in SCHOOLS:
            schools = [_make(f"s{number}-{each}", TEACHERS // number, chance) for each in range(number)]
            sys.stdout.write(f"{number} school(s), {TEACHERS} teachers: {_measure(schools)}\n")


def _measure(schools: list[School]) -> str:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from banheng.development.eligible import answered
    from banheng.schools.models import Staff

    def answer_all() -> int:
        return sum(
            len(each.answers)
            for school in schools
            for each in answered(school, list(Staff.objects.filter(school=school)), DAY)
        )

    start, busy = time.perf_counter(), time.process_time()
    answers = answer_all()
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    with CaptureQueriesContext(connection) as queries:
        answer_all()
    return f"{answers} answers in {seconds:.1f} s ({busy:.1f} s of a core), {len(queries)} queries"


def _make(code: str, number: int, chance: random.Random) -> School:
    """Make a school whose teachers each have a class and fourteen facts."""
    from banheng.development.models import Fact
    from banheng.development.rule_packs import put_rules_in_force
    from banheng.eligibility.loading import pack_path
    from banheng.schools.models import AcademicYear, ClassYear, Grade, Posting, School, SchoolClass, Staff

    school = School.objects.create(code=code, name=code)
    opened = date(2026, 9, 1)
    year = AcademicYear.objects.create(
        school=school, code="2026-2027", first=date(2026, 8, 1), last=date(2027, 7, 31)
    )
    grade = Grade.objects.create(school=school, stage="primary", level=1, name="一年级")
    classes = SchoolClass.objects.bulk_create(
        SchoolClass(school=school, code=f"c{each}", opened=opened) for each in range(number)
    )
    ClassYear.objects.bulk_create(
        ClassYear(school_class=each, academic_year=year, grade=grade, name=each.code, number=place)
        for place, each in enumerate(classes)
    )
    staff = Staff.objects.bulk_create(
        Staff(school=school, code=f"t{each}", name="教师", homeroom_since=_september(chance, 2010, 2025))
        for each in range(number)
    )
    Posting.objects.bulk_create(
        Posting(school_class=each, staff=teacher, first=opened)
        for each, teacher in zip(classes, staff, strict=True)
    )
    facts = [Fact(**said) for teacher in staff for said in _facts(teacher, chance)]
    Fact.objects.bulk_create(facts, batch_size=2_000)
    for pack, choices in PACKS.items():
        text = pack_path(pack).read_text(encoding="utf-8")
        put_rules_in_force(school, text, choices, first=opened, by=None, at=NOW)
    return school


def _facts(teacher: Staff, chance: random.Random) -> Iterator[dict[str, Any]]:
    said: list[tuple[str, date, dict[str, Any]]] = [
        ("teaching", _september(chance, 2000, 2025), {}),
        ("qualification", date(2005, 7, 1), {"stage": chance.choice(["primary", "junior"])}),
        ("certificate", date(2020, 7, 1), {}),
        ("rank", date(2015, 7, 1), {"rank": "intermediate"}),
        (
            "honour",
            _september(chance, 2018, 2025),
            {"honour": "excellent_homeroom_teacher", "level": "school"},
        ),
        ("confirmation", date(2026, 9, 1), {"code": "ethics"}),
        ("confirmation", date(2026, 9, 1), {"code": "dossier_complete"}),
        ("result", date(2026, 7, 1), {"year": 2026, "failed": False}),
        ("figure", date(2026, 9, 1), {"code": "weekly_lessons", "value": "12"}),
    ]
    for _ in range(5):
        hours = {"training": "centralised", "level": "county", "hours": str(chance.randint(2, 8))}
        said.append(("training", _september(chance, 2018, 2025), hours))
    for kind, since, content in said:
        yield {
            "staff": teacher,
            "kind": kind,
            "name": kind,
            "since": since,
            "content": content,
            "source": "office",
            "entered_at": NOW,
            "confirmed_at": NOW,
        }


def _september(chance: random.Random, first: int, last: int) -> date:
    return date(chance.randint(first, last), 9, 1)


if __name__ == "__main__":
    main()
