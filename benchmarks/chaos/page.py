"""Write the page of what was left after the kills."""

from __future__ import annotations

import os
import platform
import statistics
from datetime import date
from typing import Any

from benchmarks.page import _processor, _table

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
HEAD = """\
# Killed at random

Written by `make chaos`; nothing on this page is typed by hand.

{day}; {processor}, {cores} cores; {system} {release}; Python {python}.
Command: `{command}`

People act at once in schools of their own on one site: five of the use cases below at a time.
After a random while something is killed with `kill -9`, while they act: both web workers, the worker of background tasks, the whole site, or the PostgreSQL server with all its processes.
Only what a service manager starts is started again; everything else has to come back by itself.
Then the database is looked at: what was acknowledged must be there, and each use case must be done, not begun, or between two of its acknowledged steps, never in between.
The people try again, something is killed a second time, and at last each use case must come to its end, once.
When all is over, the chain of every school is checked, and every published edition is computed again from its bundle.

The seed and the number of a round choose use cases, targets and delays, so that a round can be repeated (`python -m benchmarks.chaos.run --seed … --first-round …`).
How far the processes are at the kill is the machine's choice.
"""
UNDER_FIRE = """

### What was under way

*Kills* fell while the use case was being tried; *in the middle* counts those at which its request was not answered yet.
The other columns say what the database held after recovery.

"""


def write_page(figures: list[dict[str, Any]], command: str) -> str:
    head = HEAD.format(
        day=date.today().isoformat(),  # noqa: DTZ011 - the day where it ran
        processor=_processor(),
        cores=os.cpu_count(),
        system=platform.system(),
        release=platform.release(),
        python=platform.python_version(),
        command=command,
    )
    return head + "".join(_of_one(each) for each in figures)


def _of_one(figures: dict[str, Any]) -> str:
    checked = figures["checked"]
    first, end = figures["rounds"]
    lines = [
        f"\n## {NAMES[figures['database']]}\n",
        (
            f"Seed {figures['seed']}, rounds {first} to {end - 1}, {sum(figures['killed'].values())} kills in "
            f"{figures['seconds']:.0f} s; load of the machine before it began: {figures['load_before']:.1f}."
        ),
        (
            f"Checked at the end: {checked['schools']} schools, {checked['records']} records in their chains, "
            f"{checked['editions']} editions."
        ),
        f"**Faults: {len(figures['faults'])}**\n",
        *(f"- {fault}" for fault in figures["faults"]),
        "",
        _table(
            ["Killed", "Times", "Back after (median)", "(longest)"],
            [
                [name, str(times), *_seconds(figures["recovered"].get(name, []))]
                for name, times in sorted(figures["killed"].items())
            ],
        ),
    ]
    rows = [
        [name, *(str(counted.get(column, 0)) for column in COLUMNS)]
        for name, counted in sorted(figures["under_fire"].items())
    ]
    return "\n".join(lines) + UNDER_FIRE + _table(["Use case", *map(str.capitalize, COLUMNS)], rows) + "\n"


COLUMNS = ("kills", "in the middle", "nothing done", "some done", "all done")


def _seconds(found: list[float]) -> tuple[str, str]:
    return (f"{statistics.median(found):.1f} s", f"{max(found):.1f} s") if found else ("", "")
