"""One account for each role of the demo school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.accounts.models import RoleGrant, User
from banheng.accounts.roles import Role
from banheng.schools.models import Grade, SchoolClass, Staff

if TYPE_CHECKING:
    from banheng.schools.models import School, Term

PASSWORD = "banheng-demo"  # noqa: S105 - a school of invented people on the visitor's own machine


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """A user name, whose it is, and what role it shows."""

    username: str
    staff_code: str
    role: Role


ACCOUNTS = (
    DemoAccount("banzhuren", "t14", Role.HOMEROOM_TEACHER),
    DemoAccount("zhizhou", "t61", Role.DUTY_INSPECTOR),
    DemoAccount("renke", "t65", Role.SUBJECT_TEACHER),
    DemoAccount("zuzhang", "t66", Role.GRADE_LEADER),
    DemoAccount("deyu", "t67", Role.MORAL_EDUCATION_OFFICE),
    DemoAccount("xiaozhang", "t68", Role.PRINCIPAL),
    DemoAccount("caiwu", "t69", Role.BOOKKEEPER),
    DemoAccount("guanli", "t70", Role.SYSTEM_ADMINISTRATOR),
)
"""The homeroom teacher's role follows from their class, 三年级2班."""


def make_accounts(school: School, term: Term) -> dict[Role, User]:
    """Make the accounts and grant their roles from the beginning of the academic year."""
    users = {}
    for account in ACCOUNTS:
        staff = Staff.objects.get(school=school, code=account.staff_code)
        users[account.role] = user = User.objects.create_user(
            account.username, password=PASSWORD, name=staff.name, staff=staff
        )
        if account.role is not Role.HOMEROOM_TEACHER:
            RoleGrant.objects.create(
                user=user,
                role=account.role,
                school=school,
                first=term.academic_year.first,
                **_extent(school, account.role),
            )
    return users


def make_colleagues(school: School, term: Term) -> list[User]:
    """Make the other teachers who inspect; nobody signs in as them."""
    colleagues = []
    for code in ("t62", "t63", "t64"):
        staff = Staff.objects.get(school=school, code=code)
        user = User.objects.create_user(code, name=staff.name, staff=staff)
        RoleGrant.objects.create(
            user=user, role=Role.DUTY_INSPECTOR, school=school, first=term.academic_year.first
        )
        colleagues.append(user)
    return colleagues


def _extent(school: School, role: Role) -> dict[str, object]:
    if role is Role.GRADE_LEADER:
        return {"grade": Grade.objects.get(school=school, name="三年级")}
    if role is Role.SUBJECT_TEACHER:
        return {"school_class": SchoolClass.objects.get(school=school, code="p302")}
    return {}
