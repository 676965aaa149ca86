"""Open a round, an applicant, an objection or a change of the school: it must exist, and be the account's to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from banheng.accounts.roles import Permission
from banheng.development.posts.models import Applicant, Change, Objection, Round

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from banheng.accounts.access import Access
    from banheng.schools.models import Staff

RUNNERS = (Permission.KEEP_TEAM, Permission.DECIDE_TEAM)


def runs_posts(access: Access) -> bool:
    """Tell whether the account runs selections or decides in them."""
    return any(access.may(permission) for permission in RUNNERS)


def own_staff(access: Access) -> Staff | None:
    """Give who the account is on the staff of the school, if anybody."""
    return access.school.staff.filter(pk=access.user.staff_id or 0, left=None).first()


def load_round(access: Access, number: int) -> Round:
    """Give a round of the school.

    Raises:
        Http404: the school has no such round.
    """
    rounds = Round.objects.filter(school=access.school).select_related("school")
    return _found(rounds.filter(pk=number).first())


def load_applicant(access: Access, number: int) -> Applicant:
    """Give an applicant in a round of the school.

    Raises:
        Http404: the school has no such applicant.
    """
    applicants = Applicant.objects.filter(round__school=access.school).select_related(
        "round", "staff__school"
    )
    return _found(applicants.filter(pk=number).first())


def load_objection(access: Access, number: int) -> Objection:
    """Give an objection in a round of the school.

    Raises:
        Http404: the school has no such objection.
    """
    objections = Objection.objects.filter(round__school=access.school).select_related("round")
    return _found(objections.filter(pk=number).first())


def visible_changes(access: Access) -> QuerySet[Change]:
    """List the changes that the account may see: those who run them all, everybody their own."""
    changes = Change.objects.filter(school=access.school).select_related(
        "staff__school", "school_class", "successor", "asked_by", "heard_by", "decided_by"
    )
    return changes if runs_posts(access) else changes.filter(staff=access.user.staff_id or 0)


def load_change(access: Access, number: int) -> Change:
    """Give a change of the school.

    Raises:
        Http404: the school has no such change.
        PermissionDenied: it is somebody else's.
    """
    _found(Change.objects.filter(school=access.school, pk=number).first())
    change = visible_changes(access).filter(pk=number).first()
    if change is None:
        raise PermissionDenied
    return change


def _found(found: Any) -> Any:
    if found is None:
        raise Http404
    return found
