from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from banheng.assessment.checking import find_edition
from banheng.assessment.periods import period_of_sheet
from banheng.bundles.signing import fingerprint_of
from banheng.core.errors import KeyUnreadable
from banheng.ledger.site_key import public_key
from banheng.schools.calendars import current_term
from banheng.web.qr_codes import qr_code_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_GET
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Tell anybody who has the code whether an edition stands, and how to compute it again: no name, no score."""
    checked = find_edition(code)
    if checked is None:
        return render(request, "check/unknown.html", {"code": code}, status=404)
    sheet = checked.edition.sheet
    period = period_of_sheet(sheet)
    try:
        key = public_key()
    except KeyUnreadable:
        key = ""  # whether a result stands can be told all the same
    shown = {
        "edition": checked.edition,
        "standing": checked.standing.value,
        "later": checked.later,
        "later_code": checked.later.code if checked.later else "",
        "check_school": sheet.school,
        "period": period,
        "term": current_term(sheet.school, period.last),
        "public_key": key,
        "fingerprint": fingerprint_of(key) if key else "",
    }
    response = render(request, "check/check.html", shown)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_GET
def qr_code(request: HttpRequest, code: str) -> HttpResponse:
    """Draw the address of the check, to be printed with the result."""
    if find_edition(code) is None:
        raise Http404
    return qr_code_of(request, reverse("check", args=[code]))
