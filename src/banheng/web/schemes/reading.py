"""A scheme as tables to read, the same that `banheng scheme show` lays out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from rich.console import Group
from rich.table import Table
from rich.text import Text

from banheng.rules.node import Node
from banheng.schemes.library import library_path
from banheng.schemes.loading import load_scheme
from banheng.schemes.showing import show
from banheng.schemes.walking import nodes

if TYPE_CHECKING:
    from banheng.core.wording import Language
    from banheng.schemes.loading import SchemeFile
    from banheng.schemes.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `depth` says how far its first cell stands in."""

    cells: tuple[tuple[str, ...], ...]
    depth: int
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a line of text, or a table; `has_figures` says that its second column is figures."""

    kind: str
    text: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    has_figures: bool = False


def blocks_of(file: SchemeFile, language: Language) -> list[Block]:
    """Lay out a scheme; its title is left to the page."""
    shown = show(file, language)
    parts = shown.renderables if isinstance(shown, Group) else [shown]
    blocks = [block for part in parts[1:] if (block := _block(part)) is not None]
    if notes := _notes(file):
        blocks += notes
    return blocks


def _block(part: object) -> Block | None:
    if isinstance(part, Table):
        columns = tuple(str(column.header) for column in part.columns)
        cells = zip(*(list(column.cells) for column in part.columns), strict=True)
        has_figures = any(column.justify == "right" for column in part.columns)
        return Block("table", "", columns, tuple(_row(row) for row in cells), has_figures)
    if isinstance(part, Text) and part.plain:
        return Block("heading" if "bold" in str(part.style) else "line", text=part.plain)
    return None


def _row(cells: tuple[object, ...]) -> Row:
    plain = [cell.plain if isinstance(cell, Text) else str(cell) for cell in cells]
    depth = (len(plain[0]) - len(plain[0].lstrip())) // 2
    is_heading = isinstance(cells[0], Text) and "bold" in str(cells[0].style)
    return Row(tuple(tuple(cell.strip().split("\n")) for cell in plain), depth, is_heading)


def _notes(file: SchemeFile) -> list[Block]:
    lines = [
        Block(
            "line",
            text=node.note if not path else f"{getattr(node, 'name', '') or _name(file, path)}：{node.note}",
        )
        for path, node in nodes(file.scheme, Node)
        if node.note
    ]
    return [Block("heading", text=gettext("说明")), *lines] if lines else []


def _name(file: SchemeFile, path: tuple[str | int, ...]) -> str:
    """Give the name of the nearest part above that has one."""
    content, name = file.content, file.scheme.title
    for step in path:
        content = content[step]
        if isinstance(content, dict):
            name = str(content.get("name") or name)
    return name


@lru_cache(maxsize=100)
def library_scheme(code: str) -> SchemeFile:
    """Load a scheme of the library once in a process.

    Raises:
        SchemeUnreadable: there is none of that code.
    """
    return load_scheme(library_path(code) / "scheme.yaml")


def document_of(code: str, scheme: Scheme) -> str:
    """Give the document of the catalogue that a scheme of the library comes from; empty if it is our own."""
    if scheme.source.document:
        return scheme.source.document
    return code if code[:3].isdecimal() else ""
