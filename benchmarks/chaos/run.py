"""Kill one site again and again on one database; the figures go to a file as JSON: run as a script."""

from __future__ import annotations

import argparse
import http.client
import json
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from random import Random
from threading import Barrier
from typing import TYPE_CHECKING, Any

import django
from tests.web.running_site import RunningSite

from benchmarks.chaos.cluster import Cluster
from benchmarks.chaos.targets import NeedsAHand, Targets

if TYPE_CHECKING:
    from benchmarks.chaos.school import People
    from benchmarks.chaos.use_cases import Subject, UseCase

AT_ONCE = 5
"""Use cases under way at each kill, so that they meet each other too."""
KILLS_A_ROUND = 2
"""The second comes while people try again after the first."""
LONGEST_DELAY = 2.0
"""Seconds from the first request to the kill, at most; shorter ones are likelier, as most work is done by then."""
PATIENCE = 180
AFTERWARDS = "afterwards"


class Driver:
    """Rounds of kills on one site; each round is chosen by the seed and its number alone."""

    def __init__(self, site: RunningSite, cluster: Cluster | None, seed: int) -> None:
        self.site, self.seed = site, seed
        self.targets = Targets(site, cluster)
        self.killed: Counter[str] = Counter()
        self.under_fire: dict[str, Counter[str]] = defaultdict(Counter)
        self.recovered: dict[str, list[float]] = defaultdict(list)
        self.faults: list[str] = []
        self.people: People | None = None

    def round(self, number: int) -> None:
        from django.db import connections  # noqa: PLC0415 - needs the settings

        from benchmarks.chaos.use_cases import TABLE, Subject  # noqa: PLC0415 - needs the apps

        chance = Random(f"{self.seed}-{number}")
        rotated = TABLE[number % len(TABLE) :] + TABLE[: number % len(TABLE)]
        chosen = [rotated[0], *chance.sample(rotated[1:], AT_ONCE - 1)]
        trials = [
            (case, Subject(place := self._place(f"r{number}-{position}"), case.make(place, chance)))
            for position, case in enumerate(chosen)
        ]
        for _ in range(KILLS_A_ROUND):
            target, delay = self.targets.choose(chance), LONGEST_DELAY * chance.random() ** 3
            connections.close_all()
            self._act(trials, target, delay)
            try:
                self.recovered[target].append(self.targets.recover(target))
            except (NeedsAHand, AssertionError) as fault:
                self._blame(number, target, str(fault))
                raise
            for case, subject in trials:
                self._look(number, target, case, subject)
        self._finish(number, trials)
        connections.close_all()

    def check(self) -> dict[str, int]:
        """Look at what must hold of all schools together."""
        from banheng.assessment.management.commands.verify_sheets import PUBLIC, faults_of  # noqa: PLC0415
        from banheng.assessment.models import FrozenSheet  # noqa: PLC0415
        from banheng.ledger.chaining import first_break  # noqa: PLC0415
        from banheng.ledger.models import Record  # noqa: PLC0415
        from banheng.schools.models import School  # noqa: PLC0415

        schools = list(School.objects.all())
        self.faults += [f"chain of {school}: {found}" for school in schools if (found := first_break(school))]
        editions = FrozenSheet.objects.filter(sheet__state__in=PUBLIC)
        for edition in editions:
            self.faults += [f"{edition}: {fault}" for fault in faults_of(edition)]
        return {"schools": len(schools), "records": Record.objects.count(), "editions": len(editions)}

    def prepare(self) -> None:
        """Make the people who act in every school."""
        from benchmarks.chaos.school import People  # noqa: PLC0415 - needs the apps

        self.people = People()
        for user in self.people.users.values():
            self.people.sign_in(user)

    def _place(self, code: str) -> Any:
        from benchmarks.chaos.school import make_place  # noqa: PLC0415

        place = make_place(code, self.people)
        self.people.sign_in(place.small.teachers["101"].user)
        return place

    def _open(self, username: str) -> Any:
        return self.people.browser(self.site.port, username)

    def _act(self, trials: list[tuple[UseCase, Subject]], target: str, delay: float) -> None:
        """Let everybody act at once, and kill after a while."""
        before = [set(subject.acknowledged) for _, subject in trials]
        ready = Barrier(len(trials) + 1)
        with ThreadPoolExecutor(len(trials)) as hands:
            acting = [hands.submit(self._try, ready, case, subject) for case, subject in trials]
            ready.wait()
            time.sleep(delay)
            open_ones = [not act.done() for act in acting]
            self.targets.kill(target)
            for act in acting:
                act.result()
        self.killed[target] += 1
        for (case, subject), was_open, earlier in zip(trials, open_ones, before, strict=True):
            fire = self.under_fire[case.name]
            fire["kills"] += 1
            fire["in the middle"] += was_open
            fire["acknowledged"] += bool(subject.acknowledged - earlier)

    def _try(self, ready: Barrier, case: UseCase, subject: Subject) -> None:
        """Act once; what the kill cuts off is no fault yet."""
        from django.db import DatabaseError, InterfaceError, connections  # noqa: PLC0415

        from benchmarks.chaos.sending import NotTaken  # noqa: PLC0415

        ready.wait()
        try:
            with suppress(OSError, http.client.HTTPException, NotTaken, DatabaseError, InterfaceError):
                case.do(self._open, subject)
        finally:
            connections.close_all()

    def _look(self, number: int, target: str, case: UseCase, subject: Subject) -> None:
        from benchmarks.chaos.use_cases import HalfDone  # noqa: PLC0415

        try:
            there = case.there(subject)
        except HalfDone as half:
            self._blame(number, target, f"{case.name}: half done: {half}")
            return
        if target != AFTERWARDS:
            reached = "all" if there == case.whole else "some" if there else "nothing"
            self.under_fire[case.name][f"{reached} done"] += 1
        if lost := subject.acknowledged - there:
            self._blame(number, target, f"{case.name}: acknowledged and lost: {lost}")

    def _finish(self, number: int, trials: list[tuple[UseCase, Subject]]) -> None:
        """Let people try again until it is done, as long as they have patience."""
        from benchmarks.chaos.sending import NotTaken  # noqa: PLC0415
        from benchmarks.chaos.use_cases import HalfDone  # noqa: PLC0415

        for case, subject in trials:
            until, said = time.monotonic() + PATIENCE, "nothing"
            while True:
                try:
                    case.do(self._open, subject)
                    break
                except HalfDone as half:
                    said = f"half done: {half}"
                except (NotTaken, OSError, http.client.HTTPException) as error:
                    said = f"{type(error).__name__}: {error}"
                if "half" in said or time.monotonic() > until:
                    self._blame(number, AFTERWARDS, f"{case.name}: cannot be done: {said}")
                    break
                time.sleep(0.3)
            self._look(number, AFTERWARDS, case, subject)
            if subject.acknowledged != case.whole:
                self._blame(number, AFTERWARDS, f"{case.name}: only {subject.acknowledged}")

    def _blame(self, number: int, target: str, said: str) -> None:
        self.faults.append(f"seed {self.seed}, round {number}, {target}: {said}")
        print(self.faults[-1], file=sys.stderr, flush=True)


