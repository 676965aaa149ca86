"""Whose duties an account has, and what of them is shown today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.accounts.roles import Permission
from banheng.duties.looking import State, any_time, lines_on
from banheng.routines.pack import Owner
from banheng.schools.models import Posting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.accounts.access import Access
    from banheng.duties.looking import AnyTime, DutyLine
    from banheng.schools.models import ClassYear

OWNERS = {owner.value for owner in Owner} - {Owner.HOMEROOM_TEACHER.value}


@dataclass(frozen=True, slots=True)
class OwnDuties:
    """The duties of a class, or of the account's roles (without a class).

    Attributes:
        any_time: what is never due by itself.
    """

    class_year: ClassYear | None
    lines: Sequence[DutyLine]
    any_time: Sequence[AnyTime]

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
    whose = {
        "classes": [each.school_class for each in classes],
        "owners": owners_of(access),
        "person": access.user,
    }
    since = _since(access)
    lines = [
        line
        for line in lines_on(access.school, access.day, **whose)
        if line.school_class is None or line.due.until >= since.get(line.school_class.pk, line.due.until)
    ]
    others = any_time(access.school, access.day, **whose)
    found = [
        OwnDuties(
            each,
            [line for line in lines if line.school_class == school_class],
            [line for line in others if line.school_class == school_class],
        )
        for each in [*classes, None]
        for school_class in [each and each.school_class]
    ]
    return [each for each in found if each.lines or each.any_time]


def _since(access: Access) -> dict[int, date]:
    """Give for each class the day from which the account has it: what fell late before is not theirs."""
    postings = Posting.objects.filter(staff=access.user.staff_id, first__lte=access.day)
    current = postings.filter(Q(last=None) | Q(last__gte=access.day))
    return dict(current.order_by("-first").values_list("school_class", "first"))
