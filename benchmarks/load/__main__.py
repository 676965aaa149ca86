"""Put a county's day on one server, and one school's beside a peer: `make bench-load` for a day, `make soak` for a week.

Writes docs/reference/benchmarks-load.md, of the first day; for a week docs/reference/soak.md too.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from tests.web.running_site import RunningSite

from banheng.questionnaires.loading import parse_instrument
from benchmarks.load.moments import evening, morning, publication
from benchmarks.load.open_load import Load, ask
from benchmarks.load.page import write_day, write_week
from benchmarks.load.peer import compare
from benchmarks.load.steps import step
from benchmarks.survey_answers import make_respondents
from benchmarks.web import _own_database

REFERENCE = Path(__file__).parents[2] / "docs/reference"
SCHOOL_DAYS = 5


@dataclass
class Measured:
    """What was measured on one database in a day or a week.

    Attributes:
        moments: the load of each busy moment by the number of its day and its name.
        lost: acknowledged records that the ledger does not have.
        memory: mebibytes of all processes of the site, before the first moment and after each one.
    """

    database: str
    schools: int
    load_before: float
    moments: dict[tuple[int, str], Load] = field(default_factory=dict)
    memory: list[int] = field(default_factory=list)
    lost: int = 0


def main() -> None:
    options = _options()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    days = 1 if not options.week else SCHOOL_DAYS
    measured = []
    for database in options.databases:
        schools = options.schools if database == "PostgreSQL" else 1
        with tempfile.TemporaryDirectory(prefix="banheng-load-") as folder:
            url = _own_database() if database == "PostgreSQL" else ""
            site = RunningSite(Path(folder) / "data", url)
            measured.append(_measure(database, site, schools, days, options))
    with tempfile.TemporaryDirectory(prefix="banheng-load-") as folder:
        compared = compare(Path(folder), options.seconds, random.Random("peer"))
    pages = {"benchmarks-load.md": write_day(measured, compared, options)}
    if options.week:
        pages["soak.md"] = write_week(measured, options)
    for name, page in pages.items():
        if not options.dry:
            (REFERENCE / name).write_text(page, encoding="utf-8")
        sys.stdout.write(page)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--schools", type=int, default=120, help="on PostgreSQL; on SQLite it is one")
    parser.add_argument("--seconds", type=float, default=60, help="that a moment lasts")
    parser.add_argument("--week", action="store_true", help="five days, one after the other")
    parser.add_argument("--databases", nargs="+", default=["SQLite", "PostgreSQL"])
    parser.add_argument("--dry", action="store_true", help="write no page")
    return parser.parse_args()


def _measure(
    database: str, site: RunningSite, schools: int, days: int, options: argparse.Namespace
) -> Measured:
    chance = random.Random(database)
    site.start()
    try:
        county = step(site, "benchmarks.load.county", "make", str(schools))
        survey = step(site, "benchmarks.survey_school", "make")
        day = Measured(database, schools, os.getloadavg()[0])
        day.memory.append(_mebibytes(site))
        acknowledged: set[str] = set()
        answerers = make_respondents(parse_instrument(survey["text"]).instrument, survey["ways"], chance)
        share = len(answerers) // days
        for number in range(days):
            rush = ask(site.port, morning(county, options.seconds, chance))
            acknowledged |= rush.acknowledged
            day.moments[number, "morning"] = rush
            day.memory.append(_mebibytes(site))
            day.moments[number, "publication"] = ask(site.port, publication(county, options.seconds, chance))
            day.memory.append(_mebibytes(site))
            of_today = answerers[number * share : (number + 1) * share]
            day.moments[number, "survey"] = ask(site.port, evening(of_today, chance))
            day.memory.append(_mebibytes(site))
            sys.stderr.write(f"{database}, day {number + 1}: {_said(day)}\n")
        day.lost = len(acknowledged - set(step(site, "benchmarks.load.county", "ids")))
    finally:
        site.stop()
    return day


def _mebibytes(site: RunningSite) -> int:
    """Add up the memory of all processes of the site; what they share counts once."""
    return sum(psutil.Process(one).memory_full_info().pss for one in site.processes()) // 2**20


def _said(day: Measured) -> str:
    moments = (
        f"{number + 1} {name} {load.asked} asked, {len(load.errors)} errors, {load.held_rate:.0f}/s, "
        f"p50 {load.quantile(0.5):.0f} p99 {load.quantile(0.99):.0f} ms"
        for (number, name), load in day.moments.items()
    )
    errors = [error for load in day.moments.values() for error in load.errors]
    return "; ".join([*moments, f"memory {day.memory} MiB", *errors[:5]])


if __name__ == "__main__":
    main()
