"""Figures that were never filled in, or got lost on the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banheng.core.wording import Wording
from banheng.schemes.drafting.defects.defect import Defect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.schemes.drafting.drafting import Draft

BLANK = Wording("此处数值空着。", "the figure is blank")
LOST = Wording("此处数值丢失。", "the figure is lost")
UNITS = "分|%|元|次|人|名|天|篇|节|个百分点|项|户"
BLANKS = (
    (
        BLANK,
        re.compile(
            rf"[一-鿿]{{0,4}}(?:(?<!_)_{{2,}}|(?<![A-Za-z])[xX]{{2,4}}(?![A-Za-z])|[□○]{{1,4}}|\(\s+\))\s*(?:{UNITS})"
        ),
    ),
    (LOST, re.compile(r"(?:每[一-鿿]{1,3}|一次|[人次]次)(?:扣|加|减|得|奖)\s*分(?![一-鿿])")),
    (LOST, re.compile(r"(?:扣|加|减|得|[迟缺旷]\w?)扣?\s*[-~—]{1,2}\s*\d+(?:\.\d+)?\s*分")),
    (LOST, re.compile(r"(?:扣|加|减|得)\s*(?:0\d|\.\d)\s*分")),
)


def check_blanks(draft: Draft) -> Iterator[Defect]:
    """A figure is left as a blank, or lost."""
    for section in draft.root.all():
        if section.kind in {"root", "header"}:
            continue
        for wording, pattern in BLANKS:
            for found in pattern.finditer(section.text):
                span = section.passage.span(*found.span())
                yield Defect("blank_value", section.path, found[0], span, wording)
