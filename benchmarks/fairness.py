"""Look for planted truth in simulated terms: `python -m benchmarks.fairness [--worlds 500]`.

Prints the table of docs/reference/fairness.md.
"""

from __future__ import annotations

import argparse
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import polars as pl

from banheng.fairness.drift import Drift, drift
from banheng.fairness.severity import severity

SEED = 20260901
INSPECTORS, CLASSES, WEEKS, DAYS, A_WEEK = 20, 36, 15, 5, 4
ITEMS = np.array([0.3, 0.5, 0.5, 0.7])
"""What a visit costs on average for each item: 2 points together, in steps of half a point."""

STEP = 0.5


HEADER = """\
| World | Severity, sd | Correlation, mean | at least 0.9 | Intervals that cover | Worlds with an alarm | \
Inspectors named | Worlds with a wrong name | Worlds with a drift alarm | Either alarm |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"""


@dataclass(frozen=True)
class Scenario:
    """Standard deviations in points a visit.

    Four inspectors are on duty a week, always the same four, as the rota plans it: three weeks each in a term.
    Every class gets one visit a day.

    Attributes:
        keeps_classes: an inspector keeps nine classes for the week, else they are shared out anew every day.
        own_week: of what a class is like in a week; the model does not know of it.
        mood: of how an inspector is on a day; the model does not know of it.
    """

    name: str
    severity: float
    keeps_classes: bool = False
    own_week: float = 0.0
    mood: float = 0.0
    school_class: float = 0.5
    week: float = 0.1
    day: float = 0.2
    visit: float = 0.4


PLAIN = Scenario("plain", 0.3)
HARD = Scenario("hard", 0.3, keeps_classes=True, own_week=0.2, mood=0.15)
SCENARIOS = [
    *(replace(PLAIN, severity=spread) for spread in (0.0, 0.15, 0.3, 0.6)),
    *(replace(HARD, severity=spread) for spread in (0.0, 0.3)),
]


@dataclass(frozen=True)
class Found:
    """What came of one world.

    Attributes:
        covered: share of the intervals that hold the truth.
        alarms: inspectors named; wrong: those of them who are on the other side of the mean.
        drifts: whether a trend is claimed, where none is planted.
    """

    correlation: float
    covered: float
    alarms: int
    wrong: int
    drifts: bool


def world(scenario: Scenario, chance: np.random.Generator) -> tuple[dict[str, float], pl.DataFrame]:
    """Draw a term: each inspector's severity beyond the mean of all, and the visits."""
    planted = chance.normal(0, scenario.severity, INSPECTORS)
    planted -= planted.mean()
    week, day, school_class = (axis.ravel() for axis in np.indices((WEEKS, DAYS, CLASSES)))
    order = chance.random((WEEKS, DAYS, CLASSES))
    if scenario.keeps_classes:
        order[:] = order[:, :1]
    nth = order.argsort(axis=2).argsort(axis=2).ravel() // (CLASSES // A_WEEK)
    inspector = (A_WEEK * week + nth) % INSPECTORS
    usual = (
        ITEMS.sum()
        + planted[inspector]
        + chance.normal(0, scenario.school_class, CLASSES)[school_class]
        + chance.normal(0, scenario.week, WEEKS)[week]
        + chance.normal(0, scenario.day, (WEEKS, DAYS))[week, day]
        + chance.normal(0, scenario.own_week, (WEEKS, CLASSES))[week, school_class]
        + chance.normal(0, scenario.mood, (WEEKS, DAYS, INSPECTORS))[week, day, inspector]
        + chance.normal(0, scenario.visit, week.shape)
    )
    each = np.outer(np.maximum(usual, 0.05), ITEMS / ITEMS.sum())
    dates = np.datetime64("2026-09-07") + 7 * week + day
    visits = pl.DataFrame(
        {
            "inspector": np.char.mod("t%02d", np.repeat(inspector, len(ITEMS))),
            "school_class": np.char.mod("c%02d", np.repeat(school_class, len(ITEMS))),
            "item": np.char.mod("i%d", np.tile(np.arange(len(ITEMS)), len(week))),
            "day": np.repeat(dates, len(ITEMS)),
            "loss": (STEP * chance.poisson(each / STEP)).ravel(),
        }
    )
    return {f"t{number:02}": float(points) for number, points in enumerate(planted)}, visits


def look(scenario: Scenario, number: int) -> Found:
    """Draw one world and look for what was planted."""
    planted, visits = world(scenario, np.random.default_rng([SEED, number]))
    found = severity(visits)
    told = [(estimate, planted[estimate.inspector]) for estimate in found.estimates]
    drifted = drift(visits)
    fair = scenario.severity == 0
    return Found(
        0.0
        if fair
        else float(np.corrcoef([each.points for each, _ in told], [truth for _, truth in told])[0, 1]),
        float(np.mean([each.low <= truth <= each.high for each, truth in told])),
        len(found.alarms),
        sum(each.is_alarm and each.points * truth <= 0 for each, truth in told),
        isinstance(drifted, Drift)
        and (drifted.overall.is_alarm or any(trend.is_alarm for trend in drifted.inspectors.values())),
    )


def row(scenario: Scenario, found: list[Found]) -> str:
    correlations = np.array([each.correlation for each in found])
    fair = scenario.severity == 0
    cells = [
        scenario.name,
        f"{scenario.severity:g}",
        "" if fair else f"{correlations.mean():.3f}",
        "" if fair else f"{(correlations >= 0.9).mean():.1%}",
        f"{np.mean([each.covered for each in found]):.1%}",
        f"{np.mean([each.alarms > 0 for each in found]):.1%}",
        f"{np.mean([each.alarms for each in found]):.1f}",
        f"{np.mean([each.wrong > 0 for each in found]):.1%}",
        f"{np.mean([each.drifts for each in found]):.1%}",
        f"{np.mean([each.drifts or each.alarms > 0 for each in found]):.1%}",
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fairness", description=__doc__)
    parser.add_argument("--worlds", type=int, default=500, help="simulated terms for each line")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    began = time.monotonic()
    print(HEADER)
    with ProcessPoolExecutor(options.processes) as pool:
        for scenario in SCENARIOS:
            found = list(pool.map(partial(look, scenario), range(options.worlds), chunksize=10))
            print(row(scenario, found), flush=True)
    print(f"{options.worlds} worlds a line, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
