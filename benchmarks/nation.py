"""A month of a whole country on one machine: `python -m benchmarks.nation [--upto 1] [--minutes 20]`.

Doubles the number of counties from 1/64 of the country on, has `banheng score` score them, and writes
docs/reference/benchmarks-nation.md. A size that would take longer than the minutes allow is extrapolated, and the
page says so.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.generate import PERIOD
from benchmarks.nation_data import (
    COUNTIES,
    PER_TEACHER,
    REALISM,
    TEACHERS,
    county_sizes,
    write_county,
    write_schemes,
)
from benchmarks.page import _circumstances
from benchmarks.page import _table as table
from benchmarks.watching import banheng_command, watch

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20261001
SMALLEST = Fraction(1, 64)
AS_LEDGER = Fraction(1, 16)
"""So far the evidence is drawn as the ledger exports it as well, which takes longer to draw than to score."""

PAGE = Path(__file__).parents[1] / "docs/reference/benchmarks-nation.md"


@dataclass(frozen=True)
class Line:
    """What one size came to."""

    part: Fraction
    counties: int
    teachers: int
    records: int
    seconds: float
    cpu: float
    mebibytes: int
    disk: int
    load: float

    @property
    def rate(self) -> float:
        return self.records / self.seconds


def main() -> None:
    options = _options()
    ledger: list[Line] = []
    packed: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="banheng-nation-", dir=options.data) as place:
        for name, lines, upto in (
            ("ledger", ledger, min(AS_LEDGER, options.upto)),
            ("packed", packed, options.upto),
        ):
            for line in _doublings(Path(place) / name, upto, options.minutes, packed=name == "packed"):
                lines.append(line)
                _say(line)
                if packed:  # after each size, so that a run that is broken off has said something
                    options.output.write_text(_page(ledger, packed), encoding="utf-8")
            shutil.rmtree(Path(place) / name)
    _say(f"written: {options.output}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nation", description=__doc__)
    parser.add_argument("--upto", type=Fraction, default=Fraction(1), help="part of the country, as in 1/8")
    parser.add_argument(
        "--minutes", type=float, default=20, help="the longest that scoring one size may take"
    )
    parser.add_argument("--data", type=Path, help="where the data lies meanwhile; the whole country is 3 GB")
    parser.add_argument("--output", type=Path, default=PAGE, help="where the page is written")
    return parser.parse_args()


def _say(line: object) -> None:
    print(line, file=sys.stderr, flush=True)


def _doublings(place: Path, upto: Fraction, minutes: float, *, packed: bool) -> Iterator[Line]:
    """Measure size after size, the counties of the smaller one being among those of the larger."""
    sizes, schemes = county_sizes(COUNTIES, TEACHERS, SEED), write_schemes(str(place / "export"))
    part, done, records, seconds = SMALLEST, 0, 0, 0.0
    while part <= upto and 2 * seconds <= minutes * 60:
        counties = round(COUNTIES * part)
        records += _draw(place, range(done, counties), sizes, schemes, packed=packed)
        done = counties
        line = _measure(place, part, counties, sum(sizes[:counties]), records)
        yield line
        part, seconds = 2 * part, line.seconds


def _draw(place: Path, counties: range, sizes: list[int], schemes: list[str], *, packed: bool) -> int:
    draw = partial(_draw_one, str(place / "export"), schemes, packed)
    started = perf_counter()
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as pool:
        records = sum(pool.map(draw, counties, [sizes[number] for number in counties], chunksize=4))
    _say(f"drew {records:,} records in {perf_counter() - started:.0f} s")
    return records


def _draw_one(export: str, schemes: list[str], packed: bool, number: int, classes: int) -> int:  # noqa: FBT001
    return write_county(export, number, classes, schemes, seed=SEED, packed=packed)


def _measure(place: Path, part: Fraction, counties: int, teachers: int, records: int) -> Line:
    arguments = [str(place / "export"), "--period", PERIOD.code, "--output", str(place / "out")]
    before = _processor_seconds()
    watched = watch(banheng_command("score", *arguments, "--format", "csv"), 2 * 3600)
    if watched.failed:
        raise SystemExit(watched.failed)
    disk = sum(file.stat().st_size for file in (place / "export").rglob("*") if file.is_file())
    return Line(
        part,
        counties,
        teachers,
        records,
        watched.seconds,
        _processor_seconds() - before,
        watched.mebibytes,
        disk,
        os.getloadavg()[0],
    )


def _processor_seconds() -> float:
    """Give what the children that have ended took of the processors."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _page(ledger: list[Line], packed: list[Line]) -> str:
    return "\n\n".join(
        [
            "# Benchmark: a whole country",
            "Written by `make bench-nation`; nothing on this page is typed by hand.",
            _circumstances(),
            (
                f"A month of {TEACHERS:,} homeroom teachers with {PER_TEACHER} records each, about "
                f"{TEACHERS * PER_TEACHER / 1e6:.0f} million, is scored by `banheng score FOLDER --period {PERIOD.code}` "
                f"on this one machine: {os.cpu_count()} processes, county by county, results written as Parquet.\n"
                "Time goes from the start of the command to its end; memory is that of all its processes together "
                "(what they share counts once).\n"
                "*Load* is the load average of the machine at the end of the run; alone on two cores the command makes "
                "some 5, since each process reads ahead with threads. "
                "*CPU* is the processor time of the command, which suffers less from other work."
            ),
            "## What is drawn",
            REALISM,
            "## Packed evidence",
            _table(packed),
            _verdict(packed),
            "## Evidence as the ledger exports it",
            (
                "The same counties in the form of `banheng ledger export`: names instead of numbers, voids and what they "
                "void still in it. Packing is part of the time. Drawn only up to "
                f"{ledger[-1].part} of the country, because drawing it takes longer than scoring it."
            ),
            _table(ledger),
            _extrapolated(ledger),
            "",
        ]
    )


