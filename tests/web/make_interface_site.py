"""Make a small school with a token of its office in the database of `BANHENG_DATA` or `DATABASE_URL`: prints the token."""

from __future__ import annotations

from datetime import timedelta

import tests.web.make_small_site  # noqa: F401 - makes the school


def main() -> None:
    """Make the office, and a token with all scopes."""
    from django.utils import timezone  # noqa: PLC0415

    from banheng.accounts.models import RoleGrant  # noqa: PLC0415 - needs the apps to be loaded
    from banheng.accounts.roles import Role  # noqa: PLC0415
    from banheng.accounts.tokens import Scope, make_token  # noqa: PLC0415
    from banheng.schools.models import School  # noqa: PLC0415
    from tests.factories import make_user  # noqa: PLC0415

    now, school = timezone.now(), School.objects.get()
    today = timezone.localdate(now)
    user = make_user("office")
    RoleGrant.objects.create(user=user, role=Role.MORAL_EDUCATION_OFFICE, school=school, first=today)
    last = today + timedelta(days=1)
    _made, text = make_token(school, user, name="例子", scopes=Scope, last=last, at=now)
    print(text)  # noqa: T201


main()
