"""A document as an answer: as a page to look at and print, or as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe

from banheng.reports.rendering.formats import Format
from banheng.reports.rendering.formats import render as render_document
from banheng.reports.rendering.html import document_html

if TYPE_CHECKING:
    from django.http import HttpRequest

    from banheng.reports.rendering.document import Document

PREVIEW = "preview"


def answer(request: HttpRequest, document: Document, form: str) -> HttpResponse:
    """Show a document, or hand it over as a file of a form.

    Raises:
        Http404: there is no such form.
    """
    if form == PREVIEW:
        match = request.resolver_match
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        addresses = {
            each: reverse(match.url_name, kwargs=match.kwargs | {"form": each.value}) + query
            for each in Format
        }
        body = mark_safe(document_html(document))  # noqa: S308 - its own template escapes every text
        shown = {"document": document, "body": body, "addresses": addresses}
        return render(request, "reports/preview.html", shown)
    try:
        asked = Format(form)
    except ValueError as unknown:
        raise Http404 from unknown
    name = f"{document.title} {document.subtitle}".strip().replace("　", " ")
    return as_file(render_document(document, asked), name, asked)


def as_file(content: bytes, name: str, form: Format) -> HttpResponse:
    """Hand over a file."""
    response = HttpResponse(content, content_type=form.content_type)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{name}.{form.value}"
    )
    return response
