"""A document as PDF, set by Typst."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from banheng.core.wording import Language
from banheng.reports.rendering.columns import column_widths
from banheng.reports.rendering.document import (
    Block,
    Chart,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    QrCode,
    Signatures,
    Table,
)
from banheng.reports.rendering.fonts import SANS, SANS_FILE, SERIF, SERIF_FILE
from banheng.reports.rendering.pictures import chart_svg, qr_svg

_PAPER = files("banheng.reports.rendering") / "templates" / "document.typ"


def render_pdf(document: Document) -> bytes:
    """Set a document; the texts are handed over as data, so that none can be read as Typst."""
    given = {
        "title": document.title,
        "subtitle": document.subtitle,
        "layout": document.layout.value,
        "language": "zh" if document.language is Language.ZH_HANS else "en",
        "serif": SERIF,
        "sans": SANS,
        "blocks": [_plain(block, document) for block in document.blocks],
    }
    return typst.compile(
        _PAPER.read_bytes(), font_paths=_fonts(), sys_inputs={"document": json.dumps(given)}, format="pdf"
    )


@cache
def _fonts() -> typst.Fonts:
    """Open the package's fonts and no others: a machine's own would print differently elsewhere."""
    paths = [str(SERIF_FILE.parent), str(SANS_FILE.parent)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


def _plain(block: Block, document: Document) -> dict[str, Any]:
    """Give a block as plain data for the paper."""
    match block:
        case Heading(text, level):
            return {"is": "heading", "text": text, "level": level}
        case Paragraph(text, align):
            return {"is": "paragraph", "text": text, "align": align.value}
        case Table():
            return {"is": "table", **_plain_table(block, document)}
        case Chart():
            return {
                "is": "chart",
                "title": block.title,
                "svg": chart_svg(block),
                "table": _plain_table(block.table, document),
            }
        case Signatures(signers):
            return {"is": "signatures", "signers": list(signers)}
        case QrCode(_, caption):
            return {"is": "qr", "svg": qr_svg(block), "caption": caption}
        case PageBreak():
            return {"is": "pagebreak"}


def _plain_table(table: Table, document: Document) -> dict[str, Any]:
    return {
        "title": table.title,
        "header": list(table.header),
        "rows": [[str(cell) for cell in row] for row in table.rows],
        "figures": table.figures,
        "widths": column_widths(table, document),
        "has_sum": table.has_sum,
        "is_short": table.is_short,
    }
