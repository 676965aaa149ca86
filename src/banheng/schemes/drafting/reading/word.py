"""The text of a Word document: paragraphs with their printed numbers, table rows with merged cells.

Only the body is read. The file is taken as hostile: nothing is unpacked beyond a limit, document types and
entities are refused, macros and tables in tables too.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from banheng.schemes.drafting.reading.numbering import Numbering
from banheng.schemes.drafting.reading.refusing import DocumentRefused, too_large
from banheng.schemes.drafting.reading.rows import row_as_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

GREATEST_PART = 30_000_000
GREATEST_RATIO = 200
MOST_PARTS = 5_000
WIDEST_TABLE = 63
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PASSED_OVER = {f"{W}del", f"{W}moveFrom", f"{W}txbxContent", f"{W}pPr", FALLBACK}
BLANK = "____"


class _NoDocumentType(ET.TreeBuilder):
    """Builds a tree, and refuses a document type before any entity is defined."""

    def doctype(self, *_: object) -> None:
        raise ValueError("document type")


def text_of_word(name: str, content: bytes) -> str:
    """Give the lines of a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check(name, package)
            body = _part(name, package, "word/document.xml")
            if body is None:
                raise _refused(name, "is no Word document", "不是 Word 文档")
            numbering = Numbering(
                _part(name, package, "word/numbering.xml"), _part(name, package, "word/styles.xml")
            )
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,  # a place in the file that cannot be
    ) as error:
        raise _refused(name, "is damaged or has a password", "已损坏或设了密码") from error
    return "\n".join(_lines(name, body, numbering))


def _check(name: str, package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS or len(names) < len(parts):
        raise _refused(name, "holds too many parts, or one twice", "内部文件过多或重复")
    if any(
        "vbaproject" in part.lower() or (part.lower().endswith(".bin") and "vba" in part.lower())
        for part in names
    ):
        raise _refused(name, "holds macros", "含有宏")
    for part in parts:
        if part.file_size > GREATEST_PART or part.file_size > GREATEST_RATIO * max(part.compress_size, 1_000):
            raise too_large(name)


def _part(name: str, package: zipfile.ZipFile, path: str) -> Element | None:
    try:
        with package.open(path) as file:
            content = file.read(GREATEST_PART + 1)
    except KeyError:
        return None
    if len(content) > GREATEST_PART:
        raise too_large(name)
    parser = ET.XMLParser(target=_NoDocumentType())  # noqa: S314 — as above
    try:
        parser.feed(content)
        return parser.close()
    except (ET.ParseError, ValueError, RecursionError) as error:
        raise _refused(name, "is damaged", "已损坏") from error


def _lines(name: str, body: Element, numbering: Numbering) -> Iterator[str]:
    for block in _blocks(body.find(f"{W}body")):
        if block.tag == f"{W}p":
            yield from _paragraph(block, numbering).split("\n")
            for box in _boxes(block):
                for inner in _blocks(box):
                    yield from _paragraph(inner, numbering).split("\n")
        else:
            if block.find(f".//{W}tc//{W}tbl") is not None:
                raise _refused(name, "has a table inside a table", "表格里又套了表格")
            for row in block.iter(f"{W}tr"):
                yield row_as_text(_cells(row, numbering))


def _blocks(parent: Element | None) -> Iterator[Element]:
    """Walk through paragraphs and tables, also those in content controls."""
    waiting = list(reversed(parent)) if parent is not None else []
    while waiting:
        block = waiting.pop()
        if block.tag in {f"{W}p", f"{W}tbl"}:
            yield block
        elif block.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"}:
            waiting += reversed(block)


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Walk through the text boxes of a paragraph; what stands there twice for older programs is taken once."""
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}txbxContent":
            yield element
        elif element.tag != FALLBACK:
            waiting += reversed(element)


def _paragraph(paragraph: Element, numbering: Numbering) -> str:
    pieces: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in PASSED_OVER:
            continue
        if element.tag == f"{W}r":
            pieces.append(_run(element))
            continue
        waiting += reversed(element)
    return numbering.marker(paragraph) + "".join(pieces)


def _run(run: Element) -> str:
    """Give the text of a run; underlined spaces are a blank that somebody was to fill in."""
    properties = run.find(f"{W}rPr")
    if properties is not None and properties.find(f"{W}vanish") is not None:
        return ""
    pieces = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
    text = "".join(
        (element.text or "") if element.tag == f"{W}t" else pieces.get(element.tag, "") for element in run
    )
    underlined = properties is not None and properties.find(f"{W}u") is not None
    return BLANK if underlined and text and not text.strip(" \u3000\xa0") else text


def _cells(row: Element, numbering: Numbering) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{W}tc"):
        properties = cell.find(f"{W}tcPr")
        merge = properties.find(f"{W}vMerge") if properties is not None else None
        carried_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        texts = [] if carried_on else [_paragraph(block, numbering) for block in _blocks(cell)]
        wide = properties.find(f"{W}gridSpan") if properties is not None else None
        cells.append(" ".join(texts))
        cells += [""] * (_number(wide) - 1)
    return cells[:WIDEST_TABLE]


def _number(element: Element | None) -> int:
    written = element.get(f"{W}val", "1") if element is not None else "1"
    return (
        max(1, min(int(written), WIDEST_TABLE))
        if written.isascii() and written.isdigit() and len(written) < 5
        else 1
    )


def _refused(name: str, english: str, chinese: str) -> DocumentRefused:
    return DocumentRefused(
        f"{name}: this Word file {english}. Open it in Word, save a plain .docx, and try again",
        f"{name}: 这个 Word 文件{chinese}。请在 Word 中打开，另存为普通的 .docx 再试。",
    )
