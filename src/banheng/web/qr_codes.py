"""Addresses as pictures that a phone reads."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import qrcode
from django.http import HttpResponse
from qrcode.image.svg import SvgPathImage

if TYPE_CHECKING:
    from django.http import HttpRequest


def qr_code_of(request: HttpRequest, path: str) -> HttpResponse:
    """Draw the whole address of a page of this site."""
    drawn = BytesIO()
    qrcode.make(request.build_absolute_uri(path), image_factory=SvgPathImage, border=2).save(drawn)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
