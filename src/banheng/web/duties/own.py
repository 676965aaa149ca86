"""Whose duties an account has, and what of them is shown today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.accounts.roles import Permission
from banheng.duties.looking import State, lines_on
from banheng.routines.pack import Owner

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.accounts.access import Access
    from banheng.duties.looking import DutyLine
    from banheng.schools.models import ClassYear

OWNERS = {owner.value for owner in Owner} - {Owner.HOMEROOM_TEACHER.value}


@dataclass(frozen=True, slots=True)
class OwnDuties:
    """The duties of a class, or of the account's roles (without a class)."""

    class_year: ClassYear | None
    lines: Sequence[DutyLine]

    @property
    def waiting(self) -> Sequence[DutyLine]:
        return [line for line in self.lines if line.state in {State.LATE, State.OPEN}]

    @property
    def finished(self) -> Sequence[DutyLine]:
        return [line for line in self.lines if line.state in {State.DONE, State.BY_ITSELF}]


def owners_of(access: Access) -> set[Owner]:
    """List the owners of school-wide duties that the account is, by its roles."""
    return {Owner(held.role.value) for held in access.roles if held.role.value in OWNERS}


def own_duties(access: Access) -> list[OwnDuties]:
    """Gather what the account has to do today, class by class, then by its roles."""
    classes = list(access.classes(Permission.DO_DUTIES))
    lines = lines_on(
        access.school,
        access.day,
        classes=[each.school_class for each in classes],
        owners=owners_of(access),
    )
    found = [
        OwnDuties(each, [line for line in lines if line.school_class == each.school_class])
        for each in classes
    ]
    found.append(OwnDuties(None, [line for line in lines if line.school_class is None]))
    return [each for each in found if each.lines]
