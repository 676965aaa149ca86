"""Processes that `banheng serve` starts end with it, even where it was killed and could not say so."""

from __future__ import annotations

import os
import signal
import threading
import time

SECONDS_BETWEEN_LOOKS = 1
SECONDS_TO_STOP = 8
"""A worker that has not ended by then is killed: one that is still starting does not hear that it should end."""


def end_with(parent: int) -> None:
    """End this process soon after its parent is gone."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(SECONDS_BETWEEN_LOOKS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(SECONDS_TO_STOP)
    os.kill(os.getpid(), signal.SIGKILL)
