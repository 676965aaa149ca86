"""Which pay sheet or slip an address names, for somebody who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from banheng.assessment.models import ScoreSheet
from banheng.payroll.models import Extra, PaySheet, PaySlip

if TYPE_CHECKING:
    from banheng.accounts.access import Access


def load_pay_sheet(access: Access, number: int) -> PaySheet:
    """Give a pay sheet of the school.

    Raises:
        Http404: there is none.
    """
    known = PaySheet.objects.select_related("sheet__version", "sheet__school", "edition", "school")
    return get_object_or_404(
        known.defer("sheet__results", "edition__results"), school=access.school, pk=number
    )


def load_result(access: Access, number: int) -> ScoreSheet:
    """Give a score sheet of the school.

    Raises:
        Http404: there is none.
    """
    return get_object_or_404(ScoreSheet.objects.select_related("school"), school=access.school, pk=number)


def load_extra(access: Access, number: int) -> Extra:
    """Give a decided amount of the school.

    Raises:
        Http404: there is none.
    """
    return get_object_or_404(Extra.objects.select_related("school"), school=access.school, pk=number)


def own_slips(access: Access) -> list[PaySlip]:
    """List somebody's own slips once they are approved, latest first."""
    if access.user.staff_id is None:
        return []
    approved = [PaySheet.State.APPROVED, PaySheet.State.PAID]
    return list(
        PaySlip.objects.filter(
            staff=access.user.staff_id, pay_sheet__school=access.school, pay_sheet__state__in=approved
        )
        .select_related("pay_sheet__sheet__version", "pay_sheet__sheet__school", "staff")
        .defer("pay_sheet__sheet__results")
        .order_by("-pay_sheet__sheet__period", "-pk")
    )


def load_own_slip(access: Access, number: int) -> PaySlip:
    """Give one of somebody's own slips.

    Raises:
        Http404: it is somebody else's, not approved, or there is none.
    """
    for slip in own_slips(access):
        if slip.pk == number:
            return slip
    raise Http404
