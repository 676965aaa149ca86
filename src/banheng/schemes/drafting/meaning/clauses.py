"""What a clause outside the items says: caps, rounding, defaults, coefficients."""

from __future__ import annotations

import re
from typing import Any

from banheng.schemes.drafting.meaning.figures import DIGITS, FIGURE, Figure, figure
from banheng.schemes.drafting.meaning.phrases import patterns
from banheng.schemes.drafting.meaning.settling import Read, Words
from banheng.schemes.drafting.meaning.slate import PAUSES, Slate
from banheng.schemes.drafting.nodes import Span

_PLACES = re.compile(
    rf"保留(?:到|至|小数点后)?(?P<n>{FIGURE})位(?:小数)?|精确到小数点后(?P<m>{FIGURE})位|(?P<whole>保留整数|取整数?)"
)
_OF_OTHERS = re.compile(r"人数|名额|津贴|金额|元|比例|班数")
_ALL_ITEMS = re.compile(
    r"(?:各项|每项|所有|以上|上述|未(?:作)?(?:特别)?(?:注明|说明)|凡扣分|扣分项|各小项)[^。;\n]{0,24}?"
    r"(?:扣完(?:该项|本项)?(?:分|分值)?为止|不设负分|不计负分|不出现负分)"
)
_FACTOR = re.compile(
    rf"(?P<who>[^{PAUSES}0-9=×*]{{1,24}}?)的?(?:考核|量化|最终|总){{0,3}}(?:得分|总分|分数|成绩|分)?的?(?:再|均|分别)?"
    rf"(?:(?:(?:乘以|×|[*]|乘)(?:系数)?|(?:难度|班级|类型|调节)?系数(?:为|是|:|按)?)(?P<n>{DIGITS})(?![0-9%元分])"
    rf"|按(?P<m>{DIGITS})(?:倍|的系数))"
)


def read_caps(text: str) -> list[Read]:
    """Read a limit that stands over several items: `奖励分以5分为限`."""
    slate = Slate(text)
    caps: list[Read] = []
    for kind, name in (("deduct", "max_deduct"), ("bonus", "cap")):
        while cap := slate.take_figure("limits", name):
            read = Read({"kind": kind, "cap": cap})
            if read.pop("cap_blank", False):
                read["blank"] = True
            caps.append(read)
    return caps


def read_rounding(text: str) -> Read | None:
    """Read to how many decimals a result is rounded; nothing when money or places are rounded."""
    match = _PLACES.search(text)
    if not match:
        return None
    start = max(text.rfind(mark, 0, match.start()) for mark in PAUSES) + 1
    if _OF_OTHERS.search(text, start, match.end()):
        return None
    if match["whole"]:
        total = Figure(0, Span(*match.span("whole")))
    else:
        total = figure(match, "n" if match["n"] else "m")
    return Read({"total": total} | ({"method": "half_up"} if "四舍五入" in text else {}))


def read_defaults(text: str) -> Read | None:
    """Read what holds for all items: that none falls below zero."""
    match = _ALL_ITEMS.search(text)
    return Read({"floor": Figure(0, Span(*match.span()))}) if match else None


def read_coefficients(text: str) -> list[Read]:
    """Read factors on the score by type of class: `重点班得分乘以0.95`."""
    if re.search("元|津贴|奖金|奖励金|补贴|绩效工资", text):
        return []
    table: dict[str, Any] = {}
    for match in _FACTOR.finditer(text):
        for who in re.split("[、和]", re.sub("^(?:的|、|对|对于|其中|担任)+|的$", "", match["who"])):
            if re.search("班|级|年|部", who):
                table[who] = figure(match, "n" if match["n"] else "m")
    return [Read({"on": "score", "table": table})] if table else []


def words_at(match: re.Match[str], group: str) -> Words:
    return Words(match[group], Span(*match.span(group)))


def has(table: str, name: str, text: str) -> re.Match[str] | None:
    """Find the first phrase of a list."""
    return next((match for pattern in patterns(table, name) if (match := pattern.search(text))), None)
