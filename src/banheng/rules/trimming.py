"""Leave out the highest and lowest marks before a mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from banheng.core.rounding import divide
from banheng.rules.figures import Count
from banheng.rules.node import Node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.core.rounding import Integers


class Trim(Node):
    """How many marks are left out at each end; with too few marks for it, none is."""

    highest: Count = 0
    lowest: Count = 0

    def kept(self, marks: Sequence[int]) -> list[int]:
        """Give the marks that count, in order of size."""
        ordered = sorted(marks)
        if len(ordered) <= self.highest + self.lowest:
            return ordered
        return ordered[self.lowest : len(ordered) - self.highest]


def mean(marks: Sequence[int]) -> int:
    """Average marks, rounded half up to one unit."""
    return divide(sum(marks), len(marks))


def trimmed_sums(row: Integers, marks: Integers, rows: int, trim: Trim) -> tuple[Integers, Integers]:
    """Sum and number of the marks that count in each row.

    Args:
        row: shape (marks,), which row a mark belongs to.
        marks: shape (marks,).
        rows: number of rows.
        trim: how many to leave out.
    """
    order = np.lexsort((marks, row))
    row, marks = row[order], marks[order]
    number = np.bincount(row, minlength=rows)
    first = np.concatenate([[0], np.cumsum(number)[:-1]])
    place = np.arange(len(row)) - first[row]
    enough = number[row] > trim.highest + trim.lowest
    counts = ~enough | ((place >= trim.lowest) & (place < number[row] - trim.highest))
    sums = np.zeros(rows, dtype=np.int64)
    np.add.at(sums, row[counts], marks[counts])
    return sums, np.bincount(row[counts], minlength=rows).astype(np.int64)
