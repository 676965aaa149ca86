"""Floor and cap, the same for every rule that has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from banheng.rules.rule import Step

if TYPE_CHECKING:
    from banheng.core.rounding import Integers


def limit(points: int, floor: int | None, cap: int | None) -> tuple[int, tuple[Step, ...]]:
    """Keep points between floor and cap, and tell which of them bit."""
    if cap is not None and points > cap:
        return cap, (Step("capped", {"cap": cap}),)
    if floor is not None and points < floor:
        return floor, (Step("floored", {"floor": floor}),)
    return points, ()


def limit_array(points: Integers, floor: int | None, cap: int | None) -> Integers:
    """Keep points between floor and cap, the cap first."""
    if cap is not None:
        points = np.minimum(points, cap)
    if floor is not None:
        points = np.maximum(points, floor)
    return points
