"""Score files of packed evidence, several at once."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

import polars as pl

from banheng.scoring.many_schools import Plan, see
from banheng.scoring.packed import read_batches, read_directory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.packed import Batch, Directory

RECORDS_AT_ONCE = 2**23
"""So many records are read at once: enough schools of each scheme, and well under half a gibibyte."""


@dataclass(frozen=True, slots=True)
class _Common:
    """What all files share: the schemes, each once, and the time."""

    schemes: Sequence[Scheme]
    period: Period
    calendar: SchoolCalendar


@dataclass(frozen=True, slots=True)
class _Part:
    """A file of packed evidence, and what is needed to score its schools beside what all files share.

    Attributes:
        scheme: number of its scheme by school.
    """

    path: Path
    directory: Directory
    scheme: Mapping[str, int]
    roster: pl.DataFrame


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
    different = {id(scheme): scheme for scheme in schemes.values()}
    place = {key: number for number, key in enumerate(different)}
    numbers = {school: place[id(scheme)] for school, scheme in schemes.items()}
    common, parts = _Common(list(different.values()), period, calendar), _parts(paths, seen, numbers, roster)
    if workers == 1:
        yield from (_score_part(part, common) for part in parts)
    else:
        yield from _side_by_side(parts, common, workers)
    rest = {school: scheme for school, scheme in schemes.items() if school not in seen}
    if rest:
        yield from Plan(rest, _of_schools(roster, rest), period, calendar).score([])


def _parts(
    paths: Iterable[Path], seen: set[str], scheme: Mapping[str, int], roster: pl.DataFrame
) -> Iterator[_Part]:
    for path in paths:
        directory = read_directory(path)
        see(directory, seen)
        own = {school: scheme[school] for school in directory.schools if school in scheme}
        yield _Part(path, directory, own, _of_schools(roster, own))


def _of_schools(roster: pl.DataFrame, chosen: Iterable[str]) -> pl.DataFrame:
    return roster.filter(pl.col("school").is_in(pl.Series(list(chosen), dtype=pl.String).implode()))


def _side_by_side(parts: Iterator[_Part], common: _Common, workers: int) -> Iterator[pl.DataFrame]:
    """Keep each worker busy, and no more parts in memory than that."""
    # a forked process could inherit a lock that a thread of Polars holds
    start = get_context("spawn")
    with ProcessPoolExecutor(workers, start, initializer=_remember, initargs=(common,)) as pool:
        submitted = (pool.submit(_score_sent, *_to_send(part)) for part in parts)
        running = deque(islice(submitted, workers))
        while running:
            yield running.popleft().result()
            running.extend(islice(submitted, 1))


def _to_send(part: _Part) -> tuple[_Part, bytes]:
    """Take the roster out of a part: as Arrow it is sent in a tenth of the time that pickling it takes."""
    arrow = BytesIO()
    part.roster.write_ipc(arrow)
    return replace(part, roster=part.roster.clear()), arrow.getvalue()


_remembered: list[_Common] = []
"""In a worker: what all its files share, sent and prepared once."""


def _remember(common: _Common) -> None:
    _remembered[:] = [common]


def _score_sent(part: _Part, roster: bytes) -> pl.DataFrame:
    return _score_part(replace(part, roster=pl.read_ipc(roster)), _remembered[0])


def _score_part(part: _Part, common: _Common) -> pl.DataFrame:
    schemes = {school: common.schemes[number] for school, number in part.scheme.items()}
    plan = Plan(schemes, part.roster, common.period, common.calendar)
    return pl.concat(plan.score(_ahead(read_batches(part.path, RECORDS_AT_ONCE, part.directory))))


def _ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Read the next batch while one is worked on."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        reading = reader.submit(next, batches, None)
        while (batch := reading.result()) is not None:
            reading = reader.submit(next, batches, None)
            yield batch
