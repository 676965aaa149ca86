"""The door of a meeting: a QR code that is drawn anew, and the tap that says "I am here"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from banheng.accounts.roles import Permission
from banheng.duties.errors import WorkRefused
from banheng.duties.models import WorkRecord
from banheng.duties.work.access import may_write
from banheng.duties.work.signing_in import make_token, sign_in
from banheng.web.loading import school_page
from banheng.web.qr_codes import qr_code_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@require_GET
@school_page(Permission.SEE_SCHOOL)
def door(request: HttpRequest, access: Access, record: UUID) -> HttpResponse:
    """Show the QR code on the wall of the room, and who is there."""
    found = _load(access, record)
    shown = {"record": found, "sign_ins": found.sign_ins.select_related("user"), "drawn": timezone.now()}
    return render(request, "work/door.html", shown)


@require_GET
@school_page(Permission.SEE_SCHOOL)
def door_code(request: HttpRequest, access: Access, record: UUID) -> HttpResponse:
    """Draw the code."""
    found = _load(access, record)
    path = reverse("work-signin", args=[access.school.code, found.pk])
    response = qr_code_of(request, f"{path}?code={make_token(found)}")
    response["Cache-Control"] = "no-store"
    return response


@school_page(Permission.SEE_SCHOOL)
def signing(request: HttpRequest, access: Access, record: UUID) -> HttpResponse:
    """Say that one is at a meeting."""
    found = get_object_or_404(WorkRecord, school=access.school, pk=record)
    if not found.work_form.signs_in:
        raise Http404
    code = request.POST.get("code") or request.GET.get("code", "")
    if request.method == "POST":
        try:
            sign_in(found, code, user=access.user, at=timezone.now())
        except WorkRefused as refused:
            messages.error(request, refused.reason)
        else:
            messages.success(request, gettext("已签到。"))
            return redirect("work-record", access.school.code, found.pk)
    return render(request, "work/sign_in.html", {"record": found, "code": code})


def _load(access: Access, key: UUID) -> WorkRecord:
    found = get_object_or_404(WorkRecord, school=access.school, pk=key)
    if not found.work_form.signs_in:
        raise Http404
    if not may_write(access, found.work_form, None):
        raise PermissionDenied
    return found
