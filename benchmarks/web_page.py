"""Write the page of what was measured of the site."""

from __future__ import annotations

import os
import platform
import statistics
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.page import _processor, _table
from benchmarks.web_school import CLASSES, RECORDS
from benchmarks.yardstick import yardstick

if TYPE_CHECKING:
    import argparse

    from benchmarks.web import Figures

HEAD = """\
# Benchmarks of the site

Written by `make bench-web`; nothing on this page is typed by hand.

{day}; {processor}, {cores} cores; {system} {release}; Python {python}. {yardstick}
The load, the site and the database shared these cores. Both databases wait for the disk at each record.
A school of {classes} classes with {records:,} records in the term.

## Records under load

One record a request, {rate} requests a second for {seconds:.0f} s, over 64 connections.
A request starts when it is due, not when the last one was answered, and its latency counts from then.
*Lost* counts acknowledged records that were not in the ledger afterwards.
*Load before* is the load average of the machine when it began: above 0.5, something else was running too.
"""


def write_page(figures: list[Figures], options: argparse.Namespace) -> str:
    head = HEAD.format(
        day=date.today().isoformat(),  # noqa: DTZ011 - the day where it ran
        processor=_processor(),
        cores=os.cpu_count(),
        system=platform.system(),
        release=platform.release(),
        python=platform.python_version(),
        yardstick=yardstick(),
        classes=CLASSES,
        records=RECORDS,
        rate=options.rate,
        seconds=options.seconds,
    )
    parts = [head.strip(), _records(figures), "## Pages", _pages(figures), _weight(figures[0])]
    return "\n\n".join(parts) + "\n"


def _records(figures: list[Figures]) -> str:
    header = ["Database", "Requests/s", "p50", "p99", "Longest", "Errors", "Lost", "Load before"]
    rows = [
        [
            each.database,
            f"{len(each.load.acknowledged) / each.load.lasted:.0f}",
            *(f"{each.load.quantile(share):.0f} ms" for share in (0.5, 0.99, 1)),
            str(len(each.load.errors)),
            str(each.lost),
            f"{each.load_before:.1f}",
        ]
        for each in figures
    ]
    return _table(header, rows)


def _pages(figures: list[Figures]) -> str:
    header = ["", *(each.database for each in figures)]
    rows = [
        ["“My score and why” after a new record, median", *(_ms(each.score_fresh) for each in figures)],
        ["the slowest of 20", *(f"{max(each.score_fresh):.0f} ms" for each in figures)],
        ["“My score and why” again, median", *(_ms(each.score_again) for each in figures)],
        ["`banheng serve` to the first page", *(f"{each.cold_start:.1f} s" for each in figures)],
        [
            "the same at the very first start, which makes database and static files",
            *(f"{each.first_start:.1f} s" for each in figures),
        ],
    ]
    return (
        _table(header, rows) + "\n\nTimes of pages are those of the whole request, as the browser sees them."
    )


def _ms(milliseconds: list[float]) -> str:
    return f"{statistics.median(milliseconds):.0f} ms"


def _weight(figures: Figures) -> str:
    total = sum(figures.weights.values())
    return (
        f"The inspection screen weighs **{total / 1000:.0f} KB** on the wire, "
        f"in {len(figures.weights)} files, at its first visit."
    )
