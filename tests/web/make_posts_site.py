"""Make a small school with rules in force and four people, in the database of `BANHENG_DATA`: run as a script.

With `end-notice` it lets the public list that hangs out end yesterday, as time would.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta

import django


def main() -> None:
    """Make the school in the middle of its academic year."""
    from django.core.management import call_command  # noqa: PLC0415 - needs the apps to be loaded
    from django.utils import timezone  # noqa: PLC0415

    from banheng.accounts.models import RoleGrant  # noqa: PLC0415
    from banheng.accounts.roles import Role  # noqa: PLC0415
    from banheng.demo.accounts import PASSWORD  # noqa: PLC0415
    from banheng.development.models import Fact  # noqa: PLC0415
    from banheng.development.recording import record_fact  # noqa: PLC0415
    from banheng.development.rule_packs import put_rules_in_force  # noqa: PLC0415
    from banheng.schools.models import AcademicYear, Staff, Term  # noqa: PLC0415
    from tests.development.posts.rounds import RULES  # noqa: PLC0415
    from tests.factories import adopt, grant, make_school, make_user  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    now, today = timezone.now(), timezone.localdate()
    first = today - timedelta(days=60)
    small = make_school("demo", opened=first)
    AcademicYear.objects.update(first=first, last=today + timedelta(days=60))
    Term.objects.update(first=first, last=today + timedelta(days=59))
    candidate = Staff.objects.create(school=small.school, code="t81", name="候选人")
    people = {
        "deyu": ("王主任", Role.MORAL_EDUCATION_OFFICE),
        "xiaozhang": ("李校长", Role.PRINCIPAL),
        "zuzhang": ("赵组长", Role.GRADE_LEADER),
    }
    for username, (name, role) in people.items():
        grant(make_user(username, password=PASSWORD, name=name), role, small.school)
    RoleGrant.objects.update(first=first)
    make_user("houxuan", password=PASSWORD, staff=candidate, name="候选人")
    put_rules_in_force(small.school, RULES, {}, first=first, by=None, at=now)
    source = Fact.Source.OFFICE
    office = RoleGrant.objects.get(role=Role.MORAL_EDUCATION_OFFICE).user
    record_fact(
        candidate, Fact.Kind.TEACHING, "任教", since=date(2020, 9, 1), source=source, by=office, at=now
    )
    adopt(small.school, first=first)


def end_notice() -> None:
    """Let the notice end yesterday."""
    from django.utils import timezone  # noqa: PLC0415

    from banheng.development.posts.models import Round  # noqa: PLC0415

    Round.objects.update(notice_until=timezone.localdate() - timedelta(days=1))


django.setup()
end_notice() if "end-notice" in sys.argv else main()
