"""The same case priced twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from banheng.core.wording import Wording
from banheng.schemes.drafting.defects.defect import Defect

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from banheng.schemes.drafting.drafting import Draft
    from banheng.schemes.drafting.scored import Item

TWICE = Wording(
    "同一情形“{event}”，一处 {first} 分，一处 {second} 分。", "the same case is priced {first} and {second}"
)
DEPENDS_ON_ITEM = re.compile(
    r"^(?:[未不没无缺漏迟早旷少]|检查|反馈|违纪|违规|出现|发现|纪律|学生|班主任|教师|每|其他|一般|严重|情节|获|被|参加|上交|完成|合格|优秀|达)"
)
ABOUT_WHOM = re.compile(r"^(?:班级|学生|班主任|教师|有|凡|发生|出现|无故)+")
SHORTEST = 3


class Priced(NamedTuple):
    """An event and its price in one item."""

    item: Item
    event: str
    rate: int | Decimal
    per: Any
    at: int


def check_rules(draft: Draft) -> Iterator[Defect]:
    """Two rules give different results for the same case.

    Words such as being late mean something else in each item; only a case that has a name of its own is compared.
    """
    seen: dict[str, Priced] = {}
    for item in draft.items:
        for priced in _priced(item):
            event = ABOUT_WHOM.sub("", priced.event)
            if len(event) < SHORTEST or DEPENDS_ON_ITEM.match(event):
                continue
            first = seen.setdefault(event, priced)
            if first is priced or first.per != priced.per or first.rate == priced.rate:
                continue
            yield _defect(first, priced)


def _priced(item: Item) -> Iterator[Priced]:
    if item.meaning.mechanism != "deduct":
        return
    for at, rule in enumerate(item.meaning.params.get("rules") or []):
        rate = rule.get("rate")
        if rule.get("exempt") or rate is None or not rule.get("event"):
            continue
        yield Priced(item, str(rule["event"]), abs(rate), rule.get("per"), at)


def _defect(first: Priced, second: Priced) -> Defect:
    text = second.item.text.text
    span = second.item.meaning.spans.get(f"rules/{second.at}/rate")
    end = span.end if span else len(text)
    start = max(text.rfind(mark, 0, span.start if span else 0) for mark in ",。;:\n") + 1
    end += text[end : end + 1] == "分"
    return Defect(
        "contradictory_rule",
        " and ".join(dict.fromkeys((first.item.section.path, second.item.section.path))),
        text[start:end],
        second.item.text.span(start, end),
        TWICE,
        {"event": second.event, "first": str(first.rate), "second": str(second.rate)},
    )
