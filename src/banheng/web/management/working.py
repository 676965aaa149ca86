"""The worker of background tasks as `banheng serve` keeps it: one that ended is started again."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import structlog

from banheng.web.management.ending import SECONDS_TO_STOP

LOG = structlog.get_logger(__name__)
SECONDS_BETWEEN_STARTS = 3
"""Pause before the next start, so that one that cannot run does not keep the machine busy."""

NICENESS = 5
"""Whoever waits for a page or sends a record comes first, but background work is not starved either."""


class Tasks:
    """A process that runs background tasks, until it is ended."""

    def __init__(self) -> None:
        self._ending = threading.Event()
        self._process = _start()
        threading.Thread(target=self._keep, daemon=True).start()

    def _keep(self) -> None:
        while not self._ending.is_set():
            code = self._process.wait()
            if not self._ending.wait(SECONDS_BETWEEN_STARTS):
                LOG.error("task_worker_ended", code=code)
                self._process = _start()

    def end(self) -> None:
        """Let the task in hand finish, but not for long."""
        self._ending.set()
        self._process.terminate()
        try:
            self._process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()


def _start() -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-m", "django", "work", "--parent", str(os.getpid())])  # noqa: S603 - our own
    if hasattr(os, "setpriority"):  # not on Windows
        os.setpriority(os.PRIO_PROCESS, process.pid, NICENESS)
    return process
