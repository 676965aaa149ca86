"""Who takes off more than others where the same was to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from banheng.fairness.mixed import HIGHEST, mixed_model, ratio_at
from banheng.fairness.quantiles import t_quantile
from banheng.fairness.visits import CannotTell, looked_at, numbered, whole_visits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.fairness.mixed import Mixed
    from banheng.fairness.visits import Floats

LEVEL = 0.05
"""Intervals miss the truth, and a fair world raises an alarm, this often."""

FEWEST = 20
"""Visits below which nothing is said."""

FEWEST_EACH = 5
"""Visits below which nothing is said of an inspector: one strange visit would be a strange inspector."""

UNLIKELY = 12
"""Ratios with so much more deviance than the best one are left out."""

BOUNDARY = NormalDist().inv_cdf(1 - LEVEL) ** 2
"""What twice the log-likelihood must gain.

That inspectors do not differ lies on the edge of what is possible, so the gain is 0 in half of fair worlds and
χ² with one degree of freedom in the other half (Self and Liang 1987).
"""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many points an inspector takes off a visit beyond the mean of all inspectors.

    Attributes:
        low, high: the interval that holds the truth in 95 of 100 cases.
        is_alarm: differs by more than chance, all inspectors considered at once.
    """

    inspector: str
    visits: int
    points: float
    low: float
    high: float
    is_alarm: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """What the losses of single visits vary by: variances in points squared."""

    inspectors: float
    classes: float
    days: float
    weeks: float
    rest: float


@dataclass(frozen=True, slots=True)
class Severity:
    """The inspectors who can be compared, the strictest first.

    Attributes:
        differ: whether inspectors differ at all beyond chance.
        not_compared: inspectors with few visits, or who saw no class that the others saw.
        visits_of_class, inspectors_of_class: so many a class has, as harmonic means.
    """

    estimates: Sequence[Estimate]
    differ: bool
    shares: Shares
    not_compared: Sequence[str]
    visits_of_class: float
    inspectors_of_class: float

    @property
    def alarms(self) -> list[Estimate]:
        """List those who are stricter or milder than the others beyond chance."""
        return [estimate for estimate in self.estimates if estimate.is_alarm]


def severity(visits: pl.DataFrame) -> Severity | CannotTell:
    """Estimate severity from visits, the classes, the items and the days being what they are.

    The loss of a visit is modelled as the sum of what is usual for its items and of random effects of class,
    inspector, day and week. Ratios of the variances are estimated by REML; those of inspectors and weeks are
    averaged over their likelihood, because an interval that takes the best ones for the truth is too short.
    """
    whole = whole_visits(visits)
    if whole["inspector"].n_unique() < 2:
        return CannotTell.ONE_INSPECTOR
    if whole["school_class"].n_unique() < 2:
        return CannotTell.ONE_CLASS
    often = whole.filter(pl.len().over("inspector") >= FEWEST_EACH)
    if often["inspector"].n_unique() < 2 or often.height < FEWEST:
        return CannotTell.TOO_FEW
    together = _connected(often)
    compared = often.filter(pl.col("inspector").is_in(together))
    if len(together) < 2:
        return CannotTell.NOT_SHARED
    if compared["school_class"].n_unique() < 2:
        return CannotTell.ONE_CLASS
    model = _model(compared)
    if model is None:
        return CannotTell.NO_VARIATION
    return _severity(compared, model, sorted(set(whole["inspector"]) - together))


def _connected(whole: pl.DataFrame) -> set[str]:
    """Find the largest group of inspectors who can be compared, through classes that several of them saw."""
    seen: dict[str, set[str]] = {}
    for inspector, school_class in whole.select("inspector", "school_class").unique().sort(pl.all()).rows():
        seen.setdefault(inspector, set()).add(school_class)
    groups: list[tuple[set[str], set[str]]] = []
    for inspector, classes in seen.items():
        touched = [group for group in groups if group[1] & classes]
        groups = [group for group in groups if group not in touched]
        people = {inspector}.union(*(group[0] for group in touched))
        groups.append((people, classes.union(*(group[1] for group in touched))))
    return max((people for people, _ in groups), key=lambda people: (len(people), min(people)))


