"""Who is to be told of something, on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.accounts.models import RoleGrant, User, held_on
from banheng.accounts.roles import PERMISSIONS, Permission

if TYPE_CHECKING:
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
