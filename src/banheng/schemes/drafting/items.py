"""Which clauses are scoring items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.schemes.drafting.meaning.figures import number
from banheng.schemes.drafting.scored import Item
from banheng.schemes.drafting.signs import (
    ADDS,
    BARE_PRICE,
    BASE,
    COSTS_MONEY,
    DEDUCTS,
    EACH,
    FORMULA_OF_TOTAL,
    GRADES,
    LEVEL_WORDS,
    PAID_TO_A_TEACHER,
    PARTS_ONE_ITEM,
    PAYS_BY_POINT,
    SCORES,
    TOTAL_NAME,
    TOTAL_PHRASE,
    VETO,
    is_cap,
)
from banheng.schemes.drafting.tables import SUM_ROW
from banheng.schemes.drafting.worth import Worth
from banheng.schemes.drafting.zones import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banheng.schemes.drafting.nodes import Passage, Section


class ItemFinder:
    """The items of a document, found from the outside in.

    Attributes:
        worths: what each section is worth, by its identity.
    """

    def __init__(self, root: Section, worths: Mapping[int, Worth]) -> None:
        self.worths = worths
        self.items: list[Item] = []
        self._collect(root, inside=False)

    def worth(self, section: Section) -> Worth:
        """Give what a section is worth."""
        return self.worths[id(section)]

    def _collect(self, section: Section, *, inside: bool) -> list[Item]:
        """Find the items of a section and below it.

        Args:
            inside: something around it carries points of its own.
        """
        worth = self.worth(section)
        start = len(self.items)
        below_points = inside or (worth.is_printed and not self.is_total(section))
        for child in section.children:
            if child.kind not in {"paragraph", "header"}:
                self._collect(child, inside=below_points)
        found = self.items[start:]
        if not section.marker and section.kind != "row_group":
            return found
        if (found and worth.is_printed and self._is_one_item(section, found, inside=inside)) or (
            found and not worth.is_printed and self._is_list_of_levels(section, found)
        ):
            del self.items[start:]
            found = []
        for item in found if (each := EACH.search(section.text)) else []:
            if item.points is None and item.role == "base" and each:
                item.points = number(each["each"])
        if not found and self._is_item(section):
            whole = section.whole() if section.kind != "row" else None
            item = self._item(section, whole)
            self.items.append(item)
            found = [item]
        return found

    def _is_one_item(self, section: Section, found: list[Item], *, inside: bool) -> bool:
        """Tell whether the clauses below a heading with points are the rules of one item.

        They are if none has points of its own, and they are levels of one thing or the heading stands among
        items itself. Otherwise the heading is an indicator from which all of them deduct.
        """
        if any(item.worth.is_printed for item in found):
            return False
        return inside or self._is_list_of_levels(section, found)

    @staticmethod
    def _is_list_of_levels(section: Section, found: list[Item]) -> bool:
        texts = [item.section.text for item in found if item.section.parent is section]
        return len(texts) > 1 and all(
            PARTS_ONE_ITEM.fullmatch(text) and LEVEL_WORDS.match(text) for text in texts
        )

    def is_total(self, section: Section) -> bool:
        """Tell a heading over the whole content, whose parts carry points themselves and are no items."""
        groups = [
            child for child in section.children if self.worth(child).is_printed and self._is_group(child)
        ]
        return len(groups) > 1 and not any(
            self.worth(other).is_printed for other in self._beside_and_above(section)
        )

    @staticmethod
    def _beside_and_above(section: Section) -> Iterator[Section]:
        """Walk through the sections whose worth would make this one only a part; bonuses stand outside."""
        yield from section.above()
        beside = section.parent.children if section.parent else []
        yield from (other for other in beside if other is not section and zone_of(other) == "content")

    def _is_group(self, section: Section) -> bool:
        """Tell a part whose clauses score for themselves."""
        inner = [child for child in section.children if child.kind not in {"paragraph", "header"}]
        return any(self.worth(child).is_printed or SCORES.search(child.text) for child in inner)

    def _is_item(self, section: Section) -> bool:
        worth = self.worth(section)
        if section.kind == "row":
            return _is_item_row(section, worth)
        text = section.own().text
        zone = zone_of(section)
        if zone in {"veto", "closing", "outcome"} or (zone == "opening" and not worth.has_points):
            return False
        if PAYS_BY_POINT.search(text):
            return False
        if worth.is_printed and not (zone == "bonus" and is_cap(text)):
            if TOTAL_NAME.search(worth.label.text):
                return False
            return worth.has_points or not _has_heading_only(section) or zone == "content"
        if any(tells(text) for tells in (is_cap, VETO.search, GRADES.search, FORMULA_OF_TOTAL.match)):
            return False
        if BASE.search(text) and section.children:
            return False
        return _has_price(text, zone)

    def _item(self, section: Section, whole: Passage | None) -> Item:
        worth = self.worth(section)
        text = worth.text
        if whole is not None:
            for child in section.children:
                if child.kind != "paragraph":
                    text = text.joined(child.whole(), "\n") if text.text else child.whole()
        if not text.text and section.kind != "row":
            text = worth.label
        zone = zone_of(section)
        role = "base"
        unit = "分"
        if zone in {"bonus", "penalty"}:
            loses = DEDUCTS.search(text.text) and not ADDS.search(text.text)
            role = "penalty" if zone == "penalty" or loses else "bonus"
        if not SCORES.search(text.text) and not worth.has_points and COSTS_MONEY.search(text.text):
            role, unit = "money", "元"
        if role == "bonus" and section.kind != "row" and BARE_PRICE.fullmatch(section.own().text):
            worth = Worth(worth.label, section.own())  # what stands alone behind the name is a price
            text = worth.text
        return Item(section, worth.label, text, worth.points, worth, role, unit)


def _has_heading_only(section: Section) -> bool:
    return not SCORES.search(section.whole().text)


def _is_item_row(section: Section, worth: Worth) -> bool:
    if SUM_ROW.match(section.columns.get("label", section.passage).text) or SUM_ROW.match(section.marker):
        return False
    if "weight" in section.columns and "text" not in section.columns:
        return False
    return worth.is_printed or bool(SCORES.search(worth.text.text))


def _has_price(text: str, zone: str) -> bool:
    if zone in {"bonus", "penalty"} and BARE_PRICE.fullmatch(text):
        return True
    text = TOTAL_PHRASE.sub("", text)
    if SCORES.search(text):
        return True
    return bool(COSTS_MONEY.search(text)) and zone == "content" and not PAID_TO_A_TEACHER.search(text)
