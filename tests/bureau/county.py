"""A county with one school and its people, for tests of targets, findings, cases and accountability."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from banheng.accounts.models import RoleGrant, User
from banheng.accounts.roles import BUREAU_ROLES, Role
from banheng.schools.models import Bureau
from tests.factories import SmallSchool, grant, make_school, make_user


@dataclass(frozen=True)
class County:
    """The principal is teacher 201, so that they can be concerned themselves."""

    bureau: Bureau
    small: SmallSchool
    officer: User
    head: User
    supervisor: User
    principal: User


def make_county() -> County:
    bureau = Bureau.objects.create(code="county", name="县教育局")
    small = make_school()
    small.school.bureau = bureau
    small.school.save()
    users = {}
    for role in sorted(BUREAU_ROLES):
        users[role] = make_user(f"county-{role}", name=str(Role(role).label))
        RoleGrant.objects.create(user=users[role], role=role, bureau=bureau, first=date(2026, 9, 1))
    principal = make_user("principal", staff=small.teachers["201"], name="校长甲")
    grant(principal, Role.PRINCIPAL, small.school)
    return County(
        bureau,
        small,
        users[Role.BUREAU_OFFICER],
        users[Role.BUREAU_HEAD],
        users[Role.SUPERVISOR],
        principal,
    )
