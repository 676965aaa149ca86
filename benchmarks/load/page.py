"""Write the pages of what was measured under load."""

from __future__ import annotations

import os
import platform
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.load.county import CLASSES, INSPECTORS, RECORDS
from benchmarks.load.moments import ANSWERS_A_SECOND, BETWEEN_RECORDS_SECONDS
from benchmarks.load.peer import PEOPLE
from benchmarks.page import _processor, _table
from benchmarks.yardstick import yardstick

if TYPE_CHECKING:
    import argparse

    from benchmarks.load.__main__ import Measured
    from benchmarks.load.open_load import Load
    from benchmarks.load.peer import Compared

HEAD = """\
Written by `{command}`; nothing on this page is typed by hand.

{day}; {processor}, {cores} cores; {system} {release}; Python {python}. {yardstick}
Load, site (`banheng serve` with its usual settings) and database shared these cores. Both databases wait for the disk at each record.

Each school has {classes} classes with a homeroom teacher each, {inspectors} people who inspect, and {records:,} records in the term. On SQLite there is one school, on PostgreSQL {schools}.

- *Morning*: all inspectors open the screen at about the same time, and send a record every {between:.0f} s on average.
- *Publication*: every homeroom teacher opens "my score and why" of the published month within {seconds:.0f} s.
- *Survey*: pupils, guardians and teachers of another school on the same server answer a survey; {answers} of them a second open the page, and send when they have read it.

A request starts when it is due, and its latency counts from then, so that a server that falls behind cannot hide it.
*Lost* counts acknowledged records that were not in the ledger afterwards. *Load before* is the load average of the machine when it began: above 0.5, something else was running too.
"""
PEER = """\
## Beside a peer

The same task, one site after the other in the same run, each with its usual settings on SQLite: {people} people who are signed in send one record a request, the next as soon as the last is answered, for {seconds:.0f} s.
At Kolibri, a learning platform that schools run themselves, it is a learner's answer to one question of an exercise; here an inspector's observation of a class. Both are checked against what the sender may do and are in the database when the answer comes.

{table}

**{ratio} times as many records a second.**
"""
HEADER = ["Database", "Moment", "Requests", "Lasted", "Good answers/s", "p50", "p99", "Errors"]


def write_day(measured: list[Measured], compared: Compared, options: argparse.Namespace) -> str:
    """Write the page of a day, the first of those measured."""
    rows = [
        _row(one, name, load) for one in measured for (day, name), load in one.moments.items() if day == 0
    ]
    head = _head("make soak" if options.week else "make bench-load", options)
    parts = ["# A county's day on one server", head, _table(HEADER, rows), _kept(measured)]
    return "\n\n".join([*parts, _beside(compared, options)]) + "\n"


def write_week(measured: list[Measured], options: argparse.Namespace) -> str:
    rows = [
        _row(one, f"day {day + 1}, {name}", load)
        for one in measured
        for (day, name), load in one.moments.items()
    ]
    parts = ["# A week on one server", _head("make soak", options), _table(HEADER, rows)]
    return "\n\n".join([*parts, _kept(measured), _memory(measured)]) + "\n"


def _beside(compared: Compared, options: argparse.Namespace) -> str:
    lines = [(compared.peer, compared.theirs), ("Banheng", compared.ours)]
    rows = [[name, f"{held.rate:.0f}", f"{held.median:.0f} ms"] for name, held in lines]
    return PEER.format(
        people=PEOPLE,
        seconds=options.seconds,
        table=_table(["Site", "Records/s", "p50"], rows),
        ratio=f"{compared.ratio:.1f}",
    ).strip()


def _head(command: str, options: argparse.Namespace) -> str:
    return HEAD.format(
        command=command,
        day=date.today().isoformat(),  # noqa: DTZ011 - the day where it ran
        processor=_processor(),
        cores=os.cpu_count(),
        system=platform.system(),
        release=platform.release(),
        python=platform.python_version(),
        yardstick=yardstick(),
        classes=CLASSES,
        inspectors=INSPECTORS,
        records=RECORDS,
        schools=options.schools,
        between=BETWEEN_RECORDS_SECONDS,
        seconds=options.seconds,
        answers=ANSWERS_A_SECOND,
    ).strip()


def _row(one: Measured, name: str, load: Load) -> list[str]:
    return [
        one.database,
        name,
        f"{load.asked:,}",
        f"{load.lasted:.0f} s",
        f"{load.held_rate:.0f}",
        f"{load.quantile(0.5):.0f} ms",
        f"{load.quantile(0.99):.0f} ms",
        str(len(load.errors)),
    ]


def _kept(measured: list[Measured]) -> str:
    header = ["Database", "Schools", "Lost", "Memory before", "Memory after", "Load before"]
    rows = [
        [
            one.database,
            str(one.schools),
            str(one.lost),
            f"{one.memory[0]} MiB",
            f"{one.memory[-1]} MiB",
            f"{one.load_before:.1f}",
        ]
        for one in measured
    ]
    return _table(header, rows)


def _memory(measured: list[Measured]) -> str:
    lines = [f"- {one.database}: {', '.join(str(one) for one in one.memory)} MiB" for one in measured]
    return "## Memory before the week and after each moment\n\n" + "\n".join(lines)
