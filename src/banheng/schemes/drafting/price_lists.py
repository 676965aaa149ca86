"""Lists of prices that an item refers to: `按一日常规检查标准扣分`; they have no points of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banheng.schemes.drafting.scored import Indicator
from banheng.schemes.drafting.zones import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.schemes.drafting.nodes import Section
    from banheng.schemes.drafting.scored import Item
    from banheng.schemes.drafting.worth import Worth

LISTS = re.compile(r"(?:标准|细则|办法|规定|条例|要求|项目|内容)$")
REFERS = re.compile(r"按照?|依据?|根据|参照|对照|见|执行")


def price_lists(root: Section, items: Sequence[Item], worths: dict[int, Worth]) -> Iterator[Indicator]:
    """Find the headings that an item with points names, and take the items below for prices of that item."""
    for section in root.all():
        worth = worths[id(section)]
        name = worth.label.text
        if not section.marker or worth.is_printed or not LISTS.search(name) or zone_of(section) != "content":
            continue
        below = [item for item in items if section in item.section.above()]
        if not below or any(item.worth.is_printed or item.role != "base" for item in below):
            continue
        user = next((item for item in items if item not in below and _refers_to(item, name)), None)
        if user is None:
            continue
        made = Indicator(section, worth.label, worth, "daily_check", items=below, feeds=user)
        for item in below:
            item.role = "daily_check"
            item.indicator = made
        yield made


def _refers_to(item: Item, name: str) -> bool:
    at = item.text.text.find(name)
    return at > 0 and item.worth.has_points and bool(REFERS.search(item.text.text[:at]))
