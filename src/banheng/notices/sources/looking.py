"""What sources look up while they gather in one school, each thing once."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from banheng.core.wording import Language
from banheng.ledger.naming import Naming
from banheng.notices.preferring import preference_of
from banheng.notices.recipients import holders, teachers_on
from banheng.schools.classes import classes_on

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User
    from banheng.ledger.models import Record
    from banheng.schools.models import School, SchoolClass


class Looking:
    """The people, classes and items of a school as they are while notices are gathered."""

    def __init__(self, school: School, at: datetime) -> None:
        self.school, self.at = school, at
        self.holders = cache(partial(holders, school))
        self.preference = cache(preference_of)
        self._teachers = cache(partial(teachers_on, school))
        self._classes = cache(self._classes_of)
        self._naming = Naming(school, Language.ZH_HANS)

    def teachers(self, school_class: SchoolClass, day: date) -> list[User]:
        """List the accounts of those who have a class on a day, or stand in for its homeroom teacher."""
        return self._teachers(day).get(school_class.pk, [])

    def class_name(self, record: Record, day: date) -> str:
        """Name the class of a record as it is called on a day."""
        return self._classes(day).get(record.school_class_id) or record.school_class.code

    def words(self, record: Record) -> str:
        """Say what was seen, as the scheme calls it."""
        named = self._naming.name(record)
        return " ".join(filter(None, [named.item, named.event, named.amount]))

    def _classes_of(self, day: date) -> dict[int, str]:
        return {year.school_class_id: year.name for year in classes_on(self.school, day)}
