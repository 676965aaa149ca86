"""Open the dossier of a teacher: the own one, or anybody's with the permission; incidents are for fewer eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from banheng.accounts.roles import Permission
from banheng.development.models import Fact
from banheng.schools.models import Staff

if TYPE_CHECKING:
    from banheng.accounts.access import Access


def load_staff(access: Access, number: int, *permissions: Permission) -> Staff:
    """Give a teacher of the school to themselves, and to those who hold one of the permissions.

    Raises:
        Http404: the school has no such teacher.
        PermissionDenied: it is somebody else's dossier.
    """
    staff = get_object_or_404(Staff.objects.select_related("school"), school=access.school, pk=number)
    if not is_own(access, staff) and not any(access.may(permission) for permission in permissions):
        raise PermissionDenied
    return staff


def load_fact(access: Access, number: int) -> Fact:
    """Give a fact about somebody at the school.

    Raises:
        Http404: the school has no such fact.
    """
    facts = Fact.objects.select_related("staff__school", "counted_as__voided_by")
    return get_object_or_404(facts, staff__school=access.school, pk=number)


def is_own(access: Access, staff: Staff) -> bool:
    """Tell whether it is the account's own dossier."""
    return access.user.staff_id == staff.pk


def sees_incidents(access: Access, staff: Staff) -> bool:
    """Tell whether an account is shown what is held against a teacher."""
    return is_own(access, staff) or access.may(Permission.KEEP_TEAM) or access.may(Permission.DECIDE_TEAM)
