"""What anybody may know who holds the paper: whether it is valid, its number, and the beginning of the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from banheng.development.certificates.register import find_certificate, half_hidden

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@never_cache
@require_GET
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Tell whether a certificate is valid, has expired or was revoked, and no more."""
    found = find_certificate(code)
    shown = {}
    if found is not None:
        standing = found.standing(timezone.localdate())
        shown = {"number": found.number, "name": half_hidden(found.name), "standing": standing.value}
    response = render(request, "certificates/check.html", shown, status=200 if found else 404)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
