"""Rows of a text file with separated values."""

from __future__ import annotations

import codecs
import csv
from typing import TYPE_CHECKING

from banheng.core.wording import Wording
from banheng.spreadsheets.faults import Check, refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

UNKNOWN_ENCODING = Check(
    "input.E007",
    Wording(
        "文件的文字编码无法识别（既不是 UTF-8，也不是 GBK/GB18030）。请另存为 UTF-8 编码的 CSV，或存为 XLSX。",
        "the text is neither UTF-8 nor GBK/GB18030. Save it as CSV in UTF-8, or as XLSX.",
    ),
)
BROKEN_QUOTES = Check(
    "input.E010",
    Wording(
        "从这一行起无法分列：双引号没有成对，或引号后还有文字。请改正引号后再试。",
        "from this line on the columns cannot be told apart: a double quote is not closed, or text follows it. "
        "Correct the quotes.",
    ),
)

SEPARATORS = ",\t;"
BLOCK_BYTES = 1 << 20
_HEAD_LINES = 10


def encoding_of(path: Path) -> str:
    """Find how a text file is encoded by reading it through once.

    Raises:
        InputRefused: it is in none of the encodings that are read.
    """
    with path.open("rb") as file:
        start = file.read(2)
    has_mark = start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    for encoding in ("utf-16",) if has_mark else ("utf-8-sig", "gb18030"):
        if _decodes(path, encoding):
            return encoding
    raise refused(str(path), [UNKNOWN_ENCODING.fault().finding(str(path))])


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while block := file.read(BLOCK_BYTES):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True


def text_rows(path: Path) -> Iterator[list[str]]:
    """Walk through the rows of a text file, the header included; only one row is held at a time.

    Raises:
        InputRefused: unknown encoding, or quotes that do not close.
    """
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        head = [file.readline() for _ in range(_HEAD_LINES)]
        # the header decides which separator it is: the one that it has most of
        separator = max(SEPARATORS, key=lambda each: max(line.count(each) for line in head))
        file.seek(0)
        number = 0
        try:
            for number, row in enumerate(csv.reader(file, delimiter=separator, strict=True), start=1):  # noqa: B007
                yield row
        except csv.Error:
            raise refused(str(path), [BROKEN_QUOTES.fault().finding(str(path), number + 1)]) from None
