"""Make a small school with an inspector in the database of `BANHENG_DATA` or `DATABASE_URL`: run as a script."""

from __future__ import annotations

from datetime import timedelta

import django


def main() -> None:
    """Make it so that it is in term on the day of the clock."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from banheng.accounts.models import RoleGrant  # noqa: PLC0415 - needs the apps to be loaded
    from banheng.accounts.roles import Role  # noqa: PLC0415
    from banheng.schools.models import AcademicYear  # noqa: PLC0415
    from tests.factories import adopt, grant, make_school, make_user  # noqa: PLC0415
    from tests.web.running_site import PASSWORD  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    today = timezone.localdate()
    first = today - timedelta(days=30)
    school = make_school(opened=first).school
    AcademicYear.objects.update(first=first, last=today + timedelta(days=30))
    grant(make_user("inspector", password=PASSWORD), Role.DUTY_INSPECTOR, school)
    RoleGrant.objects.update(first=first)
    adopt(school, first=first)


django.setup()
main()
