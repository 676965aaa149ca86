"""A document as its contents build it, before anybody asks for a page, a PDF, a text or a workbook."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from banheng.core.wording import Language
from banheng.spreadsheets.result_report import NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.spreadsheets.result_report import Cell


SHORT = 20
"""Rows of a table that is moved to the next page rather than divided."""


class Layout(StrEnum):
    """How the paper lies; a certificate lies across, in a frame, with large letters and no page number."""

    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"
    CERTIFICATE = "certificate"


class Align(StrEnum):
    """Where the lines of a paragraph stand; running text is indented by two characters."""

    TEXT = "text"
    START = "start"
    CENTRE = "center"
    END = "end"


class ChartKind(StrEnum):
    """A line for what goes through time, bars for what stands side by side."""

    LINE = "line"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the document: 1 for its parts, 2 below them."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    align: Align = Align.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row, which is repeated on every page.

    Attributes:
        title: stands above it; empty if the heading before says enough.
        has_sum: the last row is the sum of those before.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    title: str = ""
    has_sum: bool = False

    @property
    def is_short(self) -> bool:
        """Tell whether it had better stay on one page."""
        return len(self.rows) <= SHORT

    @property
    def figures(self) -> list[bool]:
        """Tell for each column whether it holds figures, which stand at the right."""
        return [_holds_figures([row[number] for row in self.rows]) for number in range(len(self.header))]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of columns of a table; the table itself is always drawn beside it.

    Attributes:
        plotted: the columns that are drawn, each a series.
        named_by: the column that names the places on the axis.
    """

    title: str
    kind: ChartKind
    table: Table
    plotted: Sequence[int]
    named_by: int = 0

    @property
    def labels(self) -> list[str]:
        """The places on the axis."""
        return [str(row[self.named_by]) for row in self.table.rows]

    def values(self, column: int) -> list[Decimal | None]:
        """Give a series; None where there is no figure."""
        cells = (row[column] for row in self.table.rows)
        return [None if isinstance(cell, str) else Decimal(cell) for cell in cells]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to be signed, side by side: who signs, and room for the name."""

    signers: Sequence[str]


@dataclass(frozen=True, slots=True)
class QrCode:
    """An address that a phone reads, and what it leads to."""

    address: str
    caption: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


Block = Heading | Paragraph | Table | Chart | Signatures | QrCode | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """What a school prints, hangs out or files."""

    title: str
    blocks: Sequence[Block]
    subtitle: str = ""
    layout: Layout = Layout.PORTRAIT
    language: Language = Language.ZH_HANS

    @property
    def tables(self) -> list[Table]:
        """All tables, those of charts among them."""
        found = (block.table if isinstance(block, Chart) else block for block in self.blocks)
        return [block for block in found if isinstance(block, Table)]

    @property
    def is_upright(self) -> bool:
        """Tell whether the paper stands."""
        return self.layout is Layout.PORTRAIT


def _holds_figures(cells: Sequence[Cell]) -> bool:
    words = [cell for cell in cells if isinstance(cell, str)]
    return len(words) < len(cells) and all(word in {"", NOT_APPLICABLE} for word in words)
