"""Classes and teachers of the demo school, from the roster of the example school."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import TYPE_CHECKING

from banheng.example import files
from banheng.schools.models import ClassSize, ClassYear, Grade, Posting, SchoolClass, Staff, Stage

if TYPE_CHECKING:
    from banheng.schools.models import School, Term

SUBSTITUTE = "代理班主任"
OTHER_STAFF = {
    "t61": "郎咏梅",
    "t62": "戴立新",
    "t63": "金秀兰",
    "t64": "俞成",
    "t65": "方圆",
    "t66": "卢静怡",
    "t67": "高远",
    "t68": "田甜",
    "t69": "邵敏",
    "t70": "任晓东",
}
"""Staff without a class: on duty, in the office, teaching a subject."""


def make_people(school: School, term: Term) -> None:
    """Make grades, classes, staff and postings.

    Class 四年级3班 changes hands after five weeks of the term, 二年级5班 has a substitute for a week.
    """
    with files().roster.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    grades = {}
    for row in rows:
        if row["grade"] not in grades:
            level = len(grades) + 1
            grades[row["grade"]] = Grade.objects.create(
                school=school, stage=Stage.PRIMARY, level=level, name=row["grade"]
            )
    started = term.academic_year.first
    for row in rows:
        staff = Staff.objects.create(
            school=school,
            code=row["teacher"],
            name=row["teacher_name"],
            homeroom_since=started.replace(year=started.year - int(row["years"])),
        )
        school_class, is_new = SchoolClass.objects.get_or_create(
            school=school, code=row["class"], defaults={"opened": started}
        )
        if is_new:
            _describe(school_class, row, grades[row["grade"]], term)
        _post(school_class, staff, row["role"], term, is_first=is_new)
    for code, name in OTHER_STAFF.items():
        Staff.objects.create(school=school, code=code, name=name)


def _describe(school_class: SchoolClass, row: dict[str, str], grade: Grade, term: Term) -> None:
    ClassYear.objects.create(
        school_class=school_class,
        academic_year=term.academic_year,
        grade=grade,
        name=row["class_name"],
        number=int(row["class"][-1]),
    )
    ClassSize.objects.create(
        school_class=school_class, first=term.academic_year.first, pupils=int(row["pupils"])
    )


def _post(school_class: SchoolClass, staff: Staff, role: str, term: Term, *, is_first: bool) -> None:
    if role == SUBSTITUTE:
        first = term.first + timedelta(weeks=6)
        Posting.objects.create(
            school_class=school_class,
            staff=staff,
            role=Posting.Role.SUBSTITUTE,
            first=first,
            last=first + timedelta(days=7),
            reason="原班主任外出培训",
        )
    elif is_first:
        Posting.objects.create(school_class=school_class, staff=staff, first=term.academic_year.first)
    else:
        handover = term.first + timedelta(weeks=5)
        before = school_class.postings.get()
        before.last = handover - timedelta(days=1)
        before.save()
        Posting.objects.create(
            school_class=school_class, staff=staff, first=handover, reason="原班主任调任教研组长"
        )
