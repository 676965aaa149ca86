"""Annexes and tables that are named and are not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banheng.core.wording import Wording
from banheng.schemes.drafting.defects.defect import Defect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.schemes.drafting.drafting import Draft

MISSING = Wording("文中没有“{name}”。", "no such annex or table in the document")
NAMED = re.compile(
    r"附[件表录]\s*[一二三四五六七八九十\d]*\s*(?:《[^》]{2,30}》)?|(?:见|按照?|依据|参照|填写在)附?《[^》]{1,28}表》|见附(?![件表录近])|附后的?[一-鿿]{1,10}表|后附的?[一-鿿]{1,10}表|(?:见|如)[下上后]表"
)
ANNEX_LINE = re.compile(
    r"附\s*(?:[件表录]\s*[一二三四五六七八九十\d]*|[一二三四五六七八九十\d]+)?\s*(?:[:、.《\s]|$)|[一-鿿]{2,30}表$"
)
TITLE = re.compile(r"《([^》]+)》")


def check_references(draft: Draft) -> Iterator[Defect]:
    """An annex or table is referred to, and is not there."""
    lines = draft.document.lines
    has_table = any(line.cells for line in lines)
    annexes = [
        line.passage.text
        for line in lines
        if not line.cells and len(line.passage.text) <= 45 and ANNEX_LINE.match(line.passage.text)
    ]
    seen: set[str] = set()
    for section in draft.root.all():
        if section.kind in {"root", "header"} or section.text in annexes:
            continue
        for found in NAMED.finditer(section.text):
            quote = found[0].strip()
            if quote in seen or _is_there(quote, annexes, has_table=has_table):
                continue
            seen.add(quote)
            span = section.passage.span(*found.span())
            yield Defect("dangling_reference", section.path, quote, span, MISSING, {"name": quote}, "minor")


def _is_there(quote: str, annexes: list[str], *, has_table: bool) -> bool:
    if quote[-2:] in {"下表", "上表", "后表"}:
        return has_table
    title = TITLE.search(quote)
    if title:
        return any(title[1] in annex for annex in annexes)
    number = re.sub(r"\s", "", quote)
    return any(re.sub(r"\s", "", annex).startswith(number) for annex in annexes) or (
        quote in {"附件", "附表", "附录", "见附"} and bool(annexes)
    )
