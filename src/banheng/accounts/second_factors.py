"""Which roles of a school must have a second factor, and who lacks one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import F, Q

from banheng.accounts.granting import GRANTABLE
from banheng.accounts.models import SecondFactorRule, held_on
from banheng.accounts.roles import Role

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from banheng.accounts.models import User
    from banheng.schools.models import School

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
ASKABLE = (Role.HOMEROOM_TEACHER, *GRANTABLE)
"""Pupils with a pass have no phone of their own to hold a second factor."""


def roles_that_must(school: School) -> set[Role]:
    """List the roles of a school whose holders must have a second factor."""
    return {Role(role) for role in school.second_factor_rules.values_list("role", flat=True)}


@transaction.atomic
def ask_of(school: School, roles: Collection[Role]) -> None:
    """Ask a second factor of these roles of a school, and of no others."""
    school.second_factor_rules.exclude(role__in=roles).delete()
    for role in roles:
        SecondFactorRule.objects.get_or_create(school=school, role=role)


def lacks_second_factor(user: User, day: date) -> bool:
    """Tell whether one of the account's roles asks for a second factor that it has not got. Two queries at most."""
    # mostly nobody is asked for one, and who sends a request comes with the answer to that
    if not getattr(user, "some_need_second_factor", True):
        return False
    granted = held_on(day, "school__rolegrant__") & Q(
        school__rolegrant__user=user, school__rolegrant__role=F("role")
    )
    posting = "school__classes__postings__"
    posted = (
        Q(role=Role.HOMEROOM_TEACHER)
        & Q(**{f"{posting}staff__user": user, f"{posting}first__lte": day})
        & (Q(**{f"{posting}last__isnull": True}) | Q(**{f"{posting}last__gte": day}))
    )
    is_asked = SecondFactorRule.objects.filter(granted | posted).exists()
    return is_asked and not Authenticator.objects.filter(user=user, type__in=FACTORS).exists()
