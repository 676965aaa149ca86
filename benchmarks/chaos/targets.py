"""What is killed, and how it comes back without a hand."""

from __future__ import annotations

import os
import signal
import time
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from tests.web.running_site import PATIENCE_SECONDS, Browser

from benchmarks.chaos.processes import children

if TYPE_CHECKING:
    from random import Random

    from tests.web.running_site import RunningSite

    from benchmarks.chaos.cluster import Cluster

WEIGHTS = {"web workers": 4, "task worker": 2, "whole site": 2, "database": 4}
"""How often each is killed; the database only where it is a server of its own."""


class NeedsAHand(Exception):
    """Something did not come back by itself."""


class Targets:
    """The processes of a site, and of its database."""

    def __init__(self, site: RunningSite, cluster: Cluster | None) -> None:
        self.site, self.cluster = site, cluster
        self._killed: set[int] = set()
        self.names = [name for name in WEIGHTS if cluster or name != "database"]

    def choose(self, chance: Random) -> str:
        return chance.choices(self.names, [WEIGHTS[name] for name in self.names])[0]

    def kill(self, name: str) -> None:
        if name == "whole site":
            self.site.kill()
        elif name == "database":
            self.cluster.kill()
        else:
            self._killed |= set(pids := self._children(tasks=name == "task worker"))
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    def recover(self, name: str) -> float:
        """Wait until it is back, starting only what a service manager starts; give the seconds.

        Raises:
            NeedsAHand: it did not come back.
        """
        began = time.monotonic()
        if name == "whole site":
            self.site.start()
        elif name == "database":
            self.cluster.start()
        until = began + PATIENCE_SECONDS
        while not (self._answers() and self._children(tasks=True)):
            if self.site.process.poll() == 0:
                raise NeedsAHand(
                    "serve ended as if all was well, so a service manager does not start it again"
                )
            if self.site.process.poll() is not None:
                self.site.start()  # as Restart=on-failure does
            if time.monotonic() > until:
                raise NeedsAHand(f"{name} was not back within {PATIENCE_SECONDS} s")
            time.sleep(0.1)
        return time.monotonic() - began

    def _answers(self) -> bool:
        with suppress(OSError), closing(Browser(self.site.port)) as browser:
            return browser.get("/health/ready").status == 200
        return False

    def _children(self, *, tasks: bool) -> list[int]:
        """Give the worker of background tasks, or the web workers, as far as they run."""
        found = children(self.site.process.pid)
        return [
            pid
            for pid, command in found.items()
            if pid not in self._killed and tasks == (" django work " in command)
        ]
