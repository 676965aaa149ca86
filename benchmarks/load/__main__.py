"""Put a county's day on one server: `make bench-load` for a day, `make soak` for a week.

Writes docs/reference/benchmarks-load.md, or docs/reference/soak.md for a week.
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
from benchmarks.load.steps import step
from benchmarks.survey_answers import make_respondents
from benchmarks.web import _own_database

REFERENCE = Path(__file__).parents[2] / "docs/reference"
SCHOOL_DAYS = 5


@dataclass
class Day:
    """What was measured on one database.

    Attributes:
        moments: the load of each busy moment by its name.
        lost: acknowledged records that the ledger does not have.
        memory: mebibytes of all processes of the site, before the first moment and after each one.
    """

    database: str
    schools: int
    load_before: float
    moments: dict[str, Load] = field(default_factory=dict)
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
    page = (write_week if options.week else write_day)(measured, options)
    output = REFERENCE / ("soak.md" if options.week else "benchmarks-load.md")
    if not options.dry:
        output.write_text(page, encoding="utf-8")
    sys.stdout.write(page)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("--schools", type=int, default=120, help="on PostgreSQL; on SQLite it is one")
    parser.add_argument("--seconds", type=float, default=60, help="that a moment lasts")
    parser.add_argument("--week", action="store_true", help="five days, one after the other")
    parser.add_argument("--databases", nargs="+", default=["SQLite", "PostgreSQL"])
    parser.add_argument("--dry", action="store_true", help="write no page")
    return parser.parse_args()


def _measure(database: str, site: RunningSite, schools: int, days: int, options: argparse.Namespace) -> Day:
    chance = random.Random(database)
    site.start()
    try:
        county = step(site, "benchmarks.load.county", "make", str(schools))
        survey = step(site, "benchmarks.survey_school", "make")
        day = Day(database, schools, os.getloadavg()[0])
        day.memory.append(_mebibytes(site))
        acknowledged: set[str] = set()
        answerers = make_respondents(parse_instrument(survey["text"]).instrument, survey["ways"], chance)
        share = len(answerers) // days
        for number in range(days):
            name = f"{number + 1}: " if days > 1 else ""
            rush = ask(site.port, morning(county, options.seconds, chance))
            acknowledged |= rush.acknowledged
            day.moments[f"{name}morning"] = rush
            day.memory.append(_mebibytes(site))
            day.moments[f"{name}publication"] = ask(site.port, publication(county, options.seconds, chance))
            day.memory.append(_mebibytes(site))
            of_today = answerers[number * share : (number + 1) * share]
            day.moments[f"{name}survey"] = ask(site.port, evening(of_today, chance))
            day.memory.append(_mebibytes(site))
            sys.stderr.write(f"{database}, day {number + 1}: {_said(day)}\n")
        day.lost = len(acknowledged - set(step(site, "benchmarks.load.county", "ids")))
    finally:
        site.stop()
    return day


def _mebibytes(site: RunningSite) -> int:
    """Add up the memory of all processes of the site; what they share counts once."""
    return sum(psutil.Process(one).memory_full_info().pss for one in site.processes()) // 2**20


def _said(day: Day) -> str:
    moments = (
        f"{name} {load.asked} asked, {len(load.errors)} errors, {load.held_rate:.0f}/s, "
        f"p50 {load.quantile(0.5):.0f} p99 {load.quantile(0.99):.0f} ms"
        for name, load in day.moments.items()
    )
    errors = [error for load in day.moments.values() for error in load.errors]
    return "; ".join([*moments, f"memory {day.memory} MiB", *errors[:5]])


if __name__ == "__main__":
    main()
