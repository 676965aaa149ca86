"""What scores: items, and the indicators they stand under."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from banheng.schemes.drafting.nodes import Meaning

if TYPE_CHECKING:
    from banheng.schemes.drafting.nodes import Passage, Section
    from banheng.schemes.drafting.worth import Worth


@dataclass
class Item:
    """A clause that scores."""

    section: Section
    label: Passage
    text: Passage
    points: int | Decimal | None
    worth: Worth
    role: str
    unit: str = "分"
    indicator: Indicator | None = None
    meaning: Meaning = field(default_factory=lambda: Meaning(None))


@dataclass
class Indicator:
    """A heading that carries points or a weight, with the items below it.

    Attributes:
        feeds: the item that a list of prices without points belongs to.
    """

    section: Section
    label: Passage
    worth: Worth
    role: str
    points: int | Decimal | None = None
    weight: Decimal | None = None
    items: list[Item] = field(default_factory=list)
    shared: bool = False
    extra: dict[str, object] = field(default_factory=dict)
    feeds: Item | None = None

    @property
    def path(self) -> str:
        """Where it stands."""
        return self.section.path
