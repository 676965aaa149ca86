"""The pay sheets of a school: what waits, and one sheet with its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.assessment.periods import period_of_sheet
from banheng.core.amount_in_words import amount_in_words
from banheng.payroll.approving import approve, send_back
from banheng.payroll.errors import PayRefused
from banheng.payroll.marking_paid import mark_paid
from banheng.payroll.models import PaySheet
from banheng.payroll.open_sheets import unprepared, waiting_amounts
from banheng.payroll.preparing import prepare
from banheng.payroll.tables import pay_table
from banheng.web.loading import school_page
from banheng.web.pay.forms import PaidForm
from banheng.web.pay.loading import load_pay_sheet, load_result

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.SEE_PAY)
def listing(request: HttpRequest, access: Access) -> HttpResponse:
    """List final results without a pay sheet, and the pay sheets there are."""
    known = PaySheet.objects.filter(school=access.school).select_related("sheet__version", "sheet__school")
    known = known.defer("sheet__results").order_by("-sheet__period", "-pk")
    shown = {
        "tab": "sheets",
        "unprepared": [(sheet, period_of_sheet(sheet)) for sheet in unprepared(access.school)],
        "sheets": [(pay_sheet, period_of_sheet(pay_sheet.sheet)) for pay_sheet in known],
        "waiting": waiting_amounts(access.school),
        "may_prepare": access.may(Permission.PREPARE_PAY),
    }
    return render(request, "pay/pay.html", shown)


@school_page(Permission.SEE_PAY)
def sheet(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Show a pay sheet and what can be done with it."""
    return _page(request, access, load_pay_sheet(access, number))


@require_POST
@school_page(Permission.PREPARE_PAY)
def prepare_sheet(request: HttpRequest, access: Access, result: int) -> HttpResponse:
    """Prepare the pay sheet of a final result, or prepare it again before it is approved."""
    found = load_result(access, result)
    try:
        pay_sheet = prepare(found, by=access.user, at=timezone.now())
    except PayRefused as refused:
        messages.error(request, refused.reason)
        return redirect("pay", access.school.code)
    messages.success(request, gettext("已经编制，等待校长审批。"))
    return redirect("pay-sheet", access.school.code, pay_sheet.pk)


@require_POST
@school_page(Permission.APPROVE_PAY)
def approve_sheet(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Approve what was shown."""
    pay_sheet = load_pay_sheet(access, number)
    try:
        approve(pay_sheet, seen=request.POST.get("seen", ""), by=access.user, at=timezone.now())
        messages.success(request, gettext("已经审批，金额不再改变。"))
    except PayRefused as refused:
        messages.error(request, refused.reason)
    return redirect("pay-sheet", access.school.code, number)


@require_POST
@school_page(Permission.APPROVE_PAY)
def return_sheet(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Return a pay sheet with a reason."""
    pay_sheet = load_pay_sheet(access, number)
    try:
        send_back(pay_sheet, reason=request.POST.get("reason", "")[:500], by=access.user, at=timezone.now())
        messages.success(request, gettext("已经退回财务。"))
    except PayRefused as refused:
        messages.error(request, refused.reason)
    return redirect("pay-sheet", access.school.code, number)


@require_POST
@school_page(Permission.PREPARE_PAY)
def paid(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Record that the money went out."""
    pay_sheet, form = load_pay_sheet(access, number), PaidForm(request.POST)
    if not form.is_valid():
        return _page(request, access, pay_sheet, form)
    try:
        given = form.cleaned_data
        mark_paid(pay_sheet, day=given["day"], voucher=given["voucher"], by=access.user, at=timezone.now())
        messages.success(request, gettext("已经登记发放。教师可以在“我的津贴”里看到。"))
    except PayRefused as refused:
        messages.error(request, refused.reason)
    return redirect("pay-sheet", access.school.code, number)


def _page(
    request: HttpRequest, access: Access, pay_sheet: PaySheet, form: PaidForm | None = None
) -> HttpResponse:
    shown = {
        "pay_sheet": pay_sheet,
        "period": period_of_sheet(pay_sheet.sheet),
        "table": pay_table(pay_sheet),
        "words": amount_in_words(pay_sheet.fen),
        "steps": pay_sheet.steps.all(),
        "form": form or PaidForm(initial={"day": access.day}),
        "may_prepare": access.may(Permission.PREPARE_PAY),
        "may_approve": access.may(Permission.APPROVE_PAY),
    }
    return render(request, "pay/sheet.html", shown)
