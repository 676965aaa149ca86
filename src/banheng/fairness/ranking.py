"""Places by points lost, the fewest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from banheng.fairness.visits import Codes, Floats

DIGITS = 9
"""Sums of the same losses in another order are still level."""


def lost_by_class(visits: pl.DataFrame) -> pl.DataFrame:
    """Give what each class lost for each item, as if all had been looked at equally often.

    The result has the columns school_class, item and loss.
    """
    per_visit = visits.group_by("item", "school_class").agg(pl.col("loss").mean(), pl.len().alias("visits"))
    usual = pl.col("visits").mean().over("item")
    return per_visit.select("school_class", "item", pl.col("loss") * usual).sort("school_class", "item")


def places(losses: Floats) -> Codes:
    """Give the places along the last axis; equal losses share the best."""
    rounded = np.round(losses, DIGITS)
    return 1 + (rounded[..., None, :] < rounded[..., :, None]).sum(axis=-1)


def rank_correlation(one: Floats, other: Floats) -> float | None:
    """Give Spearman's coefficient; None if one of them is level throughout."""
    first, second = (
        pl.Series(np.round(values, DIGITS)).rank("average").to_numpy() for values in (one, other)
    )
    if first.std() == 0 or second.std() == 0:
        return None
    return float(np.corrcoef(first, second)[0, 1])
