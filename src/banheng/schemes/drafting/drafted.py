"""What is made of a document: its scoring part, and its rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.schemes.drafting.nodes import Document, Passage, Section, Span
    from banheng.schemes.drafting.parts import Part
    from banheng.schemes.drafting.scored import Indicator, Item
    from banheng.schemes.drafting.whole import Converted, Stated
    from banheng.schemes.drafting.worth import Worth


@dataclass
class Rule:
    """A clause that is no item: what it says, and where.

    Attributes:
        passage: the text that was read.
        places: where its figures stand in it.
    """

    section: Section
    content: dict[str, Any]
    passage: Passage
    places: Mapping[str, Span]

    @property
    def spans(self) -> dict[str, Span]:
        """Where the figures stand in the document."""
        return {way: self.passage.span(*span) for way, span in self.places.items()}


@dataclass
class Draft:
    """What was made of a document."""

    document: Document
    root: Section
    title: str
    school_type: str | None
    period: str | None
    stated: Stated | None
    weighted: bool
    indicators: list[Indicator]
    items: list[Item]
    worths: dict[int, Worth]
    weights: list[Part]
    rounding: dict[str, Any] | None = None
    converted: Converted | None = None
    defaults: dict[str, Any] | None = None
    caps: list[Rule] = field(default_factory=list)
    coefficients: list[Rule] = field(default_factory=list)
    vetoes: list[Rule] = field(default_factory=list)
    grades: Rule | None = None
    allowance: list[Rule] = field(default_factory=list)
    fates: dict[int, str] = field(default_factory=dict)

    @property
    def stated_total(self) -> int | Decimal | None:
        """The full mark that the document names."""
        if self.stated is not None:
            return self.stated.value
        return 100 if self.weighted else None

    @property
    def computed_total(self) -> int | Decimal | None:
        """The sum of what counts into the total: weights in percent, or points."""
        outermost = [
            i for i in self.indicators if i.role == "base" and not _has_base_above(i, self.indicators)
        ]
        if self.weighted:
            listed = [part.share for part in self.weights] or [indicator.weight for indicator in outermost]
            shares = [share for share in listed if share is not None]
            return _exact(sum(shares, Decimal(0)) * 100) if shares else None
        within = {id(item) for indicator in outermost for item in indicator.items}
        free = [item.points for item in self.items if item.role == "base" and id(item) not in within]
        points = [*(indicator.points for indicator in outermost), *free]
        known = [Decimal(value) for value in points if value is not None]
        return _exact(sum(known, Decimal(0))) if known else None

    def children_sum(self, indicator: Indicator) -> int | Decimal | None:
        """Add up the items of an indicator; None if one has no points."""
        points = [item.points for item in indicator.items]
        if not points or any(value is None for value in points):
            return None
        return _exact(sum((Decimal(value) for value in points if value is not None), Decimal(0)))


def _has_base_above(indicator: Indicator, indicators: list[Indicator]) -> bool:
    above = {id(section) for section in indicator.section.above()}
    return any(other.role == "base" and id(other.section) in above for other in indicators)


def _exact(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value.normalize()
