"""The clauses of a document that score nothing, from its report: what duties, rules about persons and targets are drafted from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from banheng.core.wording import Language
from banheng.schemes.drafting.meaning.figures import number
from banheng.schemes.drafting.nodes import Passage
from banheng.schemes.drafting.outline import read_marker
from banheng.schemes.drafting.reading.lines import normalise
from banheng.schemes.drafting.scheme_layout import code_of, dump

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banheng.core.wording import Wording
    from banheng.schemes.drafting.nodes import Span

SENTENCE = re.compile(r"[^。;!?\n]+(?:[。;!?]+|\n|$)")
SHORT_HEADING = re.compile(r"[^。;,!?]{1,24}:?")
POST_HEADING = re.compile(r"[^。;,!?]{2,20}(?:职责|工作任务|工作要求|一日常规)(?:[((][^))]{1,8}[))])?:?")
"""A line that names a post and is not always told as a heading, because no marker stands before it."""

SPACE_INSIDE = re.compile(r"(?<=[\u3001-\u9fff,;:])\s+(?=[\u3001-\u9fff\d])|(?<=\d)\s+(?=[\u4e00-\u9fff])")
LONGEST_QUOTE = 300
LONGEST_SENTENCE = 600


@dataclass(frozen=True)
class Clause:
    """A clause that scores nothing.

    Attributes:
        passage: its words without the marker, each character with its place in the document.
        above: what the document and the headings over it are called, outermost first.
        is_marked: it begins with a marker; a paragraph below one has the path of that one.
        is_in_scheme: the drafted scheme holds it as a veto.
    """

    path: str
    passage: Passage
    above: tuple[str, ...] = ()
    is_marked: bool = False
    is_in_scheme: bool = False
    lines_before: Sequence[int] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """Its words."""
        return self.passage.text

    @property
    def span(self) -> Span:
        """Where it stands in the document."""
        return self.passage.span()

    def sentences(self) -> Iterator[Clause]:
        """Cut it at full stops and semicolons."""
        yield from self.pieces(SENTENCE)

    def pieces(self, pattern: re.Pattern[str]) -> Iterator[Clause]:
        """Give what matches, without pieces that are longer than any sentence."""
        for found in pattern.finditer(self.text):
            part = self.part(*found.span())
            if 0 < len(part.text) <= LONGEST_SENTENCE:
                yield part

    def part(self, start: int, end: int | None = None) -> Clause:
        """Cut a piece out."""
        return replace(self, passage=self.passage.part(start, end))

    def place(self) -> str:
        """Say line and characters, as the remarks of a drafted scheme do."""
        start, end = self.span
        line = sum(1 for _ in takewhile(lambda place: place < start, self.lines_before)) + 1
        return f"第 {line} 行，第 {start + 1}—{end} 字"

    def quote(self) -> str:
        """Give its words for a note."""
        text = " ".join(self.text.split()).rstrip("。;")
        return f"原文：“{text[:LONGEST_QUOTE]}{'……' if len(text) > LONGEST_QUOTE else ''}”"


@dataclass(frozen=True)
class Undecided:
    """A clause that looks like one of a kind, and why nothing was drafted from it.

    Attributes:
        words: those of the clause that the reason is about.
    """

    clause: Clause
    reason: Wording
    words: str = ""

    def say(self, language: Language) -> str:
        """Say why."""
        return self.reason.say(language, words=self.words)


@dataclass
class Drafted:
    """A drafted file.

    Attributes:
        text: YAML; empty if nothing was drafted.
        made: what was made from which clause, by code.
        undecided: what people have to decide about.
    """

    text: str = ""
    made: list[tuple[str, Clause]] = field(default_factory=list)
    undecided: list[Undecided] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Give the part of the report that says what became of the clauses."""
        return {
            "drafted": [{"code": code, **_placed(clause)} for code, clause in self.made],
            "undecided": [
                {
                    "reason": each.say(Language.EN),
                    "reason_zh": each.say(Language.ZH_HANS),
                    **_placed(each.clause),
                }
                for each in self.undecided
            ],
        }


def _placed(clause: Clause) -> dict[str, Any]:
    return {"path": clause.path, "span": list(clause.span), "text": clause.text}


class Codes:
    """Codes that stay unique: by the path of the clause, counted up where one is taken."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def of(self, clause: Clause, otherwise: str) -> str:
        """Give the code for something that a clause says."""
        base = code_of(clause.path) or otherwise
        self._taken[base] = self._taken.get(base, 0) + 1
        number_ = self._taken[base]
        return base if number_ == 1 else f"{base}_n{number_}"


def unscored_clauses(text: str, report: Mapping[str, Any]) -> list[Clause]:
    """List the clauses that score nothing, in the order of the document.

    Args:
        text: of the document; the spans of the report count its characters.
        report: as `report_on` gives it.
    """
    lines = tuple(place for place, character in enumerate(text) if character == "\n")
    found: list[Clause] = []
    headings: dict[str, str] = {}
    post: tuple[str, str] = ("", "")
    vetoes = {entry["path"] for entry in report["vetoes"]} if report["items"] else set()
    for entry in report["clauses"]:
        path, passage = entry["path"], _closed(normalise(text[slice(*entry["span"])], entry["span"][0]))
        marker = read_marker(passage.text)
        is_marked = marker is not None and marker.printed == path.rpartition("/")[2]
        words = passage.part(marker.end) if marker is not None and is_marked else passage
        outermost = path.partition("/")[0]
        if post[0] != outermost:
            post = ("", "")
        if entry["ends_as"] != "scored_item":
            above = [headings[way] for way in _ways_above(path, itself=not is_marked) if way in headings]
            names = tuple(filter(None, (report.get("title"), *above, post[1])))
            found.append(Clause(path, words, names, is_marked, path in vetoes, lines))
        if not is_marked and POST_HEADING.fullmatch(words.text):
            post = (outermost, words.text)
        elif is_marked or path not in headings or path.endswith(words.text.rstrip(":")):
            headings[path] = words.text[:LONGEST_QUOTE]
    return found


def _closed(passage: Passage) -> Passage:
    """Take out the spaces that were printed between Chinese characters."""
    kept = [place for place in range(len(passage.text)) if not SPACE_INSIDE.match(passage.text, place)]
    return Passage(
        "".join(passage.text[place] for place in kept), tuple(passage.origin[place] for place in kept)
    )


def _ways_above(path: str, *, itself: bool) -> Iterator[str]:
    steps = path.split("/")
    for length in range(1, len(steps) + itself):
        yield "/".join(steps[:length])


def layout(content: dict[str, Any], made: Sequence[tuple[str, Clause]], remark: str) -> str:
    """Write a drafted file, with the place in the document behind each code."""
    return f"# {remark}\n" + dump(content, {code: clause.place() for code, clause in reversed(made)})


def whole(written: str) -> int | None:
    """Read a whole number above 0 in Arabic or Chinese digits; None if it is none."""
    value = number(written)
    return value if isinstance(value, int) and value > 0 else None
