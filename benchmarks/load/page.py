"""Write the pages of what was measured under load."""

from __future__ import annotations

import os
import platform
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.load.county import CLASSES, INSPECTORS, RECORDS
from benchmarks.load.moments import ANSWERS_A_SECOND, BETWEEN_RECORDS_SECONDS
from benchmarks.page import _processor, _table
from benchmarks.yardstick import yardstick

if TYPE_CHECKING:
    import argparse

    from benchmarks.load.__main__ import Day
    from benchmarks.load.open_load import Load

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
HEADER = ["Database", "Moment", "Requests", "Lasted", "Good answers/s", "p50", "p99", "Errors"]


def write_day(days: list[Day], options: argparse.Namespace) -> str:
    parts = ["# A county's day on one server", _head("make bench-load", options), _table(HEADER, _rows(days))]
    return "\n\n".join([*parts, _kept(days)]) + "\n"


def write_week(days: list[Day], options: argparse.Namespace) -> str:
    parts = ["# A week on one server", _head("make soak", options), _table(HEADER, _rows(days))]
    return "\n\n".join([*parts, _kept(days), _memory(days)]) + "\n"


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


def _rows(days: list[Day]) -> list[list[str]]:
    return [_row(day, name, load) for day in days for name, load in day.moments.items()]


def _row(day: Day, name: str, load: Load) -> list[str]:
    return [
        day.database,
        name,
        f"{load.asked:,}",
        f"{load.lasted:.0f} s",
        f"{load.held_rate:.0f}",
        f"{load.quantile(0.5):.0f} ms",
        f"{load.quantile(0.99):.0f} ms",
        str(len(load.errors)),
    ]


def _kept(days: list[Day]) -> str:
    header = ["Database", "Schools", "Lost", "Memory before", "Memory after", "Load before"]
    rows = [
        [
            day.database,
            str(day.schools),
            str(day.lost),
            f"{day.memory[0]} MiB",
            f"{day.memory[-1]} MiB",
            f"{day.load_before:.1f}",
        ]
        for day in days
    ]
    return _table(header, rows)


def _memory(days: list[Day]) -> str:
    lines = [f"- {day.database}: {', '.join(str(one) for one in day.memory)} MiB" for day in days]
    return "## Memory before the week and after each moment\n\n" + "\n".join(lines)
