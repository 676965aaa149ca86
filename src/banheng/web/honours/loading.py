"""Open an honour, a result or a follow-up of the school: it must exist, and be the account's to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from banheng.accounts.roles import Permission
from banheng.assessment.models import ScoreSheet
from banheng.honours.following_up import owned_by
from banheng.honours.frozen_lines import SETTLED
from banheng.honours.models import FollowUp, Honour

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from banheng.accounts.access import Access

KEEPERS = (Permission.KEEP_HONOURS, Permission.DECIDE_HONOURS)


def load_sheet(access: Access, number: int) -> ScoreSheet:
    """Give a published or final result.

    Raises:
        Http404: the school has no such result.
    """
    sheets = ScoreSheet.objects.filter(school=access.school, state__in=SETTLED)
    return _found(sheets.select_related("school", "version").filter(pk=number).first())


def load_honour(access: Access, number: int) -> Honour:
    """Give an honour of the school, whatever became of it.

    Raises:
        Http404: the school has no such honour.
    """
    honours = Honour.objects.filter(school=access.school)
    return _found(honours.select_related("school", "sheet", "staff", "decided_by").filter(pk=number).first())


def load_follow_up(access: Access, number: int) -> FollowUp:
    """Give a follow-up that the account has to do, that is about its holder, or that it looks after.

    Raises:
        Http404: the school has no such follow-up.
        PermissionDenied: it is somebody else's.
    """
    follow_ups = FollowUp.objects.filter(school=access.school).select_related("school", "sheet", "staff")
    found = _found(follow_ups.filter(pk=number).first())
    if not visible_follow_ups(access).filter(pk=number).exists():
        raise PermissionDenied
    return found


def visible_follow_ups(access: Access) -> QuerySet[FollowUp]:
    """List the follow-ups that the account may see."""
    own = FollowUp.objects.filter(school=access.school).select_related("staff")
    if any(access.may(permission) for permission in KEEPERS):
        return own
    mine = Q(pk__in=owned_by(access))
    if access.user.staff_id:
        mine |= Q(staff=access.user.staff_id)
    return own.filter(mine)


def may_act(access: Access, follow_up: FollowUp) -> bool:
    """Tell whether the account does something with a follow-up: whose it is, and the office."""
    return access.may(Permission.KEEP_HONOURS) or owned_by(access).filter(pk=follow_up.pk).exists()


def _found(found: Any) -> Any:
    if found is None:
        raise Http404
    return found
