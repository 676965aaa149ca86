"""Sign in by the QR code of a duty week: a look at the pass, one tap, and the phone inspects until the evening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import login, logout
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banheng.accounts.errors import PassRefused
from banheng.accounts.passes import find_pass, use_pass
from banheng.web.entry.middleware import BY_PASS, ENDS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_http_methods(["GET", "POST"])
def show_pass(request: HttpRequest, code: str) -> HttpResponse:
    """Show whose pass it is and ask for one tap; only the tap signs in."""
    at = timezone.now()
    try:
        usable = find_pass(code, at)
    except PassRefused as refusal:
        return render(request, "entry/pass_refused.html", {"reason": refusal}, status=410)
    if request.method == "GET":
        return render(request, "entry/pass.html", {"usable": usable, "grant": usable.inspector_pass.grant})
    user = use_pass(usable, at)
    logout(request)
    login(request, user)
    request.session[BY_PASS] = usable.inspector_pass.pk
    request.session[ENDS] = usable.ends.timestamp()
    return redirect("home")
