"""Score files of packed evidence, several schools of them at once."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from banheng.scoring.many_schools import Plan, ranges, see
from banheng.scoring.packed import pieces_of, read_directory, read_piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from multiprocessing.queues import Queue
    from pathlib import Path

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.packed import Batch, Piece

RECORDS_AT_ONCE = 2**22
"""So many records are a piece of work: enough schools of each scheme, and few enough to keep all processors busy."""


@dataclass(frozen=True, slots=True)
class _Common:
    """What all files share: the schemes, each once, and the time."""

    schemes: Sequence[Scheme]
    period: Period
    calendar: SchoolCalendar


@dataclass(frozen=True, slots=True)
class _Part:
    """Some schools of a file, and what is needed to score them beside what all files share.

    Attributes:
        scheme: number of its scheme by school.
    """

    path: Path
    piece: Piece
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
    """Score files as `Plan.score` scores batches, so many pieces at once in processes of their own.

    A piece is whole schools, so a process needs nothing of the other pieces.
    """
    seen: set[str] = set()
    different = {id(scheme): scheme for scheme in schemes.values()}
    place = {key: number for number, key in enumerate(different)}
    numbers = {school: place[id(scheme)] for school, scheme in schemes.items()}
    common, by_school = _Common(list(different.values()), period, calendar), _Roster.of(roster)
    parts = _parts(paths, seen, numbers, by_school)
    if workers == 1:
        yield from (_score(part, batch, common) for part, batch in _read_ahead(parts))
    else:
        yield from _side_by_side(parts, common, workers)
    rest = {school: scheme for school, scheme in schemes.items() if school not in seen}
    if rest:
        yield from Plan(rest, by_school.lines_of(rest), period, calendar).score([])


@dataclass(frozen=True, slots=True)
class _Roster:
    """A roster whose lines stand school by school.

    Attributes:
        span: first line and number of lines of each school.
    """

    lines: pl.DataFrame
    span: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, roster: pl.DataFrame) -> _Roster:
        lines = roster.sort("school", maintain_order=True)
        runs = lines["school"].rle().struct.unnest()
        length = runs["len"].to_list()
        first = (np.cumsum(length) - length).tolist()
        return cls(lines, dict(zip(runs["value"], zip(first, length, strict=True), strict=True)))

    def lines_of(self, schools: Iterable[str]) -> pl.DataFrame:
        """Pick the lines of some schools."""
        spans = np.array([self.span[school] for school in schools if school in self.span]).reshape(-1, 2)
        return self.lines[ranges(spans[:, 0], spans[:, 1])]


def _parts(
    paths: Iterable[Path], seen: set[str], scheme: Mapping[str, int], roster: _Roster
) -> Iterator[_Part]:
    for path in paths:
        directory = read_directory(path)
        see(directory, seen)
        for piece in pieces_of(directory, RECORDS_AT_ONCE):
            own = {school: scheme[school] for school in piece.directory.schools if school in scheme}
            yield _Part(path, piece, own, roster.lines_of(own))


def _read_ahead(parts: Iterator[_Part]) -> Iterator[tuple[_Part, Batch]]:
    """Read the next piece while one is worked on."""

    def next_read() -> tuple[_Part, Batch] | None:
        part = next(parts, None)
        return None if part is None else (part, read_piece(part.path, part.piece))

    with ThreadPoolExecutor(max_workers=1) as reader:
        reading = reader.submit(next_read)
        while (read := reading.result()) is not None:
            reading = reader.submit(next_read)
            yield read


def _side_by_side(parts: Iterator[_Part], common: _Common, workers: int) -> Iterator[pl.DataFrame]:
    """Keep each worker busy, with one more piece at hand for it, and no more in memory than that."""
    # a forked process could inherit a lock that a thread of Polars holds
    start = get_context("spawn")
    # given as an argument, it would hold up each further worker until the one before has started
    shared: Queue[_Common] = start.Queue()
    shared.cancel_join_thread()  # nobody waits for a worker that died before it took its own
    for _ in range(workers):
        shared.put(common)
    with ProcessPoolExecutor(workers, start, initializer=_remember, initargs=(shared,)) as pool:
        submitted = (pool.submit(_score_sent, *_to_send(part)) for part in parts)
        running = deque(islice(submitted, 2 * workers))
        while running:
            yield running.popleft().result()
            running.extend(islice(submitted, 1))


def _to_send(part: _Part) -> tuple[Path, Piece, Mapping[str, int], bytes]:
    """Write the roster as Arrow: it is sent in a tenth of the time that pickling it takes."""
    arrow = BytesIO()
    part.roster.write_ipc(arrow)
    return part.path, part.piece, part.scheme, arrow.getvalue()


_remembered: list[_Common] = []
"""In a worker: what all its files share, sent and prepared once."""


def _remember(shared: Queue[_Common]) -> None:
    _remembered[:] = [shared.get()]


def _score_sent(path: Path, piece: Piece, scheme: Mapping[str, int], roster: bytes) -> pl.DataFrame:
    part = _Part(path, piece, scheme, pl.read_ipc(roster))
    return _score(part, read_piece(path, piece), _remembered[0])


def _score(part: _Part, batch: Batch, common: _Common) -> pl.DataFrame:
    schemes = {school: common.schemes[number] for school, number in part.scheme.items()}
    plan = Plan(schemes, part.roster, common.period, common.calendar)
    return pl.concat(plan.score([batch]))
