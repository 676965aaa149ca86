"""Let a whole school answer a survey, close it, and check what is left: `make bench-surveys`, which writes docs/reference/benchmarks-surveys.md."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import resource
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.web.running_site import BANHENG, Browser, RunningSite

from banheng.core.points import UNITS
from banheng.questionnaires.loading import parse_instrument
from benchmarks.survey_answers import Answering, Respondent, answer_all, make_respondents
from benchmarks.survey_page import write_page
from benchmarks.survey_school import EVENTS
from benchmarks.web import _own_database

LONGEST_SECONDS = 900
STEP = UNITS // 100
PAGE = Path(__file__).parents[1] / "docs/reference/benchmarks-surveys.md"


@dataclass(frozen=True)
class Figures:
    """What was measured on one database.

    Attributes:
        lost: acknowledged answers of which no sheet was kept; doubled: sheets beyond one a right.
        audit_open, audit_closed: exit codes of `banheng survey audit`.
        wrong: means in the ledger that are not the true ones.
        load_before: jobs that ran or waited on the machine before it began (load average of a minute).
    """

    database: str
    rights: int
    came: Answering
    lost: int
    doubled: int
    closed: bool
    closing_seconds: float
    audit_open: int
    audit_closed: int
    sheets_left: int
    means: int
    exact: int
    wrong: int
    load_before: float


def main() -> None:
    options = _options()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    figures = []
    for database in options.databases:
        with tempfile.TemporaryDirectory(prefix="banheng-bench-") as folder:
            url = _own_database() if database == "PostgreSQL" else ""
            figures.append(_measure(database, RunningSite(Path(folder) / "data", url)))
    page = write_page(figures)
    if options.output:
        options.output.write_text(page, encoding="utf-8")
    sys.stdout.write(page)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.survey_load", description=__doc__)
    parser.add_argument("--databases", nargs="+", default=["SQLite", "PostgreSQL"])
    parser.add_argument("--output", type=lambda text: Path(text) if text else None, default=PAGE)
    return parser.parse_args()


def _measure(database: str, site: RunningSite) -> Figures:
    site.start()
    try:
        made = _step(site, "make")
        chance = random.Random(database)
        respondents = make_respondents(parse_instrument(made["text"]).instrument, made["ways"], chance)
        load_before = os.getloadavg()[0]
        came = asyncio.run(_bounded(site.port, respondents, chance))
        sys.stderr.write(f"{database}: {_said(came)}\n")
        kept = _step(site, "count")
        audit_open = _audit(site)
        began = perf_counter()
        _close(site, made)
        closing_seconds = perf_counter() - began
        audit_closed = _audit(site)
        evidence = _step(site, "evidence")
    finally:
        site.stop()
    for error, number in Counter(came.errors).most_common(5):
        sys.stderr.write(f"{database}: {number} x {error}\n")
    acknowledged: Counter[tuple[str, str]] = Counter(
        (one.school_class, one.group)
        for one in respondents
        if f"{one.path} {one.cookie}" in came.acknowledged
    )
    sheets = {(school_class, group): number for school_class, group, number, _ in kept}
    used = {(school_class, group): number for school_class, group, _, number in kept}
    exact, wrong = _compare(respondents, evidence)
    return Figures(
        database=database,
        rights=len(respondents),
        came=came,
        lost=sum(max(0, number - sheets.get(asked, 0)) for asked, number in acknowledged.items()),
        doubled=sum(max(0, number - used.get(asked, 0)) for asked, number in sheets.items()),
        closed=bool(evidence["published"]),
        closing_seconds=closing_seconds,
        audit_open=audit_open,
        audit_closed=audit_closed,
        sheets_left=evidence["sheets_left"],
        means=len(evidence["records"]),
        exact=exact,
        wrong=wrong,
        load_before=load_before,
    )


def _said(came: Answering) -> str:
    times = (("open", came.opened), ("send", came.sent), ("rush", came.rush))
    told = ", ".join(
        f"{name} p50 {took.quantile(0.5):.0f} p99 {took.quantile(0.99):.0f} ms" for name, took in times
    )
    return f"{len(came.acknowledged)} acknowledged in {came.lasted:.0f} + {came.rush_lasted:.1f} s; {told}"


async def _bounded(port: int, respondents: list[Respondent], chance: random.Random) -> Answering:
    async with asyncio.timeout(LONGEST_SECONDS):
        return await answer_all(port, respondents, chance)


def _step(site: RunningSite, step: str) -> Any:
    done = site.run(sys.executable, "-m", "benchmarks.survey_school", step)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def _audit(site: RunningSite) -> int:
    done = site.run(str(BANHENG), "survey", "audit", "--data", str(site.data))
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
    return done.returncode


def _close(site: RunningSite, made: dict[str, Any]) -> None:
    """Close it on the page of the office."""
    with Browser(site.port) as office:
        office.cookies.load(made["office"])
        office.cookies["csrftoken"] = "c" * 32  # any will do that comes back
        answer = office.send("POST", made["close"], "x=", "application/x-www-form-urlencoded")
        assert answer.status == 302, answer.text


def _compare(respondents: list[Respondent], evidence: dict[str, Any]) -> tuple[int, int]:
    """Count the exact means of the ledger, and those that are not what was answered.

    A mean that is published as a range stands in the ledger as its middle: there the truth must lie in the range.
    """
    reached: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    for one in respondents:
        reached[one.school_class, EVENTS[one.group]].append(Fraction(*one.marks) * 100 * UNITS)
    ranges = {
        (receiver, event): (number, low, high) for receiver, event, number, low, high in evidence["published"]
    }
    exact = wrong = 0
    for receiver, event, quantity, value in evidence["records"]:
        marks = reached[receiver, event]
        truth = sum(marks) / len(marks)
        number, low, high = ranges.get((receiver, event), (1, value, value))
        slack = Fraction(STEP, 2) if low == high else Fraction(0)
        exact += low == high
        fits = low - slack <= truth <= high + slack and abs(2 * value - low - high) <= 1
        wrong += not (fits and quantity == number * UNITS == len(marks) * UNITS)
    return exact, wrong


if __name__ == "__main__":
    main()
