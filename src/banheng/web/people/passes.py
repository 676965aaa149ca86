"""The sheet of pupils' passes: to print, to print again, and to take one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from banheng.accounts.passes import code_of, passes_of, revoke_pass
from banheng.accounts.roles import Permission
from banheng.web.loading import school_page
from banheng.web.qr_codes import qr_code_of

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest

    from banheng.accounts.access import Access
    from banheng.accounts.models import InspectorPass


@school_page(Permission.EDIT_ROTA, Permission.EDIT_ACCOUNTS)
@require_GET
def passes(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the passes of today and later; `?first=2026-10-19` leaves those of one duty week."""
    shown = passes_of(access.school).filter(grant__last__gte=access.day)
    first = _day(request.GET.get("first", ""))
    if first:
        shown = shown.filter(grant__first=first)
    return render(request, "people/passes.html", {"passes": shown, "first": first})


@school_page(Permission.EDIT_ROTA, Permission.EDIT_ACCOUNTS)
@never_cache
@require_GET
def code(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Draw the QR code of a pass: the address that signs in after one tap."""
    found = _load(access, number)
    return qr_code_of(request, reverse("pass", kwargs={"code": code_of(found)}))


@school_page(Permission.EDIT_ROTA, Permission.EDIT_ACCOUNTS)
@require_POST
def revoke(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Take back a pass, for example when its sheet was lost."""
    found = _load(access, number)
    revoke_pass(found, timezone.now(), by=request.user)
    messages.success(request, gettext("%(name)s的检查证已收回。") % {"name": found.grant.user})
    return redirect("people-passes", school=access.school.code)


def _load(access: Access, number: int) -> InspectorPass:
    found = passes_of(access.school).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None
