"""Tell what a file is by its content, and have it read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.schemes.drafting.reading.html import text_of_html
from banheng.schemes.drafting.reading.lines import to_document
from banheng.schemes.drafting.reading.refusing import (
    GREATEST_FILE,
    GREATEST_TEXT,
    LONGEST_LINE,
    DocumentRefused,
    too_large,
)
from banheng.schemes.drafting.reading.word import text_of_word

if TYPE_CHECKING:
    from pathlib import Path

    from banheng.schemes.drafting.nodes import Document

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
FORMS = {".txt": "text", ".md": "text", ".htm": "html", ".html": "html", ".docx": "word", ".pdf": "pdf"}
ENDINGS = {"text": ".txt", "html": ".html", "word": ".docx", "pdf": ".pdf"}
SAME_LENGTH = str.maketrans(dict.fromkeys("\r\v\f\u2028\u2029\x85", "\n"))


def read_document(path: Path) -> Document:
    """Read a file.

    Raises:
        DocumentRefused: it cannot be read, or is not what its name says.
    """
    try:
        if path.stat().st_size > GREATEST_FILE:
            raise too_large(path.name)
        content = path.read_bytes()
    except OSError as error:
        raise DocumentRefused(
            f"{path.name}: the document cannot be read ({error.strerror})",
            f"{path.name}: 文件无法读取（{error.strerror}）。",
        ) from error
    return read_content(path.name, content)


def read_content(name: str, content: bytes) -> Document:
    """Read what was uploaded under a name; raises as `read_document` does."""
    if len(content) > GREATEST_FILE:
        raise too_large(name)
    form = _form_of(name, content)
    ending = "." + name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in FORMS:
        raise DocumentRefused(
            f"{name}: documents end in .txt, .docx, .html or .pdf; save it as one of these and try again",
            f"{name}: 只能读 .txt、.docx、.html 和 .pdf 文件，请另存为其中一种再试。",
        )
    if FORMS[ending] != form and not {FORMS[ending], form} <= {"text", "html"}:
        raise DocumentRefused(
            f"{name}: its content is {ENDINGS[form]}, its name says {ending}. Give it the right name, or save it anew",
            f"{name}: 内容是 {ENDINGS[form]} 文件，文件名却是 {ending}。请改正文件名，或重新另存。",
        )
    if form == "word":
        return read_text(name, text_of_word(name, content))
    if form == "pdf":
        from banheng.schemes.drafting.reading.pdf import text_of_pdf  # noqa: PLC0415 - its library is slow to load

        return read_text(name, text_of_pdf(name, content))
    text = _decode(name, content)
    return read_text(name, text_of_html(text) if FORMS[ending] == "html" or form == "html" else text)


def read_text(name: str, text: str) -> Document:
    """Read text; what was pasted as HTML is to go through `text_of_html` first."""
    if len(text) > GREATEST_TEXT:
        raise too_large(name)
    lines = text.replace("\r\n", " \n").translate(SAME_LENGTH)
    if max(map(len, lines.split("\n"))) > LONGEST_LINE:
        raise DocumentRefused(
            f"{name}: a line has more than {LONGEST_LINE:,} characters. Break it where clauses begin, and try again",
            f"{name}: 有一行超过 {LONGEST_LINE} 字，请在条款开头处分行再试。",
        )
    return to_document(name, lines)


def _form_of(name: str, content: bytes) -> str:
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(b"PK"):
        return "word"
    if start.startswith(b"%pdf-"):
        return "pdf"
    if start.startswith(OLD_OFFICE):
        raise DocumentRefused(
            f"{name}: a file of old Word (.doc), or one with a password. Open it in Word, save it as .docx without "
            "a password, and try again",
            f"{name}: 这是旧版 Word 文件（.doc）或设了密码的文件。请在 Word 中去掉密码，另存为 .docx 再试。",
        )
    if start.startswith(b"{\\rtf"):
        raise DocumentRefused(
            f"{name}: a file in RTF. Save it as .docx and try again",
            f"{name}: 这是 RTF 文件，请另存为 .docx 再试。",
        )
    if start.startswith((b"<!doctype html", b"<html", b"<p", b"<table", b"<div", b"<meta", b"<body")):
        return "html"
    return "text"


def _decode(name: str, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise DocumentRefused(
        f"{name}: no text in UTF-8 or GB18030. Open it, save it as UTF-8 text, and try again",
        f"{name}: 不是 UTF-8 或 GB18030 编码的文本。请打开后另存为 UTF-8 文本再试。",
    )
