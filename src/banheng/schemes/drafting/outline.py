"""The structure of a document, from the markers its headings and clauses begin with."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from banheng.schemes.drafting.meaning.figures import number as figure_of
from banheng.schemes.drafting.nodes import Document, Line, Passage, Section
from banheng.schemes.drafting.tables import Table, is_header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

STEMS = "甲乙丙丁戊己庚"
CHINESE = "[一二三四五六七八九十百]{1,6}"
NUMBER = rf"({CHINESE}|\d{{1,3}})"
KINDS = (
    ("part", re.compile(rf"(第{NUMBER}(?:部分|篇))|(篇{NUMBER})(?=[:\s])")),
    ("chapter", re.compile(rf"\(?(第\s*{NUMBER}\s*章)")),
    ("division", re.compile(rf"\(?(第\s*{NUMBER}\s*节)")),
    ("article", re.compile(rf"\(?(第\s*{NUMBER}\s*条)(?!例|款|件|规定|所|的)")),
    ("stem", re.compile(r"(([甲乙丙丁戊己庚]))、(?![甲乙丙丁])")),
    ("chinese", re.compile(rf"(({CHINESE}))\s*[、.](?!{CHINESE}(?:[、等年级]|类))")),
    ("chinese_in_brackets", re.compile(rf"([(〈<]({CHINESE})[)〉>])[、.]?")),
    ("decimal", re.compile(r"((\d{1,2}(?:\.\d{1,2})+))[、.]?(?![\d.%分元倍])")),
    ("digit", re.compile(r"((\d{1,3}))\s*(?:、|\.(?!\d(?!\d{3}年)))")),
    ("digit_in_brackets", re.compile(r"(\((\d{1,2})\))[、.]?|((?<![\d(])(\d{1,2}))\)")),
    ("circled", re.compile(r"(([\u2460-\u2473]))[、.]?")),
    ("letter", re.compile(r"(([A-Za-z]))[、.)](?![A-Za-z])")),
)
RANK = {kind: rank for rank, (kind, _) in enumerate(KINDS)}
RANK["decimal"], RANK["digit"] = RANK["digit"], RANK["decimal"]  # 1.1 stands under 1, and is told first
INLINE = re.compile(
    rf"第\s*{NUMBER}\s*[章节条]|第{NUMBER}(?:部分|篇)|{CHINESE}\s*[、.]|[(〈<]{CHINESE}[)〉>]"
    r"|\d{1,3}(?:\.\d{1,2})*\s*[、.]?(?=\D)|\(\d{1,2}\)|\d{1,2}\)|[\u2460-\u2473]"
)
ABOUT_ALL = re.compile(
    r"(?:凡?有?上述|以上|上列|各项|前述|注:|备注:|说明:|[加扣减奖]分(?:累计|合计|总计|最高|最多|上限|封顶)|(?:附加|奖励|奖惩)分(?:累计|合计|总计|最高|最多|上限|封顶|以|不))"
)
"""How a paragraph begins that is about the clauses before it together, not about the last one."""
SENTENCE_END = "。;:!?)”…"
NO_MARKER_AFTER = set("第初高统唯之其逐划单专万如按照见至和与到~—-/.+×÷=%")
REFERENCE = re.compile(r"(?:按照?|依据?|依照|见|根据|本办法|本方案|本细则|上述|以上|和|与|至|到|及)$")
LONGEST_REFERENCE = 6
AFTER_MARKER = re.compile(r"[\s::、.]+")
LONGEST_HEADING = 30
WORTH_BEHIND = re.compile(r"[^。;,:()]{2,20}\([^()]{0,10}(?:\d|_+)[^()]{0,4}[分%]")
NEAR = 12
FAR = 150
SHORTEST_WRAPPED = 18


class Marker(NamedTuple):
    """A marker at the start of a text: its kind, printed form, number, and where the text goes on."""

    kind: str
    printed: str
    number: tuple[int, ...]
    end: int


def read_marker(text: str, start: int = 0) -> Marker | None:
    """Read the marker that stands at a place."""
    for kind, pattern in KINDS:
        if found := pattern.match(text, start):
            printed, written = [group for group in found.groups() if group][:2]
            number = _number(written)
            if not number or 0 in number:
                continue
            end = found.end()
            if text[found.start()] == "(" and kind in {"chapter", "division", "article"}:
                end += text.startswith(")", end)
            if kind in {"digit_in_brackets", "chinese_in_brackets"}:
                printed = f"({written})"
            after = AFTER_MARKER.match(text, end)
            return Marker(kind, printed.replace(" ", ""), number, after.end() if after else end)
    return None


def _number(written: str) -> tuple[int, ...]:
    if "." in written:
        return tuple(map(int, written.split(".")))
    if "\u2460" <= written <= "\u2473":
        return (ord(written) - 0x245F,)
    if written in STEMS:
        return (STEMS.index(written) + 1,)
    if written.isascii() and written.isalpha():
        return (ord(written.lower()) - 96,)
    return (int(figure_of(written) or 0),)


def read_outline(document: Document) -> Section:
    """Build the tree of a document; its root holds the title and what stands before the first marker."""
    return _Builder(document.lines).build()


class _Builder:
    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        start = lines[0].passage.part(0, 0) if lines else Passage("", ())
        self.root = Section("", "root", "", start, start.span())
        self.open: list[tuple[Section, tuple[int, ...]]] = []
        self.inner_of: set[tuple[str, str]] = set()
        self.places = 0
        self.starts = [None if line.cells else read_marker(line.passage.text) for line in lines]
        self.table: Table | None = None
        self.seconds: dict[int, dict[str, int]] = {}

    def build(self) -> Section:
        number = 0
        while number < len(self.lines):
            line = self.lines[number]
            if line.cells:
                self._add_row(line, number)
            else:
                self._add_line(line.passage, number)
                self.table = None
            number += 1
        return self.root

    def _second(self, number: int) -> dict[str, int]:
        """Give for each kind of marker the last place of a second one (`2.`, `(二)`) inside a line."""
        if number not in self.seconds:
            text = self.lines[number].passage.text if number < len(self.lines) else ""
            markers = ((found.start(), read_marker(text, found.start())) for found in INLINE.finditer(text))
            self.seconds[number] = {
                marker.kind: place for place, marker in markers if marker and marker.number == (2,)
            }
        return self.seconds[number]

    def _add_line(self, passage: Passage, number: int) -> None:
        marker = self.starts[number]
        if marker is None and (self._is_heading(passage, number)):
            self._open_heading(passage)
            return
        start = 0
        for place, inner in self._markers_inside(passage, number, marker):
            self._add_piece(passage.part(start, place), marker, number)
            start, marker = place, inner
        self._add_piece(passage.part(start), marker, number)

    def _add_piece(self, passage: Passage, marker: Marker | None, number: int) -> None:
        if not passage.text:
            return
        if marker is None:
            self._add_paragraph(passage, number)
            return
        own = read_marker(passage.text)
        text = passage.part(own.end) if own else passage
        self._open(marker, text, passage)

    def _open(self, marker: Marker, text: Passage, whole: Passage) -> None:
        self._close_to(marker)
        parent = self.open[-1][0] if self.open else self.root
        if parent.kind in RANK:
            self.inner_of.add((marker.kind, parent.kind))
        section = self._section(parent, marker.printed, marker.kind, text, whole)
        self.open.append((section, marker.number))

    def _close_to(self, marker: Marker) -> None:
        """Close what cannot be around a marker: its siblings and their parts, and whatever ranks below it."""
        kinds = [section.kind for section, _ in self.open]
        if marker.kind == "decimal":
            depth = len(marker.number)
            while self.open and self.open[-1][0].kind == "decimal" and len(self.open[-1][1]) >= depth:
                self.open.pop()
            while self.open and self.open[-1][0].kind in {"digit_in_brackets", "circled", "letter"}:
                self.open.pop()
            return
        if marker.kind in kinds:
            del self.open[kinds.index(marker.kind) :]
            return
        while self.open and self._ranks_below(self.open[-1][0].kind, marker.kind):
            self.open.pop()

    def _ranks_below(self, kind: str, new: str) -> bool:
        if kind not in RANK or (new, kind) in self.inner_of:
            return False
        if (kind, new) == ("chinese", "article"):
            return False
        return RANK[kind] > RANK[new]

    def _open_heading(self, passage: Passage) -> None:
        """Open a part of its own for a heading without a marker, after which numbers start again."""
        following = self._next_marker(passage)
        while self.open and (
            self.open[-1][0].kind == "heading" or (following and self._holds(following.kind))
        ):
            self.open.pop()
        parent = self.open[-1][0] if self.open else self.root
        heading = self._section(parent, "", "heading", passage, passage)
        heading.path = "/".join(filter(None, (parent.path, passage.text.rstrip(":"))))
        self.open.append((heading, ()))

    def _holds(self, kind: str) -> bool:
        return any(section.kind == kind for section, _ in self.open)

    def _next_marker(self, passage: Passage) -> Marker | None:
        at = next(
            number for number, line in enumerate(self.lines) if line.passage.origin[:1] == passage.origin[:1]
        )
        return self.starts[at + 1] if at + 1 < len(self.lines) else None

    def _is_heading(self, passage: Passage, number: int) -> bool:
        """Tell a short line without a full stop, behind which a count that is open begins anew."""
        text = passage.text
        if len(text) > LONGEST_HEADING or text[-1] in "。;,!?" or number + 1 >= len(self.starts):
            return False
        following = self.starts[number + 1]
        if following is None or any(part != 1 for part in following.number):
            return False
        if text[-1] == ":" and len(text) <= SHORTEST_WRAPPED and (self.open or self.table):
            return True
        return any(section.kind == following.kind for section, _ in self.open)

    def _add_paragraph(self, passage: Passage, number: int) -> None:
        parent = self.open[-1][0] if self.open else self.root
        if ABOUT_ALL.match(passage.text) and parent.parent is not None and parent.kind != "heading":
            parent = parent.parent
        last = parent.children[-1] if parent.children else parent
        before = self.lines[number - 1] if number else None
        wrapped = (
            before is not None
            and not before.cells
            and len(before.passage.text) >= SHORTEST_WRAPPED
            and before.passage.text[-1] not in SENTENCE_END
            and not TITLE.fullmatch(before.passage.text)
            and last.kind in {"paragraph", parent.kind}
            and last.kind != "root"
            and last.text.endswith(before.passage.text[-5:])
        )
        if wrapped:
            last.passage = last.passage.joined(passage)
            last.span = last.span._replace(end=passage.span().end)
        else:
            self._section(parent, "", "paragraph", passage, passage)

    def _add_row(self, line: Line, number: int) -> None:
        parent = self.open[-1][0] if self.open else self.root
        if self.table is None or (is_header(line.cells) and self.table.rows):
            self.table = Table(parent, list(takewhile(lambda row: row.cells, self.lines[number:])))
        self.places = self.table.add(line, self.places)

    def _section(self, parent: Section, marker: str, kind: str, text: Passage, whole: Passage) -> Section:
        self.places += 1
        path = "/".join(filter(None, (parent.path, marker)))
        section = Section(marker, kind, path, text, whole.span(), parent, place=self.places)
        parent.children.append(section)
        return section

    def _markers_inside(
        self, passage: Passage, number: int, first: Marker | None
    ) -> Iterator[tuple[int, Marker]]:
        """Find markers inside a line whose breaks were lost: those that go on counting where a count stands."""
        text = passage.text
        counts = {section.kind: count for section, count in self.open}
        if first is not None:
            counts[first.kind] = first.number
        start = first.end if first else 0
        for found in INLINE.finditer(text, start):
            place = found.start()
            if place < start or (place == 0 and first is None):
                continue
            marker = read_marker(text, place)
            if marker is None or not self._may_stand(text, place, marker):
                continue
            if self._goes_on(marker, counts, text[place - 1 : place]) or self._begins(marker, text, number):
                for kind in [kind for kind in counts if RANK.get(kind, 0) > RANK[marker.kind]]:
                    del counts[kind]
                counts[marker.kind] = marker.number
                start = marker.end
                yield place, marker

    @staticmethod
    def _may_stand(text: str, place: int, marker: Marker) -> bool:
        before = text[place - 1] if place else ""
        if before in NO_MARKER_AFTER or before.isdigit() or (before.isascii() and before.isalpha()):
            return False
        if marker.kind in {"chapter", "article", "division", "part"} and REFERENCE.search(
            text[max(0, place - LONGEST_REFERENCE) : place]
        ):
            return False
        if marker.kind in {"circled", "digit_in_brackets", "chinese_in_brackets"}:
            return marker.end < len(text)
        return marker.end < len(text) and not text[marker.end].isdigit()

    @staticmethod
    def _goes_on(marker: Marker, counts: dict[str, tuple[int, ...]], before: str) -> bool:
        """Tell the number that is next; behind a full stop one may be missing."""
        count = counts.get(marker.kind)
        if marker.kind == "decimal":
            outer = counts.get("digit")
            begins = outer is not None and marker.number == (*outer, 1)
            return begins or (count is not None and _is_next(count, marker.number))
        steps = (1, 2) if before in set(SENTENCE_END) else (1,)
        return count is not None and marker.number[-1] - count[-1] in steps

    def _begins(self, marker: Marker, text: str, number: int) -> bool:
        """Tell the first of a count by the second one that follows it."""
        if marker.number != (1,):
            return False
        if marker.kind == "chinese_in_brackets" and WORTH_BEHIND.match(text, marker.end):
            return True
        if self._second(number).get(marker.kind, 0) >= marker.end:
            return True
        if any(marker.kind in self._second(near) for near in range(number + 1, number + NEAR)):
            return True
        following = self.starts[number + 1 : number + FAR]
        return any(second and (second.kind, second.number) == (marker.kind, (2,)) for second in following)


def _is_next(count: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Tell 2.1 and 1.2 after 1.1."""
    if len(count) == len(number) and count[:-1] == number[:-1]:
        return number[-1] == count[-1] + 1
    return number[-1] == 1 and count[:1] <= number[:1]


