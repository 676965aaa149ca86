"""The inbox: what somebody was told, and that they have read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from banheng.accounts.roles import Permission
from banheng.notices.reading import read, read_all, told, unread
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access
    from banheng.accounts.models import User
    from banheng.schools.models import Bureau, School

PER_PAGE = 30


@school_page(Permission.SEE_SCHOOL)
@require_GET
def inbox(request: HttpRequest, access: Access) -> HttpResponse:
    """List what the account was told in this school, the newest first."""
    shown = page_of_notices(request, access.user, access.school)
    shown["may_edit_robots"] = access.may(Permission.EDIT_ROBOTS)
    return render(request, "inbox/inbox.html", shown)


@school_page(Permission.SEE_SCHOOL)
@require_POST
def open_notice(request: HttpRequest, access: Access, notice: int) -> HttpResponse:  # noqa: ARG001
    """Take a notice as read, and go where the matter stands."""
    found = get_object_or_404(told(access.user, access.school), pk=notice)
    read(found, at=timezone.now())
    return redirect(found.link)


@school_page(Permission.SEE_SCHOOL)
@require_POST
def read_everything(request: HttpRequest, access: Access) -> HttpResponse:  # noqa: ARG001
    """Take everything as read."""
    read_all(access.user, access.school, at=timezone.now())
    return redirect("inbox", access.school.code)


def page_of_notices(request: HttpRequest, user: User, place: School | Bureau) -> dict[str, Any]:
    """Give templates one page of what somebody was told, and how much of all is unread."""
    page = Paginator(told(user, place), PER_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "unread": unread(user, place)}
