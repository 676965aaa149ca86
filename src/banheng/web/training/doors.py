"""The door of a session: a QR code that is drawn anew, and the tap that says "I am here"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from banheng.accounts.roles import Permission
from banheng.development.errors import DevelopmentRefused
from banheng.development.training.attending import make_token, sign_in
from banheng.web.loading import school_page
from banheng.web.qr_codes import qr_code_of
from banheng.web.training.loading import load_session, own_staff, tabs

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@require_GET
@school_page(Permission.KEEP_TEAM)
def door(request: HttpRequest, access: Access, session: int) -> HttpResponse:
    """Show the QR code on the wall of the room, and who is there."""
    found = load_session(access, session)
    present = found.enrolments.filter(attended_at__isnull=False).select_related("staff")
    shown = {"session": found, "present": present, "drawn": timezone.now(), **tabs(access, "plan")}
    return render(request, "training/door.html", shown)


@require_GET
@school_page(Permission.KEEP_TEAM)
def door_code(request: HttpRequest, access: Access, session: int) -> HttpResponse:
    """Draw the code."""
    found = load_session(access, session)
    path = reverse("training-signin", args=[access.school.code, found.pk])
    response = qr_code_of(request, f"{path}?code={make_token(found)}")
    response["Cache-Control"] = "no-store"
    return response


@school_page(Permission.SEE_SCHOOL)
def signing(request: HttpRequest, access: Access, session: int) -> HttpResponse:
    """Say that one is at a session."""
    found, staff = load_session(access, session), own_staff(access)
    code = request.POST.get("code") or request.GET.get("code", "")
    if request.method == "POST":
        if staff is None:
            raise PermissionDenied
        try:
            sign_in(found, code, staff=staff, at=timezone.now())
        except DevelopmentRefused as refused:
            messages.error(request, refused.reason)
        else:
            messages.success(request, gettext("已签到。"))
            return redirect("training-session", access.school.code, found.pk)
    return render(request, "training/sign_in.html", {"session": found, "code": code})
