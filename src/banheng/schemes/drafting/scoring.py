"""The scoring part of a document: its items, and the indicators over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.schemes.drafting.indicators import IndicatorMaker
from banheng.schemes.drafting.items import ItemFinder
from banheng.schemes.drafting.parts import read_weights
from banheng.schemes.drafting.price_lists import price_lists
from banheng.schemes.drafting.worth import Worth, read_worth
from banheng.schemes.drafting.zones import zone_of

if TYPE_CHECKING:
    from banheng.schemes.drafting.nodes import Section


class Scoring:
    """The items and indicators of a document."""

    def __init__(self, root: Section) -> None:
        self.root = root
        self.worths = {id(section): read_worth(section) for section in root.all()}
        self._found = ItemFinder(root, self.worths)
        self.items = self._found.items
        outcome = {section for section in root.all() if zone_of(section) == "outcome"}
        self.weights = read_weights(root, self.worths, outcome)
        lists = list(price_lists(root, self.items, self.worths))
        made = IndicatorMaker(root, self._found, self.weights).indicators
        self.indicators = sorted([*made, *lists], key=lambda indicator: indicator.section.place)

    def worth(self, section: Section) -> Worth:
        """Give what a section is worth."""
        return self.worths[id(section)]

    def heading_over_all(self) -> Section | None:
        """Find the heading over the whole content that carries the full mark."""
        return next(
            (s for s in self.root.all() if self.worth(s).points is not None and self._found.is_total(s)), None
        )
