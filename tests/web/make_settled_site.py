"""Make a small school with reviewed months in the database of `BANHENG_DATA` or `DATABASE_URL`: run as a script."""

from __future__ import annotations

from datetime import timedelta

import django

MONTHS = 6


def main() -> None:
    """Make it so that the months before this one are reviewed; the oldest is on notice with a record to appeal."""
    from django.core.management import call_command  # noqa: PLC0415 - needs the apps to be loaded
    from django.utils import timezone  # noqa: PLC0415

    from banheng.accounts.models import RoleGrant  # noqa: PLC0415
    from banheng.accounts.roles import Role  # noqa: PLC0415
    from banheng.assessment.computing import compute  # noqa: PLC0415
    from banheng.assessment.models import AppealRule  # noqa: PLC0415
    from banheng.assessment.periods import find_period  # noqa: PLC0415
    from banheng.assessment.publishing import publish  # noqa: PLC0415
    from banheng.assessment.reviewing import review  # noqa: PLC0415
    from banheng.schools.models import AcademicYear, Term  # noqa: PLC0415
    from tests.factories import adopt, grant, make_school, make_user, put_one  # noqa: PLC0415
    from tests.web.running_site import PASSWORD  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    now = timezone.now()
    today = timezone.localdate()
    months = [today.replace(day=1)]
    while len(months) <= MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    first = months[-1]
    small = make_school(opened=first)
    school = small.school
    AcademicYear.objects.update(first=first, last=today + timedelta(days=30))
    Term.objects.update(first=first, last=today + timedelta(days=29))
    users = {
        "principal": grant(make_user("principal", password=PASSWORD), Role.PRINCIPAL, school).user,
        "office": grant(make_user("office", password=PASSWORD), Role.MORAL_EDUCATION_OFFICE, school).user,
    }
    for code, staff in small.teachers.items():
        make_user(f"teacher-{code}", password=PASSWORD, staff=staff)
    RoleGrant.objects.update(first=first)
    adopt(school, first=first)
    AppealRule.objects.create(school=school, notice_days=5, ruling_days=3, contact="德育处", changed_at=now)
    for month in months[1:]:
        for code in small.classes:
            put_one(school, day=month, school_class=code, at=now)
        scored = find_period(school, "primary-month", f"{month:%Y-%m}", today)
        compute(scored, by=users["office"], at=now)
        sheet = review(scored, remark="", by=users["office"], at=now)
    publish(sheet, school_days=5, contact="德育处", by=users["principal"], at=now)


django.setup()
main()
