"""Which items tell classes apart: some never do, and one may decide the ranking alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from banheng.fairness.ranking import rank_correlation
from banheng.fairness.visits import CannotTell

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

ALONE = 0.9
WITHOUT = 0.7


@dataclass(frozen=True, slots=True)
class ItemWeight:
    """What an item does to the ranking.

    Attributes:
        lost: by all classes together.
        is_full: nobody lost anything.
        is_level: everybody lost the same.
        alone, without: rank correlation of the total with this item, and with the total of the others; None if
            one of them is level.
    """

    item: str
    lost: float
    is_full: bool
    is_level: bool
    alone: float | None
    without: float | None

    @property
    def decides(self) -> bool:
        """Tell whether the ranking is this item's, and would be another one without it."""
        return (self.alone or 0) >= ALONE and (self.without is None or self.without < WITHOUT)


def discrimination(losses: pl.DataFrame) -> Sequence[ItemWeight] | CannotTell:
    """Weigh items by what each class lost for each (columns school_class, item, loss)."""
    if losses["school_class"].n_unique() < 3:
        return CannotTell.TOO_FEW  # two classes always rank alike or the other way round
    by_class = losses.pivot("item", index="school_class", values="loss", aggregate_function="sum").fill_null(
        0
    )
    items = {name: by_class[name].to_numpy() for name in by_class.columns[1:]}
    total = np.sum(list(items.values()), axis=0)
    return [
        ItemWeight(
            name,
            float(lost.sum()),
            is_full=not lost.any(),
            is_level=bool(np.ptp(lost) == 0),
            alone=rank_correlation(total, lost),
            without=rank_correlation(total, total - lost),
        )
        for name, lost in items.items()
    ]
