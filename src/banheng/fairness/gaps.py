"""What nobody looked at, and what was looked at by one person only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class Gaps:
    """What the visits leave out.

    Attributes:
        days, classes: of those given, the ones without a visit.
        seen: on how many days each class was visited.
        by_one: classes that only one inspector ever saw.
    """

    days: Sequence[date]
    classes: Sequence[str]
    seen: Mapping[str, int]
    by_one: Sequence[str]

    @property
    def most(self) -> int:
        """Give the days of the class that was visited most."""
        return max(self.seen.values(), default=0)

    @property
    def least(self) -> int:
        """Give the days of the class that was visited least."""
        return min(self.seen.values(), default=0)


def gaps(visits: pl.DataFrame, days: Sequence[date], classes: Sequence[str]) -> Gaps:
    """Compare visits with the days on which there is school and the classes there are."""
    by_class = visits.group_by("school_class").agg(
        pl.col("day").n_unique(), pl.col("inspector").n_unique().alias("inspectors")
    )
    known = {name: (number, people) for name, number, people in by_class.iter_rows()}
    visited = set(visits["day"])
    return Gaps(
        [day for day in days if day not in visited],
        [name for name in classes if name not in known],
        {name: known.get(name, (0, 0))[0] for name in classes},
        [name for name in classes if known.get(name, (0, 0))[1] == 1],
    )
