"""One honour: what speaks for it, and the decision on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.core.periods import parse_period
from banheng.honours.deciding import award, decline, revoke
from banheng.honours.errors import HonourRefused
from banheng.honours.models import Honour
from banheng.reports.contents.certificate import certificate
from banheng.schools.calendars import current_term, school_calendar
from banheng.schools.saying_dates import period_name
from banheng.web.honours.forms import DecideForm, ReasonForm
from banheng.web.honours.loading import KEEPERS, load_honour
from banheng.web.loading import school_page
from banheng.web.reports.answering import answer

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(*KEEPERS)
def honour_page(request: HttpRequest, access: Access, honour: int) -> HttpResponse:
    """Show an honour with its grounds and its decision."""
    return _page(request, access, load_honour(access, honour))


@school_page(Permission.SEE_SCHOOL)
def certificate_of(request: HttpRequest, access: Access, honour: int, form: str) -> HttpResponse:
    """Give the certificate of an honour that stands, to whoever keeps honours and to whom it belongs."""
    kept = load_honour(access, honour)
    is_own = kept.staff is not None and kept.staff_id == access.user.staff_id
    if not is_own and not any(access.may(permission) for permission in KEEPERS):
        raise PermissionDenied
    if not kept.stands or not kept.number:
        raise Http404
    period = parse_period(kept.period, school_calendar(access.school))
    said = {"period": period_name(period), "reason": kept.reason}
    document = certificate(
        to=gettext("%(name)s老师") % {"name": kept.staff.name} if kept.staff else kept.class_name,
        honour=kept.name,
        reason=gettext("在%(period)s，%(reason)s") % said
        if kept.reason
        else gettext("在%(period)s的考核中表现突出") % said,
        number=kept.number,
        day=timezone.localdate(kept.decided_at),
        school=access.school.name,
    )
    return answer(request, document, form)


@require_POST
@school_page(Permission.DECIDE_HONOURS)
def decide(request: HttpRequest, access: Access, honour: int) -> HttpResponse:
    """Award an honour or decline it, as the button says."""
    kept, form = load_honour(access, honour), DecideForm(request.POST)
    if not form.is_valid():
        return _page(request, access, kept, decision=form)
    act = decline if request.POST.get("do") == "decline" else award
    try:
        act(kept, **form.cleaned_data, by=request.user, at=timezone.now())
    except HonourRefused as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, access, kept, decision=form)
    messages.success(request, gettext("已记下决定。"))
    return redirect("honours-one", access.school.code, kept.pk)


@require_POST
@school_page(*KEEPERS)
def take_back(request: HttpRequest, access: Access, honour: int) -> HttpResponse:
    """Revoke an honour: the principal any, the office a class banner."""
    kept, form = load_honour(access, honour), ReasonForm(request.POST)
    if not form.is_valid() or not _may_revoke(access, kept):
        return _page(request, access, kept, revocation=form)
    try:
        revoke(kept, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except HonourRefused as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, access, kept, revocation=form)
    messages.success(request, gettext("已撤销，原决定和原因都保留。"))
    return redirect("honours-one", access.school.code, kept.pk)


def _may_revoke(access: Access, honour: Honour) -> bool:
    return access.may(Permission.DECIDE_HONOURS) or honour.code == Honour.BANNER


def _page(
    request: HttpRequest,
    access: Access,
    honour: Honour,
    *,
    decision: Form | None = None,
    revocation: Form | None = None,
) -> HttpResponse:
    may_decide = access.may(Permission.DECIDE_HONOURS) and honour.state == Honour.State.PROPOSED
    shown = {
        "honour": honour,
        "period": parse_period(honour.period, school_calendar(access.school)),
        "term": current_term(access.school, access.day),
        "decision": (decision or DecideForm()) if may_decide else None,
        "revocation": (revocation or ReasonForm()) if honour.stands and _may_revoke(access, honour) else None,
        "has_certificate": honour.stands and bool(honour.number),
        "tab": "periods",
    }
    return render(request, "honours/honour.html", shown)
