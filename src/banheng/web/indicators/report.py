"""The report on the county, to look at or as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from banheng.accounts.roles import Permission
from banheng.reports.contents.balance_report import balance_report
from banheng.web.bureau_loading import bureau_page
from banheng.web.indicators.loading import choose
from banheng.web.reports.answering import answer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from banheng.accounts.bureau_access import BureauAccess


@bureau_page(Permission.SEE_BUREAU)
def report(request: HttpRequest, access: BureauAccess, form: str) -> HttpResponse:
    """Show or hand over the report."""
    choice = choose(request, access)
    if choice.collection is None:
        raise Http404
    return answer(
        request, balance_report(choice.collection, choice.regime, choice.standard, access.day), form
    )