TITLE = re.compile(
    r"[^。;,!?|]{2,38}?(?:方案|细则|办法|制度|条例|意见|规定|标准|职责|计划|建设|责任书|实施)(?:\(.{1,12}\))?(?:模版|模板|范文|详细)?(?:\d+篇)?(?:\(.{1,12}\))?"
    r"|篇[一二三四五六七八九十\d]+:.{2,38}"
)
LONGEST_TITLE = 40
SHORTEST_TITLE = 7


def split_schemes(document: Document) -> list[Document]:
    """Tell apart several documents in one file: behind a title, the outermost count begins anew."""
    lines = document.lines
    starts = [None if line.cells else read_marker(line.passage.text) for line in lines]
    cuts = [0]
    for number in range(1, len(lines)):
        marker = starts[number]
        if (marker is None or marker.kind == "part") and _begins_scheme(lines, starts, cuts[-1], number):
            cuts.append(number)
    ends = [*cuts[1:], len(lines)]
    return [
        Document(document.name, document.text, lines[start:end], document.removed)
        for start, end in zip(cuts, ends, strict=True)
    ]


def _begins_scheme(lines: Sequence[Line], starts: Sequence[Marker | None], start: int, number: int) -> bool:
    text = lines[number].passage.text
    if lines[number].cells or not any(starts[start:number]):
        return False
    if any(TITLE.fullmatch(text[:place]) for place in _first_markers(text)):
        return True
    if not TITLE.fullmatch(text) or len(text) < SHORTEST_TITLE:
        return False
    if any(line.passage.text.startswith(text) for line in lines[number + 1 : number + 3]):
        return True
    before = [RANK[marker.kind] for marker in starts[start:number] if marker]
    following = _first_after(lines, starts, number)
    outermost = max(min(before), RANK["chinese"])
    return following is not None and following.number == (1,) and RANK[following.kind] <= outermost


def _first_markers(text: str) -> Iterator[int]:
    """Find where an outer count begins inside a text."""
    for found in INLINE.finditer(text[: 2 * LONGEST_TITLE]):
        marker = read_marker(text, found.start())
        if marker and marker.number == (1,) and RANK[marker.kind] <= RANK["chinese"]:
            yield found.start()


def _first_after(lines: Sequence[Line], starts: Sequence[Marker | None], number: int) -> Marker | None:
    for place in range(number + 1, min(number + 12, len(lines))):
        if starts[place] is not None:
            return starts[place]
        text = lines[place].passage.text
        for found in INLINE.finditer(text):
            marker = read_marker(text, found.start())
            if marker and marker.number == (1,) and RANK[marker.kind] <= RANK["digit"]:
                return marker
    return None
