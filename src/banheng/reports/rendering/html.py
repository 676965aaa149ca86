"""A document as a page: to look at before printing, and to print from the browser."""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from banheng.core.wording import Language
from banheng.reports.rendering.columns import column_widths
from banheng.reports.rendering.pictures import chart_svg, qr_svg
from banheng.reports.rendering.words import SIGN_HERE

if TYPE_CHECKING:
    from banheng.reports.rendering.document import Document, Table

NARROW = 16
"""In Latin letters: a column of names and figures, which are not broken into lines."""
STYLE = files("banheng.reports") / "static" / "reports" / "document.css"


def render_html(document: Document) -> bytes:
    """Write a page of its own, which loads nothing from elsewhere and holds no script."""
    page = _pages().get_template("page.html.j2")
    body, style = document_html(document), STYLE.read_text(encoding="utf-8")
    return page.render(document=document, lang=_lang(document), body=body, style=style).encode()


def document_html(document: Document) -> str:
    """Write the document alone, for a page that brings `STYLE` as a file: it needs no style or script inside."""
    return _pages().get_template("document.html.j2").render(document=document, lang=_lang(document))


def _lang(document: Document) -> str:
    return "zh-Hans" if document.language is Language.ZH_HANS else "en"


@cache
def _pages() -> Environment:
    pages = Environment(
        loader=PackageLoader("banheng.reports.rendering"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters["kind"] = lambda block: type(block).__name__
    pages.filters["narrow"] = _narrow
    pages.filters["chart"] = lambda chart: _picture(chart_svg(chart))
    pages.filters["qr"] = lambda code: _picture(qr_svg(code))
    pages.filters["signer"] = lambda signer, language: SIGN_HERE.say(language, signer=signer)
    return pages


def _narrow(table: Table, document: Document) -> list[bool]:
    return [width <= NARROW for width in column_widths(table, document)]


def _picture(svg: str) -> str:
    """Give an address that holds the picture itself; an SVG inside the page would bring styles of its own."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")
