"""Rules in force in the demo school, and what is known of some of its teachers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from banheng.accounts.roles import Role
from banheng.development.models import Fact
from banheng.development.people import COMPLETE
from banheng.development.rule_packs import put_rules_in_force
from banheng.eligibility.loading import pack_path
from banheng.schools.models import Posting

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School, Staff, Term

PACKS: dict[str, dict[str, str]] = {"default": {}, "003-F": {}}
KNOWN = 12
"""Of so many homeroom teachers something is known; of the others nothing, as in a school that begins."""

OWN = "t14"
ITEMS = (("ethics", "良好师德"), ("organisation", "组织管理能力"), ("healthy", "身体健康"))
Kind = Fact.Kind


def make_dossiers(school: School, term: Term, users: dict[Role, User], now: datetime) -> None:
    """Put the general rules and those of a county in force, and enter what is known of some teachers."""
    first = term.academic_year.first
    for code, choices in PACKS.items():
        text = pack_path(code).read_text(encoding="utf-8")
        put_rules_in_force(school, text, choices, first=first, by=users[Role.PRINCIPAL], at=now)
    office, today = users[Role.MORAL_EDUCATION_OFFICE], timezone.localdate(now)
    held = Posting.objects.filter(
        school_class__school=school, role=Posting.Role.HOMEROOM_TEACHER, last=None
    ).select_related("staff")
    teachers = list({posting.staff_id: posting.staff for posting in held.order_by("staff__code")}.values())
    facts = [
        fact
        for number, staff in enumerate(teachers[:KNOWN])
        for fact in _facts(staff, number, first, today, office, now)
    ]
    own = next((staff for staff in teachers if staff.code == OWN), None)
    if own is not None:
        facts += _facts(own, KNOWN, first, today, office, now)
        facts.append(_waiting(own, today, users[Role.HOMEROOM_TEACHER], now))
    Fact.objects.bulk_create(facts)


def _facts(staff: Staff, number: int, first: date, today: date, office: User, now: datetime) -> list[Fact]:
    began = date(first.year - 3 - number, 9, 1)
    course = today - timedelta(days=200 + 30 * number)
    said: list[tuple[Kind, str, date, date | None, dict[str, Any], str]] = [
        (Kind.TEACHING, "任教", began, None, {}, ""),
        (Kind.QUALIFICATION, "小学教师资格", began, None, {"stage": "primary"}, f"资格证 2016{number:05}"),
        (Kind.RANK, "二级教师", began, None, {"rank": "junior"}, ""),
        (
            Kind.TRAINING,
            "县班主任集中培训",
            course,
            course,
            {"training": "centralised", "level": "county", "hours": str(8 + number), "passed": True},
            "县师训 12 号",
        ),
        *((Kind.CONFIRMATION, name, first, None, {"code": code}, "学年初审核") for code, name in ITEMS),
    ]
    if number % 3:
        said.append((Kind.CERTIFICATE, "班主任资格证书", began, None, {}, f"BZR{number:04}"))
    if number % 4 == 0:
        award = date(first.year - 1, 9, 10)
        honour = {"honour": "excellent_homeroom_teacher", "level": "school"}
        said.append((Kind.HONOUR, "校优秀班主任", award, award, honour, "校发 7 号"))
    if number != 1:
        said.append((Kind.CONFIRMATION, "档案已核全", first, None, {"code": COMPLETE}, ""))
    return [
        Fact(
            staff=staff,
            kind=kind,
            name=name,
            since=since,
            until=until,
            content=content,
            proof=proof,
            source=Fact.Source.OFFICE,
            entered_by=office,
            entered_at=now,
            confirmed_by=office,
            confirmed_at=now,
        )
        for kind, name, since, until, content, proof in said
    ]


def _waiting(staff: Staff, today: date, by: User, now: datetime) -> Fact:
    day = today - timedelta(days=20)
    return Fact(
        staff=staff,
        kind=Kind.RESEARCH,
        name="班会课设计《一分钟》",
        since=day,
        until=day,
        content={"form": "plan", "level": "county", "place": "二等奖"},
        proof="县教研室证书",
        source=Fact.Source.OWN,
        entered_by=by,
        entered_at=now,
    )
