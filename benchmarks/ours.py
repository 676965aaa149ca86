"""Banheng itself: a bare scan, everything, and the common rules only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import polars as pl

from banheng.scoring.many_schools import RECORDS_AT_ONCE, score_files
from banheng.scoring.packed import PACKED_SCHEMA
from benchmarks.generate import CALENDAR, PERIOD, read_roster, schemes_by_school
from benchmarks.schemes import benchmark_schemes, common_part
from benchmarks.tables import RESULT

if TYPE_CHECKING:
    from pathlib import Path

    from banheng.schemes.scheme import Scheme

ALL_RULES = benchmark_schemes(50)
COMMON_RULES = [common_part(scheme) for scheme in ALL_RULES]


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
    return _score(folder, ALL_RULES)


def common(folder: Path) -> pl.DataFrame:
    scored = _score(folder, COMMON_RULES)
    return scored.filter(pl.col("teacher") != "").select(RESULT)


def _score(folder: Path, schemes: list[Scheme]) -> pl.DataFrame:
    by_school = schemes_by_school(folder, schemes)
    workers = os.cpu_count() or 1
    return pl.concat(
        score_files(parts_of(folder), by_school, read_roster(folder), PERIOD, CALENDAR, workers=workers)
    )
