"""Visits for tests, by hand and drawn."""

from datetime import date, timedelta

import numpy as np
import polars as pl

from banheng.fairness.visits import VISITS_SCHEMA

MONDAY = date(2026, 9, 7)


def visits(*rows):
    """Make a table of rows: inspector, class, item, number of the day, loss."""
    return pl.DataFrame(
        [(who, where, item, MONDAY + timedelta(day), float(loss)) for who, where, item, day, loss in rows],
        schema=VISITS_SCHEMA,
        orient="row",
    )


def school(chance, severity, *, classes=12, weeks=6, items=("hygiene", "order"), noise=0.5):
    """Draw visits: every class every school day, inspectors taking turns day by day.

    `severity` is by inspector, in points a visit; classes differ by a standard deviation of half a point.
    """
    people, quality = list(severity), chance.normal(0, 0.5, classes)
    rows = []
    for day in range(weeks * 5):
        order = chance.permutation(classes)
        for place, number in enumerate(order):
            who = people[(day * 3 + place * 3 // classes) % len(people)]
            loss = 2 + severity[who] + quality[number] + chance.normal(0, noise)
            rows += [
                (who, f"c{number:02}", item, day // 5 * 7 + day % 5, loss / len(items)) for item in items
            ]
    return visits(*rows)


def generator(seed=1):
    return np.random.default_rng(seed)
