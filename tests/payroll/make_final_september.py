"""Make a school with two final results in the database of `BANHENG_DATA` or `DATABASE_URL`: run as a script."""

from __future__ import annotations

import django


def main() -> None:
    """Leave a difference open, which only one of the two pay sheets may settle."""
    from django.core.management import call_command  # noqa: PLC0415 - needs the apps to be loaded

    from tests.payroll.paying import another_scheme, differ, final_sheet, small_school  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    small = small_school()
    sheet = final_sheet(small)
    another_scheme(small)
    differ(sheet, small.teachers["101"], 550)


django.setup()
main()
