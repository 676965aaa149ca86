"""Measure the site with load and server on this machine: `make bench-web`, which writes docs/reference/benchmarks-web.md."""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from urllib.parse import urljoin

import psycopg
from tests.web.running_site import Browser, RunningSite

from benchmarks.load.moments import record_of
from benchmarks.load.open_load import Load, ask
from benchmarks.web_page import write_page
from benchmarks.web_school import CODE

RATE, SECONDS = 300, 30
WARM_RATE, WARM_SECONDS = 100, 3
PAGE = Path(__file__).parents[1] / "docs/reference/benchmarks-web.md"


@dataclass(frozen=True)
class Figures:
    """What was measured on one database.

    Attributes:
        lost: acknowledged records that the ledger does not have.
        load_before: jobs that ran or waited on the machine before it began (load average of a minute).
    """

    database: str
    load: Load
    lost: int
    load_before: float
    score_fresh: list[float]
    score_again: list[float]
    first_start: float
    cold_start: float
    weights: dict[str, int]


def main() -> None:
    options = _options()
    figures = []
    for database in options.databases:
        with tempfile.TemporaryDirectory(prefix="banheng-bench-") as folder:
            url = _own_database() if database == "PostgreSQL" else ""
            figures.append(_measure(database, RunningSite(Path(folder) / "data", url), options))
    if options.output:
        options.output.write_text(write_page(figures, options), encoding="utf-8")
    sys.stdout.write(write_page(figures, options))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--rate", type=int, default=RATE)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--databases", nargs="+", default=["SQLite", "PostgreSQL"])
    parser.add_argument("--output", type=Path, default=PAGE)
    return parser.parse_args()


def _measure(database: str, site: RunningSite, options: argparse.Namespace) -> Figures:
    first_start = _start(site)
    site.stop()
    made = site.run(sys.executable, "-m", "benchmarks.web_school")
    if made.returncode:
        raise SystemExit(made.stderr)
    cold_start = statistics.median(_stopped(site, _start(site)) for _ in range(3))
    _start(site)
    try:
        load_before = os.getloadavg()[0]
        with Browser(site.port) as inspector, Browser(site.port) as teacher:
            inspector.sign_in("inspector")
            teacher.sign_in("teacher")
            weights = _weights(inspector)
            _send(site, inspector, WARM_RATE, WARM_SECONDS)
            load = _send(site, inspector, options.rate, options.seconds)
            for browser in (inspector, teacher):
                browser.connection.close()  # it is opened again; the server has given up an idle one
            fresh = [_milliseconds(teacher, inspector, site) for _ in range(20)]
            again = [_milliseconds(teacher) for _ in range(20)]
        lost = len(load.acknowledged - _ids(site))
    finally:
        site.stop()
    return Figures(database, load, lost, load_before, fresh, again, first_start, cold_start, weights)


def _start(site: RunningSite) -> float:
    """Start the site; give the seconds until its first page is there."""
    began = perf_counter()
    site.start()
    with Browser(site.port) as browser:
        assert browser.get("/account/login/").status == 200
    return perf_counter() - began


def _stopped(site: RunningSite, measured: float) -> float:
    site.stop()
    return measured


def _send(site: RunningSite, browser: Browser, rate: int, seconds: float) -> Load:
    """Send records, so many a second."""
    signed_in = [each for each in browser.cookies.values() if each.key != "csrftoken"]
    cookie = "; ".join(f"{each.key}={each.value}" for each in signed_in)
    path, chance = f"/s/{CODE}/inspect/", random.Random(rate)
    dues = (number / rate for number in range(round(rate * seconds)))
    return ask(site.port, (record_of(due, path, cookie, chance) for due in dues))


def _milliseconds(
    teacher: Browser, inspector: Browser | None = None, site: RunningSite | None = None
) -> float:
    """Time "my score and why" of class c0, after a new record if there is an inspector."""
    if inspector and site:
        assert _send(site, inspector, 1, 1).acknowledged
    began = perf_counter()
    answer = teacher.get(f"/s/{CODE}/scores/c0/")
    took = (perf_counter() - began) * 1000
    assert answer.status == 200, answer.text
    return took


def _weights(browser: Browser) -> dict[str, int]:
    """Give the bytes on the wire of the inspection screen and of all files it loads."""
    weights: dict[str, int] = {}
    waiting = [f"/s/{CODE}/inspect/"]
    while waiting:
        path = waiting.pop()
        plain = browser.get(path)
        assert plain.status == 200, path
        weights[path] = len(browser.get_compressed(path))
        if path.endswith(".js"):
            found = re.findall(r'(?:from|import)\s*"(\.[^"]+)"', plain.text)
        elif path.endswith(".css"):
            found = []
        else:
            found = re.findall(r'(?:src|href)="(/static/[^"]+)"', plain.text)
        waiting += {urljoin(path, each) for each in found} - set(weights) - set(waiting)
    return weights


def _ids(site: RunningSite) -> set[str]:
    listed = site.run(sys.executable, "-m", "benchmarks.web_ids")
    return set(listed.stdout.split())


def _own_database() -> str:
    """Make a database in the cluster of `DATABASE_URL`."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        raise SystemExit("No DATABASE_URL: run it by `make bench-web`, which starts a PostgreSQL of its own.")
    name = f"bench_{datetime.now(UTC):%H%M%S}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return url.replace("/postgres?", f"/{name}?")


if __name__ == "__main__":
    main()
