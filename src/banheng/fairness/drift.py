"""Whether more is taken off as the weeks go by, by all or by one inspector."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from banheng.fairness.quantiles import t_quantile
from banheng.fairness.visits import CannotTell, looked_at, numbered, whole_visits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.fairness.visits import Floats

LEVEL = 0.05
ALARM = 0.01
"""A fair world raises an alarm of either kind this often; severity and halo take the rest of 5 %."""

FEWEST = 5
"""Weeks below which nothing is said: from four, a line would hold for almost anything."""


@dataclass(frozen=True, slots=True)
class Trend:
    """By how many points the loss of a visit grows from week to week.

    Attributes:
        low, high: the interval that holds the truth in 95 of 100 cases, weeks being independent.
        is_alarm: it grows or shrinks beyond chance, all inspectors considered at once.
    """

    points: float
    low: float
    high: float
    is_alarm: bool


@dataclass(frozen=True, slots=True)
class Drift:
    """The trend of all visits, and of each inspector beyond it; inspectors with few weeks are left out."""

    overall: Trend
    inspectors: Mapping[str, Trend]


def drift(visits: pl.DataFrame) -> Drift | CannotTell:
    """Fit a line through the weeks, once what is usual for items and classes is taken off."""
    whole = whole_visits(visits)
    weeks = whole.with_columns(
        pl.Series("rest", _beyond_usual(whole)),
        # in weeks from the first one, so that a week without visits keeps its place
        ((pl.col("day").dt.truncate("1w") - pl.col("day").dt.truncate("1w").min()).dt.total_days() / 7).alias(
            "week"
        ),
    )
    by_week = weeks.group_by("week").agg(pl.col("rest").mean()).sort("week")
    if by_week.height < FEWEST:
        return CannotTell.TOO_FEW
    overall = _trend(by_week, ALARM)
    own = weeks.with_columns(pl.col("rest") - overall.points * pl.col("week"))
    lines = {
        str(name): line.sort("week")
        for (name,), line in own.group_by("inspector", "week")
        .agg(pl.col("rest").mean())
        .group_by("inspector")
        if line.height >= FEWEST
    }
    return Drift(overall, {name: _trend(lines[name], ALARM / len(lines)) for name in sorted(lines)})


def _beyond_usual(whole: pl.DataFrame) -> Floats:
    """Take off what is usual for the items and the class of each visit."""
    classes, of = numbered(whole["school_class"])
    usual = (
        np.column_stack([looked_at(whole), np.eye(len(classes))[of]]) if len(classes) else np.empty((0, 0))
    )
    loss = whole["loss"].to_numpy()
    return loss - usual @ np.linalg.lstsq(usual, loss)[0] if len(loss) else loss


def _trend(line: pl.DataFrame, level: float) -> Trend:
    week, rest = line["week"].to_numpy(), line["rest"].to_numpy()
    spread = week - week.mean()
    slope = float(spread @ rest / (spread @ spread))
    freedom = len(week) - 2
    off = rest - rest.mean() - slope * spread
    error = float(np.sqrt(off @ off / freedom / (spread @ spread)))
    wide, beyond = (t_quantile(1 - share / 2, freedom) * error for share in (LEVEL, level))
    is_beyond = abs(slope) > max(beyond, 1e-9)
    return Trend(slope, slope - wide, slope + wide, is_beyond)