def _model(whole: pl.DataFrame) -> Mixed | None:
    loss = whole["loss"].to_numpy()
    factors = {
        "inspector": numbered(whole["inspector"])[1],
        "school_class": numbered(whole["school_class"])[1],
        "day": numbered(whole["day"].cast(pl.String))[1],
        "week": numbered(whole["day"].dt.truncate("1w").cast(pl.String))[1],
    }
    model = mixed_model(loss, looked_at(whole), factors)
    unexplained = model.products[-1, -1]
    enough = unexplained > 1e-9 * max(1.0, float(loss @ loss)) and len(loss) > model.fixed + 1
    return model if enough else None


def _severity(whole: pl.DataFrame, model: Mixed, left_out: Sequence[str]) -> Severity:
    fair = model.fitted(without="inspector")
    fitted = model.fitted()
    differ = fair.deviance() - fitted.deviance() > BOUNDARY
    points, errors = _averaged(fitted)
    names = numbered(whole["inspector"])[0]
    number = dict(whole["inspector"].value_counts().iter_rows())
    # what is known of how inspectors differ rests on so many of them
    freedom = max(len(names) - 1, 3)
    wide = t_quantile(1 - LEVEL / 2, freedom)
    beyond = t_quantile(1 - LEVEL / 2 / len(names), freedom)  # Bonferroni
    estimates = [
        Estimate(
            name,
            number[name],
            float(point),
            float(point - wide * error),
            float(point + wide * error),
            bool(differ and abs(point) > beyond * error),
        )
        for name, point, error in zip(names, points, errors, strict=True)
    ]
    variance = fitted.solve("inspector").variance
    of = {name: variance * ratio**2 for name, ratio in fitted.ratios.items()}
    of_class = whole.group_by("school_class").agg(pl.len(), pl.col("inspector").n_unique())
    return Severity(
        sorted(estimates, key=lambda estimate: -estimate.points),
        differ,
        Shares(of["inspector"], of["school_class"], of["day"], of["week"], variance),
        left_out,
        *(of_class.height / float((1 / of_class[column]).sum()) for column in ("len", "inspector")),
    )


def _averaged(fitted: Mixed) -> tuple[Floats, Floats]:
    """Give each inspector's difference from the mean of all, and its standard error.

    Both are averaged over how likely each pair of ratios of inspectors and weeks is. Of inspectors and of weeks
    there are few, and who is on duty in which weeks makes one look like the other; the other ratios are certain
    enough. Before the data, all positions of a ratio are taken for equally likely.
    """
    number = fitted.sizes["inspector"]
    centre = np.eye(number) - 1 / number
    inspectors = _likely(fitted, "inspector", 15)
    deviances, means, variances = [], [], []
    for week in _likely(fitted, "week", 9):
        for inspector in inspectors:
            solution = fitted.at(inspector=inspector, week=week).solve("inspector")
            deviances.append(solution.deviance)
            means.append(centre @ solution.effects)
            variances.append(np.diag(centre @ solution.covariance @ centre))
    weights = np.exp((min(deviances) - np.array(deviances)) / 2)[:, None]
    weights /= weights.sum()
    mean = (weights * np.array(means)).sum(axis=0)
    variance = (weights * (np.array(variances) + (np.array(means) - mean) ** 2)).sum(axis=0)
    return mean, np.sqrt(variance)


def _likely(fitted: Mixed, factor: str, number: int) -> list[float]:
    """Give so many ratios of a factor, evenly over the positions that are likely at all."""
    low, high = 0.0, HIGHEST
    for _ in range(3):
        positions = np.linspace(low, high, 25)
        deviances = np.array([fitted.at(**{factor: ratio_at(float(p))}).deviance() for p in positions])
        likely = np.flatnonzero(deviances < deviances.min() + UNLIKELY)
        low, high = positions[max(likely[0] - 1, 0)], positions[min(likely[-1] + 1, 24)]
    return [ratio_at(float(position)) for position in np.linspace(low, high, number)]
