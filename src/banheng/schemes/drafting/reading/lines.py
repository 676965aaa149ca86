"""Lines of a text in NFKC, each character with the place that it came from; noise taken out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from banheng.schemes.drafting.nodes import Document, Line, Passage

CIRCLED = re.compile("[\u2460-\u2473\u2776-\u277f]")
DECIMAL_DOT = re.compile(r"(?<=\d)[·∙•・](?=\d)")
NOISE = re.compile(
    r"合集下载|相关(主题|文档|推荐|文章)|最新文档|下载文档前请|不可在线预览|侵犯您的权益|仅部分预览|可在线预览"
    r"|^[-·\s]*(格式|大小|文档页数|页数)[:]|^(下载|收藏|阅读|浏览)(次数|量|数)?[:]?\s*\d*$|^\d{4}-\d{2}-\d{2}$"
    r"|^上一[篇页]|^下一[篇页]|^版权所有|^(本文)?来源[:]|^https?://|^[-—\s]*第\s*\d+\s*页\s*(,?\s*共\s*\d+\s*页)?[-—\s]*$"
    r"|^[-—\s]*\d+\s*/\s*\d+[-—\s]*$|^[-—]+\s*\d+\s*[-—]+$|^page\s+\d+(\s+of\s+\d+)?$",
    re.IGNORECASE,
)
RULE = re.compile(r"[\s|\uff5c:\-=_+]*[-=]{3,}[\s|\uff5c:\-=_+]*")
TABLE_ROW = re.compile(r"[|\uff5c].*[|\uff5c]")
STROKE = re.compile(r"[|\uff5c]")
CLAUSE = re.compile(r"[。;:,]$|^[(]?[一二三四五六七八九十\d]+[、.)]|分")
PAGE_NUMBER = re.compile(r"\d+$")
FEWEST_HEADERS = 3
LONGEST_HEADER = 40


@lru_cache(maxsize=20_000)
def _normal(character: str) -> str:
    if CIRCLED.match(character):
        return character  # NFKC makes a plain digit of it, and the marker would be lost
    if unicodedata.category(character) in {"Cc", "Cf"}:
        return " " if character == "\t" else ""
    return unicodedata.normalize("NFKC", character)


def normalise(text: str, start: int = 0) -> Passage:
    """Put a text into NFKC.

    Args:
        start: the place of its first character in the document.
    """
    characters: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text, start):
        normal = _normal(character)
        characters.append(normal)
        origin += [place] * len(normal)
    return Passage(DECIMAL_DOT.sub(".", "".join(characters)), tuple(origin)).part(0)


def to_document(name: str, text: str) -> Document:
    """Cut a text into lines, and put noise aside."""
    lines: list[Line] = []
    start = 0
    for number, written in enumerate(text.split("\n"), 1):
        passage = normalise(written, start)
        if passage.text:
            lines.append(_line(number, written, start, passage))
        start += len(written) + 1
    noise = _noise_among(lines)
    kept = [line for line in lines if line.number not in noise]
    return Document(name, text, tuple(kept), tuple(line for line in lines if line.number in noise))


def _line(number: int, written: str, start: int, passage: Passage) -> Line:
    """Tell a table row: cells between upright strokes, or at least three between tabs."""
    bare = written.strip()
    place = start + written.find(bare)
    if TABLE_ROW.fullmatch(bare):
        place += 1
        pieces = STROKE.split(bare[1:-1])
    elif bare.count("\t") > 1:
        pieces = bare.split("\t")
    else:
        return Line(number, passage)
    cells = []
    for piece in pieces:
        cells.append(normalise(piece, place))
        place += len(piece) + 1
    return Line(number, passage, tuple(cells))


def _noise_among(lines: list[Line]) -> set[int]:
    """Find the numbers of lines that belong to a site or a page, not to the document."""
    noise = {
        line.number for line in lines if NOISE.search(line.passage.text) or RULE.fullmatch(line.passage.text)
    }
    texts = [PAGE_NUMBER.sub("", line.passage.text) if not line.cells else "" for line in lines]
    runs = Counter(text for text, before in zip(texts, ["", *texts], strict=False) if text != before)
    met: set[str] = set()
    for line, text in zip(lines, texts, strict=True):
        is_header = runs[text] >= FEWEST_HEADERS and 0 < len(text) <= LONGEST_HEADER
        if is_header and text in met and not CLAUSE.search(text):
            noise.add(line.number)
        met.add(text)
    return noise
