"""Measure one thing in a process of its own: `python -m benchmarks.measure NAME FOLDER RESULT`.

Prints JSON: `seconds` (the best of up to three runs), `runs`, `mebibytes` (the most this process took) and `version`;
the answer goes to RESULT as Parquet.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import json
import resource
import sys
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from benchmarks import ours

if TYPE_CHECKING:
    from collections.abc import Callable

    import polars as pl

OURS: dict[str, Callable[[Path], pl.DataFrame]] = {
    "scan": ours.scan,
    "everything": ours.everything,
    "common": ours.common,
}
RUNS, ENOUGH_SECONDS = 3, 20


def main() -> None:
    name, folder, result = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    module: Any = (
        None if name in {*OURS, "one_school"} else importlib.import_module(f"benchmarks.peers.{name}")
    )
    if reason := getattr(module, "missing", str)():
        print(json.dumps({"missing": reason}))
        return
    prepared = getattr(module, "prepared", contextlib.nullcontext)
    if name == "one_school":
        print(json.dumps({"seconds": ours.one_school()}))
        return
    score = OURS[name] if module is None else module.score
    seconds: list[float] = []
    with prepared(folder) as ready:
        while len(seconds) < RUNS and sum(seconds) < ENOUGH_SECONDS:
            started = perf_counter()
            answer = score(ready)
            seconds.append(perf_counter() - started)
    answer.write_parquet(result)
    found = {"seconds": min(seconds), "runs": len(seconds), "mebibytes": own_peak_mebibytes()}
    print(json.dumps({**found, "version": version_of(module)}))


def own_peak_mebibytes() -> int:
    """Give the most memory this process held at a time."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage on Linux starts from what the parent process held
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) // 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**10


def version_of(module: Any) -> str:
    """Give the version of a peer, or of ourselves."""
    if hasattr(module, "version"):
        return str(module.version())
    return importlib.metadata.version(getattr(module, "PACKAGE", "banheng"))


if __name__ == "__main__":
    main()
