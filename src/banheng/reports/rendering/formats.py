"""The forms that a document can be asked for in."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from banheng.reports.rendering.docx import render_docx
from banheng.reports.rendering.html import render_html
from banheng.reports.rendering.pdf import render_pdf
from banheng.reports.rendering.xlsx import render_xlsx

if TYPE_CHECKING:
    from banheng.reports.rendering.document import Document


class Format(StrEnum):
    """A form; its value is the ending of the file."""

    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"

    @property
    def content_type(self) -> str:
        """What browsers are told."""
        return _CONTENT_TYPES[self]


_OFFICE = "application/vnd.openxmlformats-officedocument"
_CONTENT_TYPES = {
    Format.HTML: "text/html; charset=utf-8",
    Format.DOCX: f"{_OFFICE}.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
}
_RENDERERS = {
    Format.HTML: render_html,
    Format.DOCX: render_docx,
    Format.PDF: render_pdf,
    Format.XLSX: render_xlsx,
}


def render(document: Document, form: Format) -> bytes:
    """Write a document in a form."""
    return _RENDERERS[form](document)
