"""Amounts that the principal decides for one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.payroll.deciding import cancel_extra, decide_extra
from banheng.payroll.errors import PayRefused
from banheng.payroll.models import Extra
from banheng.web.loading import school_page
from banheng.web.pay.forms import ExtraForm
from banheng.web.pay.loading import load_extra

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.SEE_PAY)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """List what was decided, latest first, and whether it is on a pay sheet."""
    return _page(request, access, ExtraForm(access=access))


@require_POST
@school_page(Permission.APPROVE_PAY)
def new(request: HttpRequest, access: Access) -> HttpResponse:
    """Decide an amount."""
    form = ExtraForm(request.POST, access=access)
    if form.is_valid():
        try:
            decide_extra(**form.cleaned_data, by=access.user, at=timezone.now())
        except PayRefused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, gettext("已经登记，随下一张发放表发放。"))
            return redirect("pay-extras", access.school.code)
    return _page(request, access, form)


@require_POST
@school_page(Permission.APPROVE_PAY)
def cancel(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Cancel a decided amount by one of the opposite amount."""
    extra = load_extra(access, number)
    try:
        cancel_extra(extra, reason=request.POST.get("reason", "")[:500], by=access.user, at=timezone.now())
        messages.success(request, gettext("已经冲销。"))
    except PayRefused as refused:
        messages.error(request, refused.reason)
    return redirect("pay-extras", access.school.code)


def _page(request: HttpRequest, access: Access, form: ExtraForm) -> HttpResponse:
    extras = Extra.objects.filter(school=access.school).select_related(
        "staff", "cancelled_by", "pay_line__slip__pay_sheet"
    )
    may_decide = access.may(Permission.APPROVE_PAY)
    return render(
        request,
        "pay/extras.html",
        {"tab": "extras", "extras": extras, "form": form, "may_decide": may_decide},
    )
