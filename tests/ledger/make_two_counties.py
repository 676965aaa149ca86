"""Make schools of several counties with records in the database of `BANHENG_DATA` or `DATABASE_URL`: run as a script."""

from __future__ import annotations

import sys
from datetime import date

import django


def main(counties: int) -> None:
    """Make a school a county, with records in each week of two months."""
    from django.core.management import call_command  # noqa: PLC0415

    from banheng.schools.models import Bureau  # noqa: PLC0415 - needs the apps to be loaded
    from tests.factories import adopt, entry, make_school, put  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    for number in range(counties):
        school = make_school(f"school{number:02}").school
        school.bureau = Bureau.objects.create(code=f"county{number:02}", name=f"{number}县")
        school.save()
        adopt(school)
        days = [date(2026, month, day) for month in (9, 10) for day in (2, 9, 16)]
        put(school, *(entry(school_class, day=day) for day in days for school_class in ("101", "202")))


django.setup()
main(int(sys.argv[1]))
