"""Write the page of what was measured of surveys."""

from __future__ import annotations

import os
import platform
from datetime import date
from typing import TYPE_CHECKING

from benchmarks.page import _processor, _table
from benchmarks.survey_answers import AGAIN_WITHIN_SECONDS, AT_ONCE, READING_SECONDS
from benchmarks.survey_school import CLASSES, PUPILS, TEACHERS
from benchmarks.yardstick import yardstick

if TYPE_CHECKING:
    from benchmarks.survey_answers import Took
    from benchmarks.survey_load import Figures

HEAD = """\
# Benchmarks of surveys

Written by `make bench-surveys`; nothing on this page is typed by hand.

{day}; {processor}, {cores} cores; {system} {release}; Python {python}. {yardstick}
The answerers, the site and the database shared these cores. Both databases wait for the disk at each answer.

A school of {classes} classes, {pupils:,} pupils, {pupils:,} guardians and {teachers} teachers answers the default questionnaire, \
by slip or with an account, against `banheng serve` with its usual settings.
At any time {at_once} people have the page open, and read it for {least:.0f} to {most:.0f} s.
The last {at_once} had it open already, and send in the same moment.
Each request has a connection of its own. Everybody sends twice, the second time within {again:.0f} s, whether or not the first was answered.
*Load before* is the load average of the machine when it began: above 0.5, something else was running too.
"""
TAIL = """\
*Lost* counts answers that were acknowledged and are not kept; *doubled* counts those kept twice.
The survey was closed on the page of the office. *Means* are those in the ledger; they are compared with what was sent: \
exact ones to the last digit, ranges by whether the truth lies in them.
*Audit* is the exit code of `banheng survey audit`, before and after closing.
"""


def write_page(figures: list[Figures]) -> str:
    head = HEAD.format(
        day=date.today().isoformat(),  # noqa: DTZ011 - the day where it ran
        processor=_processor(),
        cores=os.cpu_count(),
        system=platform.system(),
        release=platform.release(),
        python=platform.python_version(),
        yardstick=yardstick(),
        classes=CLASSES,
        pupils=PUPILS,
        teachers=TEACHERS,
        at_once=AT_ONCE,
        least=READING_SECONDS[0],
        most=READING_SECONDS[1],
        again=AGAIN_WITHIN_SECONDS,
    )
    parts = [head.strip(), "## Times", _times(figures), "## What is kept", _kept(figures), TAIL.strip()]
    return "\n\n".join(parts) + "\n"


def _times(figures: list[Figures]) -> str:
    header = ["Database", "Request", "Number", "Each second", "p50", "p99", "Longest", "Load before"]
    rows = []
    for each in figures:
        came = each.came
        for name, took, lasted in (
            ("open the page", came.opened, came.lasted),
            ("send", came.sent, came.lasted),
            ("send again", came.again, came.lasted),
            (f"send, {AT_ONCE} in the same moment", came.rush, came.rush_lasted),
            ("the same again", came.rush_again, came.rush_lasted),
        ):
            rows.append([each.database, name, *_row(took, lasted), f"{each.load_before:.1f}"])
    return _table(header, rows)


def _row(took: Took, lasted: float) -> list[str]:
    number = len(took.seconds)
    return [
        f"{number:,}",
        f"{number / lasted:.0f}" if lasted else "—",
        *(f"{took.quantile(share):.0f} ms" for share in (0.5, 0.99, 1)),
    ]


def _kept(figures: list[Figures]) -> str:
    header = ["", *(each.database for each in figures)]
    rows = [
        ["rights", *(f"{each.rights:,}" for each in figures)],
        ["answers acknowledged", *(f"{len(each.came.acknowledged):,}" for each in figures)],
        ["errors", *(str(len(each.came.errors)) for each in figures)],
        ["lost", *(str(each.lost) for each in figures)],
        ["doubled", *(str(each.doubled) for each in figures)],
        ["audit while open", *(str(each.audit_open) for each in figures)],
        ["closing", *(f"{each.closing_seconds:.1f} s" if each.closed else "refused" for each in figures)],
        ["audit when closed", *(str(each.audit_closed) for each in figures)],
        ["sheets left", *(str(each.sheets_left) for each in figures)],
        ["means in the ledger", *(f"{each.means} ({each.exact} exact)" for each in figures)],
        ["of which wrong", *(str(each.wrong) for each in figures)],
    ]
    return _table(header, rows)
