"""A school's own document (text, HTML, Word, PDF), and the scheme that is drafted from it."""

from __future__ import annotations

import io

import docx
from pypdf import PdfWriter

from banheng.core.errors import SchemeUnreadable
from banheng.schemes.drafting.drafting import draft
from banheng.schemes.drafting.reading.opening import read_content
from fuzz.reader import Reader, in_archive, members_of

TEXT = """班主任考核办法
一、班级常规（60分）
1. 教室卫生（20分）：地面不洁每处扣0.2分，扣完为止。
2. 两操（40分）：缺席一人次扣1分。
二、考核等次：90分以上为优秀，60分以上为合格。
三、津贴：每分10元。
"""
ENDINGS = (".txt", ".html", ".docx", ".pdf")


def _word() -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "项目", "分值"
    table.cell(1, 0).text, table.cell(1, 1).text = "卫生", "20分"
    document.save(out)
    return out.getvalue()


def _pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


WORD = _word()


def _read(content: bytes) -> None:
    """Read a document; the first byte chooses the ending of its name."""
    ending = ENDINGS[content[0] % len(ENDINGS)] if content else ".txt"
    sent = in_archive(WORD, content[1:]) if ending == ".docx" else content[1:]
    draft(read_content(f"sent{ending}", sent))


READER = Reader(
    _read,
    (SchemeUnreadable,),
    (
        b"\0" + TEXT.encode(),
        b"\0" + TEXT.encode("gb18030"),
        b"\1<table><tr><td>" + TEXT.encode().replace(b"\n", b"<p>") + b"</table>",
        *(b"\2" + one for one in members_of(WORD)),
        b"\3" + _pdf(),
    ),
)
