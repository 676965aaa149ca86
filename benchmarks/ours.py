"""Banheng itself: a bare scan, everything, and the common rules only."""

from __future__ import annotations

import os
import statistics
from functools import cache
from time import perf_counter
from typing import TYPE_CHECKING

import polars as pl

from banheng.scoring.columnar import score_columnar
from banheng.scoring.many_files import RECORDS_AT_ONCE, score_files
from banheng.scoring.packed import PACKED_SCHEMA
from benchmarks.generate import (
    CALENDAR,
    PERIOD,
    evidence_of,
    kinds_of,
    postings_of,
    read_roster,
    schemes_by_school,
)
from benchmarks.schemes import benchmark_schemes, common_part
from benchmarks.tables import RESULT

if TYPE_CHECKING:
    from pathlib import Path

    from banheng.schemes.scheme import Scheme

FILES_FOR_A_WORKER = 3
"""To start a process takes about as long as to score a file."""


@cache
def all_rules() -> list[Scheme]:
    return benchmark_schemes(50)


@cache
def common_rules() -> list[Scheme]:
    return [common_part(scheme) for scheme in all_rules()]


def parts_of(folder: Path) -> list[Path]:
    return sorted(folder.glob("evidence-*.parquet"))


def scan(folder: Path) -> pl.DataFrame:
    """Read the same columns in pieces of the same size and do nothing with them."""
    records = 0
    for part in parts_of(folder):
        rows = pl.scan_parquet(part).select(list(PACKED_SCHEMA))
        length = rows.select(pl.len()).collect().item()
        records += sum(
            len(rows.slice(first, RECORDS_AT_ONCE).collect()) for first in range(0, length, RECORDS_AT_ONCE)
        )
    return pl.DataFrame({"records": [records]})


def everything(folder: Path) -> pl.DataFrame:
    return _score(folder, all_rules())


def common(folder: Path) -> pl.DataFrame:
    scored = _score(folder, common_rules())
    return scored.filter(pl.col("teacher") != "").select(RESULT)


def _score(folder: Path, schemes: list[Scheme]) -> pl.DataFrame:
    roster, parts = read_roster(folder), parts_of(folder)
    by_school = schemes_by_school(roster, schemes)
    workers = max(1, min(os.cpu_count() or 1, len(parts) // FILES_FOR_A_WORKER))
    return pl.concat(score_files(parts, by_school, roster, PERIOD, CALENDAR, workers=workers))


def one_school() -> float:
    """Score a month of one school in memory again and again; the median time in seconds."""
    scheme = all_rules()[0]
    evidence, postings = evidence_of(0, kinds_of(scheme), seed=1), postings_of(0, seed=1)
    seconds = []
    for _ in range(60):
        started = perf_counter()
        score_columnar(scheme, evidence, postings, PERIOD, CALENDAR)
        seconds.append(perf_counter() - started)
    return statistics.median(seconds[10:])
