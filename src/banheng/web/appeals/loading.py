"""Which appeals an account may see: its own, and all of the school for those who hear them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404

from banheng.accounts.roles import Permission
from banheng.assessment.models import Appeal

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from banheng.accounts.access import Access


def visible_appeals(access: Access) -> QuerySet[Appeal]:
    """List the appeals that the account may see, the newest first."""
    appeals = Appeal.objects.filter(school=access.school).select_related(
        "sheet__version", "sheet__school", "school", "ruling", "staff", "school_class", "record", "edition"
    )
    if not access.may(Permission.HEAR_APPEALS):
        appeals = appeals.filter(_own(access))
    return appeals.order_by("-id")


def load_appeal(access: Access, number: str) -> Appeal:
    """Give an appeal of the school by its number.

    Raises:
        Http404: there is none.
        PermissionDenied: it is somebody else's.
    """
    if not Appeal.objects.filter(school=access.school, number=number).exists():
        raise Http404
    appeal = visible_appeals(access).filter(number=number).first()
    if appeal is None:
        raise PermissionDenied
    return appeal


def is_own(access: Access, appeal: Appeal) -> bool:
    """Tell whether the account made the appeal."""
    return appeal.by_id == access.user.pk or (
        access.user.staff_id is not None and appeal.staff_id == access.user.staff_id
    )


def _own(access: Access) -> Q:
    own = Q(by=access.user)
    return own | Q(staff=access.user.staff_id) if access.user.staff_id else own
