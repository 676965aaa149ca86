"""The points of a part for all subjects."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from banheng.core.rounding import Booleans, Integers
    from banheng.rules.band import Bounds


@dataclass(frozen=True, slots=True)
class PartColumns:
    """Points and whether the part applies; shape (subjects,) each."""

    points: Integers
    applies: Booleans

    def holds(self, bounds: Bounds) -> Booleans:
        """Tell where the points lie in a range; a part that does not apply lies in none."""
        return bounds.holds_array(self.points) & self.applies
