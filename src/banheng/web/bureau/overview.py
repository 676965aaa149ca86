from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render

from banheng.accounts.roles import Permission
from banheng.web.bureau_loading import bureau_page

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess


@bureau_page(Permission.SEE_BUREAU)
def overview(request: HttpRequest, access: BureauAccess) -> HttpResponse:
    """List the schools of the bureau."""
    return render(request, "bureau/overview.html", {"schools": access.schools()})
