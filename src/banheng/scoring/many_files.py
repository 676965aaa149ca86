"""Score files of packed evidence, several at once."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

import polars as pl

from banheng.scoring.many_schools import Plan, see
from banheng.scoring.packed import read_batches, read_directory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.packed import Batch

RECORDS_AT_ONCE = 2**23
"""So many records are read at once: enough schools of each scheme, and well under half a gibibyte."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A file of packed evidence, and what is needed of the rest to score its schools."""

    path: Path
    schemes: Mapping[str, Scheme]
    roster: pl.DataFrame
    period: Period
    calendar: SchoolCalendar


def score_files(
    paths: Iterable[Path],
    schemes: Mapping[str, Scheme],
    roster: pl.DataFrame,
    period: Period,
    calendar: SchoolCalendar,
    *,
    workers: int = 1,
) -> Iterator[pl.DataFrame]:
    """Score files as `Plan.score` scores batches, so many at once in processes of their own.

    A file holds whole schools, so a process needs nothing of the other files.
    """
    seen: set[str] = set()
    parts = _parts(paths, seen, schemes, roster, period, calendar)
    if workers == 1:
        yield from map(_score_part, parts)
    else:
        yield from _side_by_side(parts, workers)
    rest = {school: scheme for school, scheme in schemes.items() if school not in seen}
    yield from Plan(rest, _of_schools(roster, rest), period, calendar).score([])


def _parts(
    paths: Iterable[Path],
    seen: set[str],
    schemes: Mapping[str, Scheme],
    roster: pl.DataFrame,
    period: Period,
    calendar: SchoolCalendar,
) -> Iterator[_Part]:
    for path in paths:
        directory = read_directory(path)
        see(directory, seen)
        own = {school: schemes[school] for school in directory.schools if school in schemes}
        yield _Part(path, own, _of_schools(roster, own), period, calendar)


def _of_schools(roster: pl.DataFrame, schemes: Mapping[str, Scheme]) -> pl.DataFrame:
    schools = pl.DataFrame({"school": list(schemes)}, schema={"school": pl.String})
    return roster.join(schools, on="school", how="semi")


def _side_by_side(parts: Iterator[_Part], workers: int) -> Iterator[pl.DataFrame]:
    """Keep each worker busy, and no more parts in memory than that."""
    # a forked process could inherit a lock that a thread of Polars holds
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        running = deque(pool.submit(_score_part, part) for part in islice(parts, workers))
        while running:
            yield running.popleft().result()
            running.extend(pool.submit(_score_part, part) for part in islice(parts, 1))


def _score_part(part: _Part) -> pl.DataFrame:
    plan = Plan(part.schemes, part.roster, part.period, part.calendar)
    return pl.concat(plan.score(_ahead(read_batches(part.path, RECORDS_AT_ONCE))))


def _ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Read the next batch while one is worked on."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        reading = reader.submit(next, batches, None)
        while (batch := reading.result()) is not None:
            reading = reader.submit(next, batches, None)
            yield batch
