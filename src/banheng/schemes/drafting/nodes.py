"""What reading a document gives, before a scheme is made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple


class Span(NamedTuple):
    """Characters `start` to `end` (not included) of a text."""

    start: int
    end: int


@dataclass(frozen=True)
class Meaning:
    """What the text of one item says.

    `params` holds figures as int or Decimal. `spans` says where each of them stands in the text that was read,
    by its way through `params`: `rules/0/rate`. `unread` are the stretches that nothing was made of.
    """

    mechanism: str | None
    params: Mapping[str, Any] = field(default_factory=dict)
    confidence: Decimal = Decimal(0)
    spans: Mapping[str, Span] = field(default_factory=dict)
    unread: Sequence[Span] = ()


@dataclass(frozen=True)
class Passage:
    """Text in NFKC, and for each of its characters the place of the one it came from in the document."""

    text: str
    origin: tuple[int, ...]

    def part(self, start: int, end: int | None = None) -> Passage:
        """Cut a piece out, without the spaces around it."""
        cut = self.text[start:end]
        start += len(cut) - len(cut.lstrip())
        end = start + len(cut.strip())
        return Passage(self.text[start:end], self.origin[start:end])

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Say where a piece stands in the document."""
        origin = self.origin[start:end]
        return Span(origin[0], origin[-1] + 1) if origin else Span(0, 0)

    def joined(self, other: Passage, between: str = "") -> Passage:
        """Put another passage behind this one; what stands between has the place of the end of this one."""
        return join([self, other], between)


def join(passages: Sequence[Passage], between: str = "") -> Passage:
    """Put passages one behind the other; what stands between two has the place of the end of the first."""
    full = [passage for passage in passages if passage.text]
    origin: list[int] = []
    for passage in full:
        origin += [origin[-1]] * len(between) if origin else []
        origin += passage.origin
    return Passage(between.join(passage.text for passage in full), tuple(origin))


@dataclass(frozen=True)
class Line:
    """A line of a document; of a table row also its cells, an empty one where it is merged with its neighbour.

    Attributes:
        number: from 1 on, in the text of the document.
    """

    number: int
    passage: Passage
    cells: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Document:
    """A document that was read.

    Attributes:
        text: what all spans point into: the file itself where it is text, else its text line by line.
        removed: noise of sites, page headers and counters; kept to be shown.
    """

    name: str
    text: str
    lines: tuple[Line, ...]
    removed: tuple[Line, ...] = ()


@dataclass(eq=False)
class Section:
    """A heading, clause, paragraph or table row with what stands below it.

    Attributes:
        marker: as printed, in half-width form: `第三条`, `(一)`, `1`; empty for a paragraph.
        path: markers from outside to inside, joined with `/`; a paragraph has that of its parent.
        passage: its own text without the marker.
        columns: what a table row says, by the heading of the column.
        place: from 1 on, in the order of the document.
    """

    marker: str
    kind: str
    path: str
    passage: Passage
    span: Span
    parent: Section | None = field(default=None, repr=False)
    children: list[Section] = field(default_factory=list)
    columns: dict[str, Passage] = field(default_factory=dict)
    place: int = 0

    @property
    def text(self) -> str:
        """Its own text without the marker."""
        return self.passage.text

    def all(self) -> Iterator[Section]:
        """Walk through this section and all below, in order."""
        yield self
        for child in self.children:
            yield from child.all()

    def above(self) -> Iterator[Section]:
        """Walk from the parent outwards."""
        section = self.parent
        while section is not None:
            yield section
            section = section.parent

    def own(self) -> Passage:
        """Join its own text and the paragraphs without a marker below it, one piece a line."""
        paragraphs = [child.passage for child in self.children if child.kind == "paragraph"]
        return join([self.passage, *paragraphs], "\n")

    def whole(self) -> Passage:
        """Join its own text and that of everything below, one piece a line."""
        return join([section.passage for section in self.all()], "\n")
