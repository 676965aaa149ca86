"""Make a school that is in the middle of a survey, and look at what is kept of it: run as a script with a step.

`make` prints who may answer and how; `count` prints the sheets and used rights; `evidence` prints what the ledger says
beside what was published.
"""

# ruff: noqa: PLC0415 - models are imported when the apps are loaded
from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

import django

CLASSES, GRADES, PUPILS, TEACHERS = 36, 6, 1600, 60
CLASSES_OF_A_TEACHER = 8
"""Of those who teach a subject only, so that five of them know each class."""
CODE = "bench"
EVENTS = {
    "self": "own",
    "peer": "peer",
    "subject_teacher": "subject",
    "pupil": "student",
    "guardian": "parent",
}
SCHEME = """\
scheme: satisfied
title: 满意度
period: month
full_points: 20
indicators:
  - code: all
    name: 满意度
    full_points: 20
    items:
      - code: satisfaction
        name: 各方满意度
        full_points: 20
        from: survey
        rule:
          kind: survey
          scale: 100
          groups:
            own: {name: 自评, weight: 10}
            peer: {name: 同行, weight: 20, minimum: 5}
            subject: {name: 科任, weight: 20, minimum: 5}
            parent: {name: 家长, weight: 25, minimum: 5}
            student: {name: 学生, weight: 25, minimum: 5}
          when_missing: not_applicable
"""


def make() -> dict[str, Any]:
    """Make school, accounts and survey by the use cases of the site; give the ways in.

    Each way in is a class, a group, an address and the cookie of a session, empty for a slip.
    """
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from banheng.demo.term import make_term
    from banheng.questionnaires.instrument import WITHOUT_ACCOUNT
    from banheng.questionnaires.loading import instrument_text
    from banheng.schools.models import School
    from banheng.surveys.opening import make_slips, open_survey

    now = timezone.now()
    school = School.objects.create(code=CODE, name="基准学校")
    term = make_term(school, timezone.localdate(now))
    classes = _make_classes(school, term)
    office, teachers = _make_accounts(school, term, classes)
    _adopt(school, term, now)
    survey = open_survey(
        school,
        instrument_text("default"),
        title="",
        first=timezone.localdate(now),
        last=timezone.localdate(now) + timedelta(days=7),
        item="satisfaction",
        events=EVENTS,
        by=office,
        at=now,
    )

    def session(user: Any) -> str:
        client = Client()
        client.force_login(user)
        return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

    ways = [
        (one.code, group.value, reverse("slip-answer", args=[code]), "")
        for one in classes
        for group in sorted(WITHOUT_ACCOUNT)
        for code in make_slips(survey, one, group)
    ]
    cookies = {user.pk: session(user) for user in teachers}
    ways += [
        (
            right.school_class.code,
            right.group,
            reverse("surveys-answer", args=[CODE, right.pk]),
            cookies[right.user_id],
        )
        for right in survey.rights.exclude(user=None).select_related("school_class")
    ]
    return {
        "text": survey.text,
        "ways": ways,
        "office": session(office),
        "close": reverse("surveys-close", args=[CODE, survey.pk]),
    }


def count() -> list[tuple[str, str, int, int]]:
    """Give class, group, number of sheets and number of used rights."""
    from collections import Counter

    from banheng.surveys.models import AnswerSheet, Right

    sheets = Counter(AnswerSheet.objects.values_list("school_class__code", "group"))
    used = Counter(Right.objects.filter(used=True).values_list("school_class__code", "group"))
    return [(*asked, sheets[asked], used[asked]) for asked in sorted({*sheets, *used})]


def evidence() -> dict[str, Any]:
    """Give the records of the ledger, the published ranges by class and group, and the sheets that are left."""
    from banheng.ledger.models import Record
    from banheng.surveys.closing import results
    from banheng.surveys.models import AnswerSheet, Survey

    survey = Survey.objects.get()
    publication = results(survey)
    return {
        "sheets_left": AnswerSheet.objects.count(),
        "records": list(
            Record.objects.filter(source="survey").values_list(
                "school_class__code", "event", "quantity", "value"
            )
        ),
        "published": []
        if publication is None
        else [
            (cell.receiver, EVENTS[cell.group.value], cell.number, cell.mean.low, cell.mean.high)
            for cell in publication.cells
            if cell.mean
        ],
    }


def _make_classes(school: Any, term: Any) -> list[Any]:
    from banheng.schools.models import ClassSize, ClassYear, Grade, Posting, SchoolClass, Staff, Stage

    first, classes = term.academic_year.first, []
    for number in range(CLASSES):
        level, place = number % GRADES + 1, number // GRADES + 1
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
        size = PUPILS // CLASSES + (number < PUPILS % CLASSES)
        ClassSize.objects.create(school_class=one, first=first, pupils=size)
        staff = Staff.objects.create(school=school, code=f"t{number}", name=f"教师{number}")
        Posting.objects.create(school_class=one, staff=staff, first=first)
        classes.append(one)
    return classes


def _make_accounts(school: Any, term: Any, classes: list[Any]) -> tuple[Any, list[Any]]:
    """Make the office, the homeroom teachers, and those who teach a subject in several classes."""
    from banheng.accounts.models import RoleGrant, User
    from banheng.accounts.roles import Role
    from banheng.schools.models import Staff

    first, teachers = term.academic_year.first, []
    office = User.objects.create_user("office", name="德育处")
    RoleGrant.objects.create(user=office, role=Role.MORAL_EDUCATION_OFFICE, school=school, first=first)
    for number in range(TEACHERS):
        staff, _ = Staff.objects.get_or_create(
            school=school, code=f"t{number}", defaults={"name": f"教师{number}"}
        )
        user = User.objects.create_user(f"teacher{number}", name=staff.name, staff=staff)
        teachers.append(user)
        for place in range(CLASSES_OF_A_TEACHER if number >= CLASSES else 0):
            taught = classes[(number * CLASSES_OF_A_TEACHER + place) % CLASSES]
            RoleGrant.objects.create(
                user=user, role=Role.SUBJECT_TEACHER, school=school, school_class=taught, first=first
            )
    return office, teachers


def _adopt(school: Any, term: Any, now: Any) -> None:
    from banheng.policies.models import Adoption, SchemeVersion
    from banheng.schemes.loading import parse_scheme

    file = parse_scheme(SCHEME)
    version = SchemeVersion.objects.create(
        school=school,
        code=file.scheme.scheme,
        number=1,
        title=file.scheme.title,
        text=SCHEME,
        digest=file.fingerprint,
        created_at=now,
    )
    Adoption.objects.create(school=school, version=version, first=term.academic_year.first, decided_at=now)


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"make": make, "count": count, "evidence": evidence}[sys.argv[1]]()))
