"""One school in a year: its figures, what is odd, how each came about; accept, return, excuse, release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banheng.accounts.roles import Permission
from banheng.bureau.collecting.checking import doubts_of, errors_of, surroundings_of
from banheng.bureau.collecting.models import Filing
from banheng.bureau.collecting.reviewing import accept, excuse, release, send_back
from banheng.bureau.errors import BureauRefused
from banheng.web.bureau_loading import bureau_page
from banheng.web.collecting.forms import ReasonForm
from banheng.web.collecting.loading import load_filing
from banheng.web.collecting.rows import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess

State = Filing.State


@bureau_page(Permission.SEE_BUREAU)
def filing(request: HttpRequest, access: BureauAccess, year: int, school: str) -> HttpResponse:
    """Show what a school files."""
    found = load_filing(access, year, school)
    is_locked, is_handed_in = found.collection.is_locked, found.state in {State.SUBMITTED, State.ACCEPTED}
    reviews, decides = access.may(Permission.REVIEW_DATA), access.may(Permission.DECIDE_BUREAU)
    shown = {
        "filing": found,
        "collection": found.collection,
        "lines": lines_of(found),
        "errors": [] if is_handed_in else errors_of(found),
        "doubts": doubts_of(found, surroundings_of(found.collection)),
        "steps": found.steps.select_related("by"),
        "form": ReasonForm(),
        "may_accept": reviews and found.state == State.SUBMITTED,
        "may_return": reviews and is_handed_in and not (is_locked and found.state == State.ACCEPTED),
        "may_excuse": access.may(Permission.COLLECT_DATA) and found.is_open and not is_locked,
        "may_release": decides and is_locked and found.state == State.ACCEPTED,
    }
    return render(request, "collecting/filing.html", shown)


@require_POST
@bureau_page(Permission.REVIEW_DATA)
def review(request: HttpRequest, access: BureauAccess, year: int, school: str, step: str) -> HttpResponse:
    """Accept or return."""
    if step == "accept":
        return _do(request, access, year, school, lambda one, _reason: _accept(request, one))
    if step == "return":
        return _do(request, access, year, school, lambda one, reason: _send_back(request, one, reason))
    raise Http404


@require_POST
@bureau_page(Permission.COLLECT_DATA)
def excuse_one(request: HttpRequest, access: BureauAccess, year: int, school: str) -> HttpResponse:
    """Let a school file nothing this year."""
    return _do(
        request,
        access,
        year,
        school,
        lambda one, reason: excuse(one, reason=reason, by=request.user, at=timezone.now()),
    )


@require_POST
@bureau_page(Permission.DECIDE_BUREAU)
def release_one(request: HttpRequest, access: BureauAccess, year: int, school: str) -> HttpResponse:
    """Let a school correct what is locked."""
    return _do(
        request,
        access,
        year,
        school,
        lambda one, reason: release(one, reason=reason, by=request.user, at=timezone.now()),
    )


def _accept(request: HttpRequest, one: Filing) -> None:
    accept(one, by=request.user, at=timezone.now())


def _send_back(request: HttpRequest, one: Filing, reason: str) -> None:
    send_back(one, reason=reason, by=request.user, at=timezone.now())


def _do(
    request: HttpRequest,
    access: BureauAccess,
    year: int,
    school: str,
    do: Callable[[Filing, str], None],
) -> HttpResponse:
    one = load_filing(access, year, school)
    try:
        do(one, request.POST.get("reason", "")[:500])
    except BureauRefused as refusal:
        messages.error(request, refusal.reason)
    else:
        messages.success(request, gettext("已办理。"))
    return redirect("collecting-filing", access.bureau.code, year, school)
