"""What an account may do in a school on a day: the one place where access is decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.accounts.models import RoleGrant
from banheng.accounts.roles import PERMISSIONS, Permission, Role
from banheng.schools.classes import classes_on
from banheng.schools.models import Posting, Staff
from banheng.schools.queries import Query

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from banheng.accounts.models import User
    from banheng.schools.models import ClassYear, School, SchoolClass


# Who holds a grant: `held_on`.
GRANTS = Query(
    RoleGrant,
    """
    SELECT * FROM accounts_rolegrant
    WHERE user_id = %s AND school_id = %s AND withdrawn_at IS NULL
    AND first <= %s AND (last IS NULL OR last >= %s)
    ORDER BY id
    """,
)
POSTINGS = Query(
    Posting,
    """
    SELECT posting.*
    FROM schools_posting posting JOIN schools_schoolclass class ON class.id = posting.school_class_id
    WHERE posting.staff_id = %s AND class.school_id = %s
    AND posting.first <= %s AND (posting.last IS NULL OR posting.last >= %s)
    ORDER BY posting.id
    """,
)
STAFF = Query(
    Staff,
    """
    SELECT * FROM schools_staff WHERE id = %s AND school_id = %s AND ("left" IS NULL OR "left" >= %s)
    """,
)


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role on a day, for the whole school unless a grade or a class is named (ids)."""

    role: Role
    grade: int | None = None
    school_class: int | None = None

    def covers(self, class_year: ClassYear) -> bool:
        """Tell whether a class of the day is in the role's extent; for many at once, `_extent` says the same."""
        if self.school_class is not None:
            return class_year.school_class_id == self.school_class
        return self.grade is None or class_year.grade_id == self.grade


@dataclass(frozen=True)
class Access:
    """The roles of an account in one school on one day, and what follows from them."""

    user: User
    school: School
    day: date
    roles: tuple[HeldRole, ...]

    def may(self, permission: Permission) -> bool:
        """Tell whether any role gives the permission, for whatever classes."""
        return any(permission in PERMISSIONS[held.role] for held in self.roles)

    def may_for(self, permission: Permission, school_class: SchoolClass) -> bool:
        """Tell whether the permission covers a class."""
        return self.classes(permission).filter(school_class=school_class).exists()

    def may_in(self, permission: Permission, class_year: ClassYear) -> bool:
        """Tell whether the permission covers a class as it is on the day."""
        return any(permission in PERMISSIONS[held.role] and held.covers(class_year) for held in self.roles)

    def has(self, role: Role) -> bool:
        """Tell whether the account holds a role here."""
        return any(held.role is role for held in self.roles)

    def classes(self, permission: Permission) -> QuerySet[ClassYear]:
        """List the classes of the day which the permission covers."""
        covered = Q(pk__in=[])
        for held in self.roles:
            if permission in PERMISSIONS[held.role]:
                covered |= _extent(held)
        return classes_on(self.school, self.day).filter(covered)

    def homeroom_classes(self) -> QuerySet[ClassYear]:
        """List the classes that the account has as a homeroom teacher or in their place."""
        ids = [held.school_class for held in self.roles if held.role is Role.HOMEROOM_TEACHER]
        return classes_on(self.school, self.day).filter(school_class__in=ids)


def access(user: User, school: School, day: date) -> Access:
    """Gather the roles that are granted, and those that follow from having a class and from being on the staff."""
    grants = GRANTS(user.pk, school.pk, day, day)
    roles = [HeldRole(Role(grant.role), grant.grade_id, grant.school_class_id) for grant in grants]
    if user.staff_id:
        postings = POSTINGS(user.staff_id, school.pk, day, day)
        roles += [HeldRole(Role.HOMEROOM_TEACHER, None, posting.school_class_id) for posting in postings]
        roles += [HeldRole(Role.STAFF) for _ in STAFF(user.staff_id, school.pk, day)]
    return Access(user, school, day, tuple(roles))


def _extent(held: HeldRole) -> Q:
    if held.school_class is not None:
        return Q(school_class=held.school_class)
    if held.grade is not None:
        return Q(grade=held.grade)
    return Q(pk__isnull=False)  # an empty Q would vanish when it is put together with others
