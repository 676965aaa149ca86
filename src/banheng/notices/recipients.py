"""Who is to be told of something, on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.accounts.models import RoleGrant, User, held_on
from banheng.accounts.roles import PERMISSIONS, Permission
from banheng.schools.models import Posting

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from banheng.schools.models import School, SchoolClass


def holders(school: School, permission: Permission, day: date) -> list[User]:
    """List the accounts that hold a permission for the whole school."""
    roles = [role for role, given in PERMISSIONS.items() if permission in given]
    grants = RoleGrant.objects.filter(
        held_on(day), school=school, role__in=roles, grade=None, school_class=None
    )
    return list(User.objects.filter(is_active=True, pk__in=grants.values("user")))


def teachers_of(school_class: SchoolClass, day: date) -> list[User]:
    """List the accounts of those who have a class on a day, or stand in for its homeroom teacher."""
    posted = Q(staff__postings__first__lte=day) & (
        Q(staff__postings__last=None) | Q(staff__postings__last__gte=day)
    )
    accounts = User.objects.filter(posted, is_active=True, staff__postings__school_class=school_class)
    return list(accounts.distinct())


def posted_on(school: School, day: date) -> set[tuple[str, str]]:
    """List class and teacher (codes) of all who have a class on a day."""
    posted = Posting.objects.filter(
        Q(last=None) | Q(last__gte=day), first__lte=day, school_class__school=school
    )
    return set(posted.values_list("school_class__code", "staff__code"))


def accounts_of(school: School, codes: Iterable[str]) -> dict[str, User]:
    """Give the accounts of some of the staff, by their codes; who has none is missing."""
    accounts = User.objects.filter(is_active=True, staff__school=school, staff__code__in=set(codes))
    return {user.staff.code: user for user in accounts.select_related("staff")}
