"""What an account may do in a bureau on a day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.accounts.models import RoleGrant
from banheng.accounts.models.role_grant import held_on
from banheng.accounts.roles import PERMISSIONS, Permission, Role
from banheng.schools.models import Bureau, School

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from banheng.accounts.models import User


@dataclass(frozen=True)
class BureauAccess:
    """The roles of an account in one bureau on one day.

    Attributes:
        is_above: it holds a role in a bureau above, which sees this one and changes nothing in it.
    """

    user: User
    bureau: Bureau
    day: date
    roles: tuple[Role, ...]
    is_above: bool = False

    def may(self, permission: Permission) -> bool:
        """Tell whether any role gives the permission."""
        if self.is_above and permission is Permission.SEE_BUREAU:
            return True
        return any(permission in PERMISSIONS[role] for role in self.roles)

    def schools(self) -> QuerySet[School]:
        """List the schools of the bureau and of all bureaus below it."""
        return School.objects.filter(bureau__in=with_those_below(self.bureau)).order_by("name")


def bureau_access(user: User, bureau: Bureau, day: date) -> BureauAccess:
    """Gather the roles that an account holds in a bureau, or in one above it."""
    grants = RoleGrant.objects.filter(held_on(day), user=user, bureau__isnull=False)
    held: dict[int, list[Role]] = {}
    for grant in grants:
        held.setdefault(grant.bureau_id or 0, []).append(Role(grant.role))
    above, parent = False, bureau.parent
    while parent is not None:
        above = above or parent.pk in held
        parent = parent.parent
    return BureauAccess(user, bureau, day, tuple(held.get(bureau.pk, ())), above)


def bureaus_of(user: User, day: date) -> list[Bureau]:
    """List the bureaus, by name, in which the account holds a role."""
    grants = RoleGrant.objects.filter(held_on(day), user=user, bureau__isnull=False)
    return list(Bureau.objects.filter(pk__in=grants.values("bureau")).order_by("name"))


def with_those_below(bureau: Bureau) -> list[Bureau]:
    """List a bureau and all bureaus below it; there are three levels at most."""
    found, level = [bureau], [bureau]
    while level:
        level = list(Bureau.objects.filter(parent__in=level).order_by("code"))
        found += level
    return found
