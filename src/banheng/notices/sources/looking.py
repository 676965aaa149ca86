"""What sources look up while they gather in one school, each thing once."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from banheng.accounts.access import access
from banheng.accounts.roles import PERMISSIONS, Permission, Role
from banheng.core.wording import Language
from banheng.ledger.naming import Naming
from banheng.notices.preferring import preference_of
from banheng.notices.recipients import grants_on, holders, teachers_on
from banheng.schools.classes import classes_on

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from banheng.accounts.access import Access
    from banheng.accounts.models import User
    from banheng.ledger.models import Record
    from banheng.schools.models import ClassYear, School, SchoolClass


class Looking:
    """The people, classes and items of a school as they are while notices are gathered."""

    def __init__(self, school: School, at: datetime) -> None:
        self.school, self.at = school, at
        self.holders = cache(partial(holders, school))
        self.preference = cache(preference_of)
        self._access = cache(access)
        self._grants = cache(partial(grants_on, school))
        self._teachers = cache(partial(teachers_on, school))
        self._classes = cache(self._classes_of)
        self._naming = Naming(school, Language.ZH_HANS)

    def teachers(self, school_class: SchoolClass, day: date) -> list[User]:
        """List the accounts of those who have a class on a day, or stand in for its homeroom teacher."""
        return self._teachers(day).get(school_class.pk, [])

    def access(self, user: User, day: date) -> Access:
        """Say what somebody may do on a day."""
        return self._access(user, self.school, day)

    def in_roles(self, roles: Collection[str], day: date) -> list[User]:
        """List the accounts that hold one of the roles, for whatever classes."""
        return [grant.user for grant in self._grants(day) if grant.role in roles]

    def holders_for(self, permission: Permission, class_year: ClassYear, day: date) -> list[User]:
        """List the accounts that hold a permission for a class."""
        return [
            grant.user
            for grant in self._grants(day)
            if permission in PERMISSIONS[Role(grant.role)]
            and grant.grade_id in (None, class_year.grade_id)
            and grant.school_class_id in (None, class_year.school_class_id)
        ]

    def name_of(self, school_class: SchoolClass, day: date) -> str:
        """Name a class as it is called on a day."""
        return self._classes(day).get(school_class.pk) or school_class.code

    def class_name(self, record: Record, day: date) -> str:
        """Name the class of a record as it is called on a day."""
        return self._classes(day).get(record.school_class_id) or record.school_class.code

    def words(self, record: Record) -> str:
        """Say what was seen, as the scheme calls it."""
        named = self._naming.name(record)
        return " ".join(filter(None, [named.item, named.event, named.amount]))

    def _classes_of(self, day: date) -> dict[int, str]:
        return {year.school_class_id: year.name for year in classes_on(self.school, day)}
