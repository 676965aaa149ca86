"""What inspectors took off, visit by visit: the table that everything here reads."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

Floats = npt.NDArray[np.floating[Any]]
Codes = npt.NDArray[np.int64]

VISITS_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "inspector": pl.String,
    "school_class": pl.String,
    "item": pl.String,
    "day": pl.Date,
    "loss": pl.Float64,  # points lost; 0 if somebody looked and found nothing
}
"""Columns of a table of visits: one row for each item that an inspector looked at in a class on a day."""


class CannotTell(StrEnum):
    """Why the visits do not answer a question."""

    ONE_INSPECTOR = "one_inspector"
    ONE_CLASS = "one_class"
    NOT_SHARED = "not_shared"  # no class was seen by two inspectors
    TOO_FEW = "too_few"
    NO_VARIATION = "no_variation"  # every visit took off what is usual for its items


def empty_visits() -> pl.DataFrame:
    """Give a table without visits."""
    return pl.DataFrame(schema=VISITS_SCHEMA)


def whole_visits(visits: pl.DataFrame) -> pl.DataFrame:
    """Add up what an inspector took off a class on a day; `items` lists what was looked at."""
    by = ["inspector", "school_class", "day"]
    return visits.group_by(by).agg(pl.col("loss").sum(), pl.col("item").alias("items")).sort(by)


def numbered(column: pl.Series) -> tuple[list[str], Codes]:
    """Give the values of a column in order, and for each row the number of its value."""
    names = column.unique().sort()
    return names.to_list(), names.search_sorted(column).to_numpy().astype(np.int64)


def looked_at(whole: pl.DataFrame) -> Floats:
    """Tell for each whole visit which items were looked at: 1 or 0, items across in order."""
    items = sorted(set(whole["items"].explode()))
    return np.column_stack([whole["items"].list.contains(item).to_numpy() for item in items]).astype(
        np.float64
    )
