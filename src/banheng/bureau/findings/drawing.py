"""Draw schools by lot, so that everybody who knows pool and seed draws the same again."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def draw(pool: Iterable[str], number: int, seed: str) -> list[str]:
    """Give the codes that are drawn: those with the least SHA-256 of `seed:code`, in that order.

    Examples:
        >>> draw(["a", "b", "c"], 1, "7"), draw(["c", "b", "a"], 1, "7")
        (['b'], ['b'])
    """
    lots = {code: sha256(f"{seed}:{code}".encode()).hexdigest() for code in pool}
    return sorted(lots, key=lambda code: (lots[code], code))[:number]