def _table(lines: list[Line]) -> str:
    header = [
        "Part",
        "Counties",
        "Teachers",
        "Records",
        "Seconds",
        "Records/s",
        "CPU",
        "Records/CPU s",
        "CPU, times the size before",
        "Peak memory",
        "On disk",
        "Load",
    ]
    before = [None, *lines]
    rows = [
        [
            str(line.part),
            f"{line.counties:,}",
            f"{line.teachers:,}",
            f"{line.records:,}",
            f"{line.seconds:.1f}",
            f"{line.rate / 1e6:.2f} million",
            f"{line.cpu:.1f} s",
            f"{line.records / line.cpu / 1e6:.2f} million",
            f"{line.cpu / last.cpu:.2f}" if last else "",
            f"{line.mebibytes:,} MiB",
            f"{line.disk / 1e6:,.0f} MB",
            f"{line.load:.1f}",
        ]
        for last, line in zip(before, lines, strict=False)
    ]
    return table(header, rows)


def _verdict(lines: list[Line]) -> str:
    most = max(line.mebibytes for line in lines)
    memory = f"The most memory at any size was {most:,} MiB, {'below' if most < 4096 else '**above**'} 4 GiB."
    if lines[-1].part == 1:
        return f"The whole country was measured; nothing in this table is extrapolated. {memory}"
    return f"{memory} Larger sizes were not run. {_extrapolated(lines)}"


def _extrapolated(lines: list[Line]) -> str:
    last = lines[-1]
    if last.part == 1:
        return ""
    whole = TEACHERS * PER_TEACHER / last.records
    return (
        f"**Extrapolated, not measured**: as the largest size measured, the whole country would take "
        f"{whole * last.seconds / 60:.0f} minutes on this machine under the same load, and "
        f"{whole * last.cpu / 60:.0f} minutes of processor time, which two processors to itself would share."
    )


if __name__ == "__main__":
    main()
