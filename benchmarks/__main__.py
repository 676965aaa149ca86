"""Run the benchmarks and write docs/reference/benchmarks.md: `python -m benchmarks [--full]`."""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from banheng.example.school import files
from banheng.scoring.packed import read_directory
from benchmarks.generate import write_country
from benchmarks.page import PeerLine, Results, SizeLine, write_page
from benchmarks.peers import ONE_SCHOOL, PEERS
from benchmarks.schemes import benchmark_schemes
from benchmarks.tables import RESULT, write_tables
from benchmarks.watching import banheng_command, python_command, watch

SEED = 20260901
SIZES = [10**5, 10**6, 10**7]
FULL_SIZE = 10**8
PATIENCE_SECONDS = 60
"""A peer is tried at the next size only if it answered in this time."""

PREPARATION_SECONDS = 600
"""What a peer may take to load and to answer up to three times."""

PAGE = Path(__file__).parents[1] / "docs/reference/benchmarks.md"


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="banheng-benchmarks-") as temporary:
        place = options.data or Path(temporary)
        folders = [_country(place, size) for size in options.sizes or [*SIZES, *[FULL_SIZE] * options.full]]
        results = Results()
        results.help_seconds, results.score_seconds = _cold("--help"), _cold(*_score_example())
        results.school_milliseconds = _measure("one_school", folders[0])["seconds"] * 1_000
        _say(
            f"help {results.help_seconds:.2f} s, score {results.score_seconds:.2f} s, school {results.school_milliseconds:.1f} ms"
        )
        for folder in folders:
            results.sizes.append(_size(folder))
            _say(results.sizes[-1])
        for peer in PEERS if options.peers is None else options.peers:
            results.peers.append(_peer(peer, folders, results))
            _say(results.peers[-1])
    options.output.write_text(write_page(results), encoding="utf-8")
    _say(f"written: {options.output}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--full", action="store_true", help="also a hundred million records; needs 2 GiB of disk"
    )
    parser.add_argument(
        "--sizes", type=lambda text: int(float(text)), nargs="+", help="other numbers of records"
    )
    parser.add_argument("--peers", nargs="*", choices=PEERS, help="only these peers")
    parser.add_argument("--data", type=Path, help="keep the generated data here for the next run")
    parser.add_argument("--output", type=Path, default=PAGE, help="where the page is written")
    return parser.parse_args()


def _say(line: object) -> None:
    print(line, file=sys.stderr, flush=True)


def _country(place: Path, size: int) -> Path:
    """Give the folder of so many records, made if it is not there."""
    folder = place / str(size)
    if not (folder / "complete").exists():
        _say(f"drawing {size:,} records")
        schemes = benchmark_schemes(50)
        write_country(folder, size, schemes, SEED)
        write_tables(folder, schemes)
        (folder / "complete").touch()
    return folder


def _measure(name: str, folder: Path) -> dict[str, Any]:
    """Measure in a process of its own, and add what was seen of its memory."""
    command = python_command("benchmarks.measure", name, str(folder), str(_answer(folder, name)))
    watched = watch(command, PREPARATION_SECONDS)
    if watched.failed:
        return {"failed": watched.failed}
    found = json.loads(watched.output.splitlines()[-1])
    return {**found, "mebibytes": max(watched.mebibytes, found.get("mebibytes", 0))}


def _answer(folder: Path, name: str) -> Path:
    return folder / f"answer-{name}.parquet"


def _cold(*arguments: str) -> float:
    """Time the command from a cold start; the median of five runs after one."""
    runs = [watch(banheng_command(*arguments), 60) for _ in range(6)][1:]
    failed = [run.failed for run in runs if run.failed]
    if failed:
        raise SystemExit(failed[0])
    return statistics.median(run.seconds for run in runs)


def _score_example() -> list[str]:
    example = files()
    named = {"roster": example.roster, "calendar": example.calendar, "period": example.period}
    options = [part for name, value in named.items() for part in (f"--{name}", str(value))]
    return ["score", str(example.scheme), "--evidence", str(example.evidence), *options]


def _size(folder: Path) -> SizeLine:
    scan, everything, common = (_measured_ours(name, folder) for name in ("scan", "everything", "common"))
    scored = pl.read_parquet(_answer(folder, "everything"))
    return SizeLine(
        records=_records(folder),
        schools=scored["school"].n_unique(),
        subjects=scored.height,
        scan_seconds=scan["seconds"],
        seconds=everything["seconds"],
        common_seconds=common["seconds"],
        mebibytes=everything["mebibytes"],
    )


def _measured_ours(name: str, folder: Path) -> dict[str, Any]:
    measured = _measure(name, folder)
    if "failed" in measured:
        raise SystemExit(measured["failed"])
    return measured


def _records(folder: Path) -> int:
    return int(pl.read_parquet(_answer(folder, "scan")).item())


def _peer(peer: str, folders: list[Path], results: Results) -> PeerLine:
    """Find the largest size a peer answers in time."""
    best = PeerLine(peer, note=f"no answer in {PATIENCE_SECONDS} s")
    for folder, size in zip(folders, results.sizes, strict=True):
        measured = _measure(peer, folder)
        if measured.get("missing") or (measured.get("failed") and not best.seconds):
            return PeerLine(peer, note=measured.get("missing") or measured["failed"].splitlines()[-1])
        if measured.get("failed") or measured["seconds"] > PATIENCE_SECONDS:
            return best
        one_school = peer == ONE_SCHOOL
        best = PeerLine(
            peer,
            version=measured["version"],
            records=_records_of_first_school(folder) if one_school else size.records,
            seconds=measured["seconds"],
            mebibytes=measured["mebibytes"],
            ours_seconds=results.score_seconds if one_school else size.common_seconds,
            same=_is_ours(folder, peer),
        )
        if one_school:
            return best
    return best


def _records_of_first_school(folder: Path) -> int:
    return read_directory(folder / "evidence-000.parquet").records[0]


def _is_ours(folder: Path, peer: str) -> bool:
    """Compare an answer with ours, for the schools it has."""
    answer = pl.read_parquet(_answer(folder, peer)).cast({"total": pl.Int64, "rank": pl.Int64})
    ours = pl.read_parquet(_answer(folder, "common")).filter(
        pl.col("school").is_in(answer["school"].unique().implode())
    )
    return ours.sort(RESULT[:3]).equals(answer.sort(RESULT[:3]))


if __name__ == "__main__":
    main()
