"""The accounts of a school: who is listed, and whose password a school may reset."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.accounts.models import RoleGrant, User

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from banheng.schools.models import School


def accounts_of(school: School) -> QuerySet[User]:
    """List the accounts that belong to a school or hold or held a role in it."""
    granted = RoleGrant.objects.filter(school=school).values("user")
    return (
        User.objects.filter(Q(school=school) | Q(staff__school=school) | Q(pk__in=granted))
        .select_related("staff")
        .order_by("-is_active", "staff__code", "username")
    )


def belongs_to(user: User, school: School) -> bool:
    """Tell whether a school may reset and deactivate an account.

    An account with roles elsewhere is left to the operator: resetting its password would let one
    school's administrator in at another school.
    """
    elsewhere = RoleGrant.objects.filter(user=user).exclude(school=school)
    is_own = user.school_id == school.pk or (user.staff is not None and user.staff.school_id == school.pk)
    return is_own and not user.is_superuser and not elsewhere.exists()
