"""The text of a PDF that holds text; one that holds pictures of pages is refused."""

from __future__ import annotations

import io
import re
from unicodedata import east_asian_width

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from banheng.schemes.drafting.reading.refusing import DocumentRefused

MOST_PAGES = 200
MOST_LOOKED_AT = 500
"""Objects of a damaged file among which its beginning is looked for; the file itself says how many there are."""
SLACK = 10
"""How much narrower than the widest line one may be that was broken at the margin."""
LINE_END = re.compile(r"[。;；:：.!！?？|]$")
STARTS_ANEW = re.compile(
    r"\s*(第[一二三四五六七八九十百\d]+[章节条]|[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[、.．]|[①-⑳]|\|)"
)


def text_of_pdf(name: str, content: bytes) -> str:
    """Give the lines of a PDF; a sentence that was broken at the margin is put together."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False, root_object_recovery_limit=MOST_LOOKED_AT)
        if reader.is_encrypted and not reader.decrypt(""):
            raise _refused(name, "has a password", "设了密码")
        if len(reader.pages) > MOST_PAGES:
            raise _refused(name, f"has more than {MOST_PAGES} pages", f"超过 {MOST_PAGES} 页")
        lines = [line.rstrip() for page in reader.pages for line in page.extract_text().splitlines()]
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OverflowError,
    ) as error:
        raise _refused(name, "is damaged", "已损坏") from error
    lines = [line for line in lines if line.strip()]
    if not lines:
        raise _refused(name, "holds pictures of pages and no text", "只有扫描图片，没有文字")
    return "\n".join(_unbroken(lines))


def _unbroken(lines: list[str]) -> list[str]:
    """Put lines together that were filled to the margin."""
    longest = max(map(_width, lines))
    whole: list[str] = []
    filled = False
    for line in lines:
        if filled and whole and not LINE_END.search(whole[-1]) and not STARTS_ANEW.match(line):
            whole[-1] += line.strip()
        else:
            whole.append(line)
        filled = _width(line) >= longest - SLACK
    return whole


def _width(line: str) -> int:
    """Give the width of a line; a Chinese character is as wide as two Latin ones."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in line)


def _refused(name: str, english: str, chinese: str) -> DocumentRefused:
    return DocumentRefused(
        f"{name}: this PDF {english}. Save the document as .docx or text and try again",
        f"{name}: 这个 PDF {chinese}。请另存为 .docx 或文本再试。",
    )
