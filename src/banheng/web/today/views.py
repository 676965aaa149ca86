from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from banheng.accounts.roles import Permission
from banheng.web.loading import school_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.access import Access


@school_page(Permission.SEE_SCHOOL)
def today(request: HttpRequest, access: Access) -> HttpResponse:
    """Show what was recorded today, and what is to do."""
    return render(request, "today/today.html", {"classes": access.homeroom_classes()})
