"""How wide the columns of a table are, by what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.spreadsheets.result_table import display_width

if TYPE_CHECKING:
    from banheng.reports.rendering.document import Document, Table

LEAST, MOST = 4, 36
"""In Latin letters, two to a Chinese character: room for "名次", and a text that is long enough to wrap."""
_HEADER_LINES = 2


def column_widths(table: Table, document: Document) -> list[int]:
    """Give the width of each column in Latin letters; a header may wrap once, a short cell never does.

    Tables with the same header have the same widths, so that they stand under each other.
    """
    rows = [row for each in document.tables if each.header == table.header for row in each.rows]
    widths = []
    for number, title in enumerate(table.header):
        cells = [display_width(str(row[number])) for row in rows]
        header = -(-display_width(title) // _HEADER_LINES)
        widths.append(min(MOST, max(LEAST, header, *cells)) + 2)
    return widths
