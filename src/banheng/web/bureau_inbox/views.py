from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from banheng.accounts.roles import Permission
from banheng.notices.reading import read, read_all, told
from banheng.web.bureau_loading import bureau_page
from banheng.web.inbox.views import page_of_notices

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess


@bureau_page(Permission.SEE_BUREAU)
@require_GET
def inbox(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """List what the account was told in this bureau, the newest first."""
    return render(request, "bureau_inbox/inbox.html", page_of_notices(request, access.user, access.bureau))


@bureau_page(Permission.SEE_BUREAU)
@require_POST
def open_notice(request: HttpRequest, access: BureauAccess, notice: int) -> HttpResponse:  # noqa: ARG001
    """Take a notice as read, and go where the matter stands."""
    found = get_object_or_404(told(access.user, access.bureau), pk=notice)
    read(found, at=timezone.now())
    return redirect(found.link)


@bureau_page(Permission.SEE_BUREAU)
@require_POST
def read_everything(request: HttpRequest, access: BureauAccess) -> HttpResponse:  # noqa: ARG001
    """Take everything as read."""
    read_all(access.user, access.bureau, at=timezone.now())
    return redirect("bureau_inbox", access.bureau.code)
