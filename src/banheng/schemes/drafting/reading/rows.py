"""How a table row stands in the text of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def row_as_text(cells: Sequence[str]) -> str:
    """Write the cells of a row between strokes; a cell stays on its line and holds no stroke of its own."""
    inner = " | ".join(" ".join(cell.replace("|", "/").replace("\uff5c", "/").split()) for cell in cells)
    return f"| {inner} |"
