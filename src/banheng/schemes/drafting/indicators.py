"""Which headings are indicators, and what their items start from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from banheng.schemes.drafting.meaning.figures import number
from banheng.schemes.drafting.parts import Part, read_full_of_parts
from banheng.schemes.drafting.scored import Indicator
from banheng.schemes.drafting.signs import BASE, FLOOR, TOTAL_NAME
from banheng.schemes.drafting.zones import zone_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.schemes.drafting.items import ItemFinder
    from banheng.schemes.drafting.nodes import Section
    from banheng.schemes.drafting.scored import Item
    from banheng.schemes.drafting.worth import Worth

PERIOD_OF_BASE = re.compile(r"每(周|月|天|日|学期)")
SCORE_OF = re.compile(r"(?<=..)(?:考核|得)?(?:得分|分数|成绩|分)$")
AGGREGATE = re.compile(r"平均(?:分|值)")
NO_LABEL = re.compile(r"[×=÷]|^(?:按|以|由|根据|得分)")


class IndicatorMaker:
    """Makes the indicators over the items of a document, and tells each item its own."""

    def __init__(self, root: Section, found: ItemFinder, weights: Sequence[Part]) -> None:
        self.found = found
        self.items = found.items
        self.weights: dict[str, list[Part]] = {}
        for part in weights:
            self.weights.setdefault(_bare(part.name), []).append(part)
        self.indicators: list[Indicator] = []
        self.full_of_parts = read_full_of_parts(root)
        self._make_indicators()
        self._merge_doubled()
        self._make_base_of_all(root)
        self._settle_shared()
        self._settle_single()

    def _make_indicators(self) -> None:
        """Make an indicator of each heading with a worth above items, and of parts for bonuses."""
        made: dict[int, Indicator] = {}
        for item in self.items:
            for section in self._around(item):
                if not (section.marker or section.kind in {"row_group", "heading"}):
                    continue
                worth = self.found.worth(section)
                is_part = (
                    worth.is_printed
                    and not self.found.is_total(section)
                    and not TOTAL_NAME.search(worth.label.text)
                )
                special = (
                    section is not item.section and item.role in {"bonus", "penalty"}
                ) and _is_outermost_of_zone(section)
                weight = self._weight_of(section, worth)
                is_part = is_part and section is not item.section
                if not is_part and not special and weight is None:
                    continue
                if id(section) not in made:
                    made[id(section)] = self._indicator(section, worth, weight)
                made[id(section)].items.append(item)
                item.indicator = item.indicator or made[id(section)]
        self.indicators = sorted(made.values(), key=lambda indicator: indicator.section.place)
        if not self.indicators and self.items and all(item.worth.has_weight for item in self.items):
            self.indicators = [
                Indicator(item.section, item.label, item.worth, "base", None, item.worth.weight)
                for item in self.items
            ]

    def _around(self, item: Item) -> Iterator[Section]:
        """Walk outwards; from the item itself where a weight that is given elsewhere is for it alone."""
        if item.role == "base" and self._weight_of(item.section, item.worth) is not None:
            yield item.section
        yield from item.section.above()

    def _indicator(self, section: Section, worth: Worth, weight: Part | None) -> Indicator:
        zone = zone_of(section)
        role = zone if zone in {"bonus", "penalty"} else "base"
        indicator = Indicator(section, worth.label, worth, role, worth.points, worth.weight)
        if weight is not None:
            indicator.weight = weight.share
            if not worth.has_points and self.full_of_parts is not None:
                indicator.points = self.full_of_parts
        return indicator

    def _weight_of(self, section: Section, worth: Worth) -> Part | None:
        """Find the weight that another clause or table gives a heading by its name."""
        if worth.has_weight or not section.marker:
            return None
        parts = self.weights.get(_bare(worth.label.text), ())
        if not parts or any(
            self.found.worth(above).label.text == worth.label.text for above in section.above()
        ):
            return None
        return next((part for part in parts if part.section is not section), None)

    def _make_base_of_all(self, root: Section) -> None:
        """Take the heading over all items as an indicator if they deduct from one base that a clause names."""
        base = [item for item in self.items if item.role == "base"]
        if (
            len(base) < 2
            or any(i.role == "base" for i in self.indicators)
            or any(item.worth.is_printed for item in base)
        ):
            return
        stated = next((found for section in root.all() if (found := BASE.search(section.text))), None)
        shared = [
            section
            for section in base[0].section.above()
            if all(section in item.section.above() for item in base)
        ]
        heading = next((section for section in shared if section.marker), None)
        if stated is None or heading is None:
            return
        worth = self.found.worth(heading)
        indicator = Indicator(heading, worth.label, worth, "base", number(stated["base"]), None, base)
        indicator.shared = True
        _read_base(indicator, root)
        for item in base:
            item.indicator = indicator
        self.indicators = sorted([*self.indicators, indicator], key=lambda each: each.section.place)

    def _merge_doubled(self) -> None:
        """Take a heading and the clause that repeats it with its points as one indicator."""
        for outer in list(self.indicators):
            inner = [i for i in self.indicators if i is not outer and outer.section in i.section.above()]
            if len(inner) != 1 or outer.worth.is_printed or len(inner[0].items) != len(outer.items):
                continue
            outer.points = inner[0].points if outer.weight is not None else outer.points
            outer.worth = inner[0].worth
            for item in outer.items:
                item.indicator = outer
            self.indicators.remove(inner[0])

    def _settle_shared(self) -> None:
        """Tell indicators from whose points all the clauses below deduct, and what they start from."""
        for indicator in self.indicators:
            own = [item for item in indicator.items if item.indicator is indicator]
            lists = len(own) > 1 and not any(item.points is not None or item.worth.is_printed for item in own)
            if indicator.role != "base" or not lists:
                continue
            indicator.shared = True
            _read_base(indicator, indicator.section)

    def _settle_single(self) -> None:
        """Let the only item of an indicator have its points, and where it has no name, its name."""
        for indicator in self.indicators:
            own = [item for item in indicator.items if item.indicator is indicator]
            if (
                len(own) != 1
                or own[0].worth.is_printed
                or indicator.role != "base"
                or own[0].section is indicator.section
            ):
                continue
            own[0].points = indicator.points
            if NO_LABEL.search(own[0].label.text):
                own[0].label = indicator.label


def _bare(name: str) -> str:
    """Drop what `常规管理得分` in a formula has more than the heading `常规管理`."""
    return SCORE_OF.sub("", name)


def _read_base(indicator: Indicator, where: Section) -> None:
    """Read what the clauses of an indicator deduct from: so much a week, the mean of the weeks, not below 0."""
    for section in where.all():
        if base := BASE.search(section.text):
            indicator.points = number(base["base"]) if indicator.points is None else indicator.points
            if per := PERIOD_OF_BASE.search(section.text):
                indicator.extra["base_per"] = per[1]
            if AGGREGATE.search(section.text):
                indicator.extra["aggregate"] = "mean"
        if FLOOR.search(section.text):
            indicator.extra["floor"] = 0


def _is_outermost_of_zone(section: Section) -> bool:
    """Tell the heading that says that what follows is bonus or penalty."""
    parent = section.parent
    return zone_of(section) in {"bonus", "penalty"} and (
        parent is None
        or not (parent.marker or parent.kind == "heading")
        or zone_of(parent) not in {"bonus", "penalty"}
    )
