"""The same task on a peer and on Banheng, one after the other in the same run: signed-in people who send records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.web.running_site import RunningSite

from benchmarks.load.closed_load import Held, hold
from benchmarks.load.kolibri import Kolibri
from benchmarks.load.moments import record_of
from benchmarks.load.steps import step

if TYPE_CHECKING:
    import random
    from pathlib import Path

PEOPLE = 6
"""As many as inspect in a school of the load."""
WARM_SECONDS = 5


@dataclass(frozen=True)
class Compared:
    """What both held, and which peer it was."""

    peer: str
    theirs: Held
    ours: Held

    @property
    def ratio(self) -> float:
        return self.ours.rate / self.theirs.rate


def compare(folder: Path, seconds: float, chance: random.Random) -> Compared:
    """Measure both on SQLite with their usual settings.

    Raises:
        SystemExit: one of them refused a record.
    """
    peer = Kolibri(folder / "kolibri")
    try:
        name, people = f"Kolibri {peer.version()}", peer.learners(PEOPLE)
        hold(peer.port, people, WARM_SECONDS)
        theirs = hold(peer.port, people, seconds)
    finally:
        peer.end()
    site = RunningSite(folder / "banheng")
    site.start()
    try:
        (school,) = step(site, "benchmarks.load.county", "make", "1")
        path = f"/s/{school['code']}/inspect/"
        inspectors = [
            lambda _number, cookie=cookie: record_of(0, path, cookie, chance)
            for cookie in school["inspectors"][:PEOPLE]
        ]
        hold(site.port, inspectors, WARM_SECONDS)
        ours = hold(site.port, inspectors, seconds)
    finally:
        site.stop()
    if errors := [*theirs.errors, *ours.errors]:
        raise SystemExit(errors[0])
    return Compared(name, theirs, ours)
