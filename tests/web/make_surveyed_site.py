"""Make a small school whose scheme asks for a survey, in the database of `BANHENG_DATA` or `DATABASE_URL`: run as a script."""

from __future__ import annotations

from datetime import timedelta

import django


def main() -> None:
    """Make class 101 with eight pupils and 102 with three, too few to be shown; only the teacher of 101 has an account."""
    from django.core.management import call_command  # noqa: PLC0415 - needs the apps to be loaded
    from django.utils import timezone  # noqa: PLC0415

    from banheng.accounts.models import RoleGrant  # noqa: PLC0415
    from banheng.accounts.roles import Role  # noqa: PLC0415
    from banheng.demo.accounts import PASSWORD  # noqa: PLC0415
    from banheng.schools.models import AcademicYear, Enrolment, Term  # noqa: PLC0415
    from tests.factories import adopt, grant, make_pupils, make_school, make_user  # noqa: PLC0415
    from tests.surveys.test_surveys import SCHEME  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    today = timezone.localdate()
    first = today - timedelta(days=60)
    small = make_school("demo", opened=first)
    AcademicYear.objects.update(first=first, last=today + timedelta(days=60))
    Term.objects.update(first=first, last=today + timedelta(days=59))
    office = make_user("deyu", password=PASSWORD, name="德育处")
    grant(office, Role.MORAL_EDUCATION_OFFICE, small.school)
    RoleGrant.objects.update(first=first)
    make_user("banzhuren", password=PASSWORD, staff=small.teachers["101"], name="教师101")
    make_pupils(small, *(f"学生{number}" for number in range(8)))
    make_pupils(small, *(f"同学{number}" for number in range(3)), school_class="102")
    Enrolment.objects.update(first=first)
    adopt(small.school, first=first, text=SCHEME)


django.setup()
main()