def main() -> int:
    options = _options()
    cluster = Cluster() if options.database == "postgresql" else None
    with tempfile.TemporaryDirectory(prefix="banheng-chaos-", ignore_cleanup_errors=True) as folder:
        site = RunningSite(Path(folder) / "data", cluster.url if cluster else "")
        if cluster:
            site.environment["DATABASE_URL"] = cluster.url
        os.environ.clear()  # or keys of the caller's own would sign the cookies
        os.environ.update(site.environment)
        try:
            figures = _run(site, cluster, options)
        finally:
            if site.process:
                site.kill()
            if cluster:
                cluster.remove()
    options.output.write_text(json.dumps(figures, ensure_ascii=False, indent=1))
    return bool(figures["faults"])


def _run(site: RunningSite, cluster: Cluster | None, options: argparse.Namespace) -> dict[str, Any]:
    site.start(patience=400)
    django.setup()
    driver = Driver(site, cluster, options.seed)
    driver.prepare()
    print(f"chaos: {options.database}, seed {options.seed}", file=sys.stderr, flush=True)
    load, began, number = os.getloadavg()[0], time.monotonic(), options.first_round
    while driver.killed.total() < options.kills and time.monotonic() - began < options.seconds:
        driver.round(number)
        number += 1
        print(
            f"{number - options.first_round} rounds, {driver.killed.total()} kills, "
            f"{time.monotonic() - began:.0f} s, {len(driver.faults)} faults",
            file=sys.stderr,
            flush=True,
        )
    seconds = time.monotonic() - began
    return {
        "database": options.database,
        "seed": options.seed,
        "rounds": [options.first_round, number],
        "seconds": seconds,
        "load_before": load,
        "killed": driver.killed,
        "under_fire": driver.under_fire,
        "recovered": driver.recovered,
        "checked": driver.check(),
        "faults": driver.faults,
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos.run", description=__doc__)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first-round", type=int, default=0)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--output", type=Path, required=True)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
