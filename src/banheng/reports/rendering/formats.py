"""The forms that a document can be asked for in."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING

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


def render(document: Document, form: Format) -> bytes:
    """Write a document in a form, by `render_…` of the module named like it.

    The module is loaded when it is first asked for: the libraries for Word and PDF are slow to load.
    """
    module = import_module(f"banheng.reports.rendering.{form.value}")
    written: bytes = getattr(module, f"render_{form.value}")(document)
    return written
