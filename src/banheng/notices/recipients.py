"""Who is to be told of something, on a day."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.accounts.models import RoleGrant, User, held_on
from banheng.accounts.roles import PERMISSIONS, Permission
from banheng.schools.models import Posting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from banheng.schools.models import Bureau, School


def holders(school: School, permission: Permission, day: date) -> list[User]:
    """List the accounts that hold a permission for the whole school."""
    return _holders(permission, day, school=school, grade=None, school_class=None)


def bureau_holders(bureau: Bureau, permission: Permission, day: date) -> list[User]:
    """List the accounts that hold a permission in a bureau itself."""
    return _holders(permission, day, bureau=bureau)


def _holders(permission: Permission, day: date, **place: object) -> list[User]:
    roles = [role for role, given in PERMISSIONS.items() if permission in given]
    grants = RoleGrant.objects.filter(held_on(day), role__in=roles, **place)
    return list(User.objects.filter(is_active=True, pk__in=grants.values("user")))


def grants_on(school: School, day: date) -> list[RoleGrant]:
    """List the roles that accounts hold on a day, for the whole school or some of its classes."""
    grants = RoleGrant.objects.filter(held_on(day), school=school, user__is_active=True)
    return list(grants.select_related("user").order_by("pk"))


def teachers_on(school: School, day: date) -> dict[int, list[User]]:
    """List for each class (by its key) the accounts of those who have it on a day, or stand in for its teacher."""
    posted = _posted(school, day).order_by("pk").values_list("school_class", "staff")
    users = User.objects.filter(is_active=True, staff__in={staff for _, staff in posted})
    account = {user.staff_id: user for user in users}
    teachers: dict[int, list[User]] = defaultdict(list)
    for school_class, staff in posted:
        if staff in account and account[staff] not in teachers[school_class]:
            teachers[school_class].append(account[staff])
    return teachers


def _posted(school: School, day: date) -> QuerySet[Posting]:
    return Posting.objects.filter(
        Q(last=None) | Q(last__gte=day), first__lte=day, school_class__school=school
    )


def posted_on(school: School, day: date) -> set[tuple[str, str]]:
    """List class and teacher (codes) of all who have a class on a day."""
    return set(_posted(school, day).values_list("school_class__code", "staff__code"))


def accounts_of(school: School, codes: Iterable[str]) -> dict[str, User]:
    """Give the accounts of some of the staff, by their codes; who has none is missing."""
    accounts = User.objects.filter(is_active=True, staff__school=school, staff__code__in=set(codes))
    return {user.staff.code: user for user in accounts.select_related("staff")}
