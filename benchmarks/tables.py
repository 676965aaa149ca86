"""The common rules and the same evidence as plain tables, for peers that know no schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from banheng.core.points import UNITS
from banheng.scoring.answering import answering
from banheng.scoring.packed import read_directory
from banheng.scoring.roster_table import roster_subjects
from benchmarks.generate import CALENDAR, PERIOD, read_roster, schemes_by_school
from benchmarks.schemes import common_part

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from banheng.schemes.scheme import Item, Scheme

RESULT = ["school", "school_class", "teacher", "total", "rank"]


def write_tables(folder: Path, schemes: list[Scheme]) -> None:
    """Write evidence with one numbering of `who`, and all that says whose it is and what it is worth.

    evidence-*: who, what, day, quantity, value.
    who: `subject1` answers up to `day2`, then `subject2` up to `day3`, then `subject3`; null is nobody.
    subjects: their codes, the number of the school and of its scheme.
    prices: kind, item, price of one and how many are free, by scheme and what.
    items: points without any record, and the bands, by scheme and item.
    """
    tables = folder / "tables"
    tables.mkdir(exist_ok=True)
    roster = read_roster(folder)
    subjects = roster_subjects(roster, PERIOD, CALENDAR)
    numbers, whom, first_who = subjects.numbers(), [], 0
    for part in sorted(folder.glob("evidence-*.parquet")):
        directory = read_directory(part)
        on_day = answering(directory, numbers, subjects, PERIOD).on_day
        whom.append(_segments(on_day, first_who))
        records = pl.scan_parquet(part).drop("project").with_columns(pl.col("who") + first_who)
        records.sink_parquet(tables / part.name, row_group_size=2**20)
        first_who += len(on_day)
    pl.concat(whom).write_parquet(tables / "who.parquet")
    scheme_of = {
        school: schemes.index(scheme) for school, scheme in schemes_by_school(roster, schemes).items()
    }
    identity = subjects.identity().with_row_index("subject").filter(~pl.Series(subjects.is_class_line))
    identity.with_columns(
        pl.col("subject").cast(pl.Int64),
        scheme=pl.col("school").replace_strict(scheme_of, return_dtype=pl.Int64),
        school_number=pl.col("school").rank("dense").cast(pl.Int64),
    ).write_parquet(tables / "subjects.parquet")
    common = [common_part(scheme) for scheme in schemes]
    what = {named: number for number, named in enumerate(directory.what)}
    prices = [row for number, scheme in enumerate(common) for row in _prices(number, scheme, what)]
    pl.DataFrame(prices).cast({"what": pl.UInt32}).write_parquet(tables / "prices.parquet")
    items = [row for number, scheme in enumerate(common) for row in _items(number, scheme)]
    pl.DataFrame(items).write_parquet(tables / "items.parquet")


def _segments(on_day: NDArray[np.int64], first_who: int) -> pl.DataFrame:
    """Turn who answers on each day into at most three spans of days."""
    changes = np.zeros(on_day.shape, dtype=bool)
    changes[:, 1:] = on_day[:, 1:] != on_day[:, :-1]
    order = np.cumsum(changes, axis=1)
    columns: dict[str, pl.Series] = {"who": pl.Series(np.arange(len(on_day)) + first_who, dtype=pl.UInt32)}
    for place in range(3):
        there = order == place
        day = np.where(there.any(axis=1), there.argmax(axis=1), -1)
        subject = np.where(day >= 0, on_day[np.arange(len(on_day)), day], -1)
        columns[f"subject{place + 1}"] = pl.Series(subject).replace(-1, None)
        if place:
            first = pl.Series(day + PERIOD.first.toordinal() - 719_163).cast(pl.Int32).cast(pl.Date)
            columns[f"day{place + 1}"] = first.set(pl.Series(day < 0), None)
    return pl.DataFrame(columns)


def _prices(number: int, scheme: Scheme, what: dict[tuple[str, str, str], int]) -> list[dict[str, object]]:
    rows = []
    for place, item in enumerate(scheme.items()):
        for event, level in item.rule.codes():
            price, free = _price(item, event, level)
            rows.append(
                {
                    "scheme": number,
                    "what": what[item.code, event, level],
                    "item": place,
                    "kind": item.rule.kind,
                    "price": price,
                    "free": free,
                }
            )
    return rows


def _price(item: Item, event: str, level: str) -> tuple[int, int]:
    if item.rule.kind == "tally":
        return -item.rule.events[event].points, item.rule.events[event].free
    return (item.rule.levels[level], 0) if item.rule.kind == "level" else (0, 0)


def _items(number: int, scheme: Scheme) -> list[dict[str, object]]:
    rows = []
    for place, item in enumerate(scheme.items()):
        row = {"scheme": number, "item": place, "kind": item.rule.kind}
        row["missing"] = 0 if item.rule.kind == "band" else 10 * UNITS
        bands = item.rule.bands if item.rule.kind == "band" else []
        for band in range(3):
            row[f"at_least{band}"] = bands[band].at_least if bands else 0
            row[f"points{band}"] = bands[band].points if bands else 0
        rows.append(row)
    return rows
