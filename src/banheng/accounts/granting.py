"""Give roles for spans of days, and end them; what was held stays as history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.accounts.errors import AccountRefused
from banheng.accounts.models import AccountEvent, RoleGrant
from banheng.accounts.models.role_grant import held_on
from banheng.accounts.roles import BUREAU_ROLES, Role

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.schools.models import Bureau, Grade, School, SchoolClass

GRANTABLE = tuple(
    role
    for role in Role
    # These follow from having a class, from a pass, from the roster of staff, and from the bureau.
    if role not in {Role.HOMEROOM_TEACHER, Role.PUPIL_INSPECTOR, Role.STAFF, *BUREAU_ROLES}
)
"""The roles that a school gives by hand."""


@transaction.atomic
def grant_role(
    user: User,
    role: Role,
    school: School,
    *,
    first: date,
    at: datetime,
    by: User | None,
    last: date | None = None,
    grade: Grade | None = None,
    school_class: SchoolClass | None = None,
) -> RoleGrant:
    """Give a role in a school, or in one grade or class of it, from a day on.

    Args:
        by: who gives it; None for the operator on the command line.

    Raises:
        AccountRefused: it is for themselves, or the days are in the wrong order.
    """
    refuse_oneself(user, by)
    if last is not None and last < first:
        raise AccountRefused(gettext("结束日期早于开始日期。请改正日期。"))
    made = RoleGrant.objects.create(
        user=user, role=role, school=school, first=first, last=last, grade=grade, school_class=school_class
    )
    note(user, AccountEvent.Kind.ROLE_GRANTED, school=school, by=by, at=at, grant=made)
    return made


@transaction.atomic
def grant_bureau_role(user: User, role: Role, bureau: Bureau, *, first: date, at: datetime) -> RoleGrant:
    """Give a role in a bureau from a day on; whoever runs the site does it on the command line.

    Raises:
        AccountRefused: it is no role of a bureau, or held there already.
    """
    if role not in BUREAU_ROLES:
        raise AccountRefused(gettext("“%(role)s”不是教育局的角色。") % {"role": role.label})
    if RoleGrant.objects.filter(held_on(first), user=user, role=role, bureau=bureau).exists():
        raise AccountRefused(
            gettext("%(user)s在%(bureau)s已经有这个角色。") % {"user": user, "bureau": bureau}
        )
    made = RoleGrant.objects.create(user=user, role=role, bureau=bureau, first=first)
    note(user, AccountEvent.Kind.ROLE_GRANTED, by=None, at=at, grant=made)
    return made


@transaction.atomic
def end_role(grant: RoleGrant, *, last: date, at: datetime, by: User | None) -> None:
    """End a role after its last day; with a day that is today or past it ends at once.

    Raises:
        AccountRefused: it is their own, it has ended already, or the day is before its first.
    """
    refuse_oneself(grant.user, by)
    today = timezone.localdate(at)
    if grant.withdrawn_at is not None or (grant.last is not None and grant.last < today):
        raise AccountRefused(gettext("这个角色已经结束，不用再结束一次。"))
    if last > today:
        if last < grant.first:
            raise AccountRefused(gettext("结束日期早于开始日期。请改正日期。"))
        grant.last = last
    else:
        grant.last = max(today, grant.first)
        grant.withdrawn_at = at
    grant.save(update_fields=["last", "withdrawn_at"])
    note(grant.user, AccountEvent.Kind.ROLE_ENDED, school=grant.school, by=by, at=at, grant=grant)


def refuse_oneself(user: User, by: User | None) -> None:
    """Refuse to change one's own rights: whoever gives a right is somebody else than who holds it.

    It also keeps a school from losing its last system administrator.
    """
    if by is not None and by.pk == user.pk:
        raise AccountRefused(
            gettext(
                "不能改动自己的角色和账号状态。请本校另一位系统管理员办理；只有一位时，请先为另一位同事授予系统管理员。"
            )
        )


def note(
    user: User,
    kind: AccountEvent.Kind,
    *,
    at: datetime,
    by: User | None,
    school: School | None = None,
    grant: RoleGrant | None = None,
) -> None:
    """Keep who changed what about an account."""
    AccountEvent.objects.create(user=user, kind=kind, school=school or user.school, grant=grant, by=by, at=at)
