"""The schools in which an account has a role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.accounts.models import held_on
from banheng.schools.models import School

if TYPE_CHECKING:
    from datetime import date

    from banheng.accounts.models import User


def schools_of(user: User, day: date) -> list[School]:
    """List the schools, by name, in which the account holds a role on the day, by grant, class or roster of staff."""
    granted = Q(rolegrant__user=user) & held_on(day, "rolegrant__")
    posted = Q(classes__postings__staff__user=user, classes__postings__first__lte=day) & (
        Q(classes__postings__last__isnull=True) | Q(classes__postings__last__gte=day)
    )
    on_staff = Q(staff__user=user) & (Q(staff__left__isnull=True) | Q(staff__left__gte=day))
    found = School.objects.filter(granted).union(
        School.objects.filter(posted), School.objects.filter(on_staff)
    )
    return sorted(found, key=lambda school: school.name)
