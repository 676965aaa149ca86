"""Make a small school with a county's rules in force and three people, in the database of `BANHENG_DATA`: run as a script.

With a number it prints what the QR code at the door of that session says now.
"""

from __future__ import annotations

import sys
from datetime import timedelta

import django


def main() -> None:
    """Make the school in the middle of its academic year; the homeroom teacher of class 101 was honoured."""
    from django.core.management import call_command  # noqa: PLC0415 - needs the apps to be loaded
    from django.utils import timezone  # noqa: PLC0415

    from banheng.accounts.models import RoleGrant  # noqa: PLC0415
    from banheng.accounts.roles import Role  # noqa: PLC0415
    from banheng.demo.accounts import PASSWORD  # noqa: PLC0415
    from banheng.development.models import Fact  # noqa: PLC0415
    from banheng.development.people import COMPLETE  # noqa: PLC0415
    from banheng.development.recording import record_fact  # noqa: PLC0415
    from banheng.development.rule_packs import put_rules_in_force  # noqa: PLC0415
    from banheng.eligibility.loading import pack_path  # noqa: PLC0415
    from banheng.schools.models import AcademicYear, Term  # noqa: PLC0415
    from tests.factories import adopt, grant, make_school, make_user  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    now, today = timezone.now(), timezone.localdate()
    first = today - timedelta(days=60)
    small = make_school("demo", opened=first)
    AcademicYear.objects.update(first=first, last=today + timedelta(days=60))
    Term.objects.update(first=first, last=today + timedelta(days=59))
    people = {
        "deyu": ("王主任", Role.MORAL_EDUCATION_OFFICE),
        "xiaozhang": ("李校长", Role.PRINCIPAL),
    }
    for username, (name, role) in people.items():
        grant(make_user(username, password=PASSWORD, name=name), role, small.school)
    RoleGrant.objects.update(first=first)
    teacher = small.teachers["101"]
    make_user("banzhuren", password=PASSWORD, staff=teacher, name=teacher.name)
    put_rules_in_force(
        small.school, pack_path("003-F").read_text(encoding="utf-8"), {}, first=first, by=None, at=now
    )
    known = (
        (Fact.Kind.HONOUR, "校优秀班主任", {"honour": "excellent_homeroom_teacher", "level": "school"}),
        (Fact.Kind.CONFIRMATION, "档案已核全", {"code": COMPLETE}),
    )
    for kind, name, content in known:
        record_fact(
            teacher,
            kind,
            name,
            since=today - timedelta(days=300),
            content=content,
            source=Fact.Source.OFFICE,
            by=None,
            at=now,
        )
    adopt(small.school, first=first)


def say_code(session: int) -> None:
    """Print the code at the door."""
    from banheng.development.training.attending import make_token  # noqa: PLC0415
    from banheng.development.training.models import Session  # noqa: PLC0415

    print(make_token(Session.objects.get(pk=session)))  # noqa: T201 - for the test


django.setup()
say_code(int(sys.argv[1])) if len(sys.argv) > 1 else main()
