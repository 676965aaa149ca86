"""Figures of rules in columns.

Schemes that differ in nothing but figures are scored together. In the rule that does it, a figure that a node names in
`by_subject` is then a column with one entry a subject instead of one integer for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from banheng.core.rounding import Integers


def side_by_side(figures: Collection[int | Integers]) -> Integers:
    """Make a table of figures; shape (figures, 1), or (figures, subjects) where one of them is a column."""
    if any(isinstance(figure, np.ndarray) for figure in figures):
        return np.stack(np.broadcast_arrays(*figures))
    return np.array(list(figures), dtype=np.int64).reshape(-1, 1)


def looked_up(table: Integers, place: Integers, row: Integers) -> Integers:
    """Take from such a table the figures at some places, each for the subject of its row."""
    return table[place, row] if table.shape[1] > 1 else table[place, 0]
