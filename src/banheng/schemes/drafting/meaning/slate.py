"""The text of one item while it is read: what has been understood is wiped out, so that it is not read twice."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from banheng.schemes.drafting.meaning.figures import FIGURE, Figure, figure
from banheng.schemes.drafting.meaning.phrases import one_of, patterns
from banheng.schemes.drafting.nodes import Span

WIPED = "\x1f"
SENTENCE_ENDS = f"。;!?\n\r{WIPED}"
PAUSES = SENTENCE_ENDS + ",:"
_WITH_UNIT = re.compile(rf"(?P<n>{FIGURE})\s*(?:分(?!钟)|元|%|{one_of('units', 'counted')})")
_HAN_ONLY = re.compile(r"[零〇一二两三四五六七八九十百千半]+")

_POINT = re.compile("(?<=[0-9])。(?=[0-9])")  # 扣0。5分


class Slate:
    def __init__(self, text: str) -> None:
        self.text = text
        self.open = _POINT.sub(".", text.replace(WIPED, " "))
        self.read: list[Span] = []

    def wipe(self, span: Span) -> None:
        """Take a stretch as understood."""
        start, end = span
        self.open = self.open[:start] + WIPED * (end - start) + self.open[end:]
        self.read.append(span)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Find a phrase and wipe it out."""
        if match := pattern.search(self.open):
            self.wipe(Span(*match.span()))
        return match

    def take_any(self, table: str, name: str) -> re.Match[str] | None:
        """Find one of the phrases of a list, in their order, and wipe it out."""
        found = (self.take(pattern) for pattern in patterns(table, name))
        return next((match for match in found if match), None)

    def take_figure(self, table: str, name: str) -> Figure | None:
        """Find one of the phrases that hold a figure and wipe it out."""
        match = self.take_any(table, name)
        return figure(match) if match else None

    def figures_left(self) -> Iterator[Span]:
        """Say where figures with a unit stand that nothing was made of."""
        for match in _WITH_UNIT.finditer(self.open):
            if not _HAN_ONLY.fullmatch(match["n"]):
                yield Span(*match.span())

    def unread(self) -> list[Span]:
        """Return the stretches between pauses in which such a figure stands."""
        left = sorted(span.start for span in self.figures_left())
        parts = stretches(self.open, 0, len(self.open))
        return [part for part in parts if bisect_left(left, part.start) < bisect_left(left, part.end)]


def stretch(text: str, place: int, ends: str) -> Span:
    """Return what stands around a place between two of the marks."""
    start = max(text.rfind(mark, 0, place) for mark in ends) + 1
    stops = (text.find(mark, place) for mark in ends)
    return Span(start, min((stop for stop in stops if stop >= 0), default=len(text)))


def stretches(text: str, start: int, end: int, ends: str = PAUSES) -> Iterator[Span]:
    """Part a piece of the text at the marks; empty parts are left out."""
    begin = start
    for place in range(start, end + 1):
        if place == end or text[place] in ends:
            if text[begin:place].strip():
                yield Span(begin, place)
            begin = place + 1
