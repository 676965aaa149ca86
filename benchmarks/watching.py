"""Run a command and watch how much memory it and its children take."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psutil

BETWEEN_LOOKS_SECONDS = 0.5
"""Counting shared memory once holds a process up for some milliseconds, so it is done seldom."""


@dataclass(frozen=True)
class Watched:
    """What a command printed, how long it took, and the greatest memory of it and its children together."""

    output: str
    seconds: float
    mebibytes: int
    failed: str = ""


def watch(command: list[str], timeout_seconds: float) -> Watched:
    """Run a command to its end, or stop it after the timeout."""
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        started, peak = perf_counter(), 0
        with psutil.Popen(command, stdout=output, stderr=errors) as running:
            while running.poll() is None and perf_counter() - started < timeout_seconds:
                with contextlib.suppress(psutil.TimeoutExpired):
                    running.wait(BETWEEN_LOOKS_SECONDS)
                peak = max(peak, _memory(running))
            in_time = running.poll() is not None
            if not in_time:
                _stop(running)
        seconds = perf_counter() - started
        output.seek(0)
        errors.seek(0)
        failed = "" if running.returncode == 0 else errors.read()[-2_000:] if in_time else "too slow"
        return Watched(output.read(), seconds, peak // 2**20, failed)


def _memory(running: psutil.Process) -> int:
    total = 0
    with contextlib.suppress(psutil.NoSuchProcess):
        for process in [running, *running.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                memory = process.memory_full_info()
                total += getattr(memory, "pss", memory.rss)  # what processes share counts once
    return total


def _stop(running: psutil.Process) -> None:
    children = running.children(recursive=True)
    running.terminate()
    with contextlib.suppress(psutil.TimeoutExpired):
        running.wait(10)
    for process in [running, *children]:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()


def python_command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", *arguments]


def banheng_command(*arguments: str) -> list[str]:
    return [str(Path(sys.executable).parent / "banheng"), *arguments]
