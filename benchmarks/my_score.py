"""How long the server works for a page of results: `python -m benchmarks.my_score`.

A school with 60 classes and 30,000 records in the term, in a temporary folder; a record comes before every
request, so that nothing of the result can be kept from the request before. Figures are for one process.
"""

from __future__ import annotations

import logging
import os
import statistics
import sys
import tempfile
import time
from datetime import date
from uuid import UUID

REQUESTS = 30
DAY = date(2026, 10, 21)
PAGES = {
    "my score and why, month": "/s/busy/scores/301/?scheme=primary-month&period=2026-10",
    "my score and why, term": "/s/busy/scores/301/?scheme=primary-month&period=2026-2027-1",
    "league table, month": "/s/busy/league/?scheme=primary-month&period=2026-10",
    "class page by week": "/s/busy/classes/301/?by=week",
}


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "banheng.config.settings"
    os.environ.setdefault("BANHENG_SECRET_KEY", "benchmark")
    os.environ.setdefault("BANHENG_DEBUG", "1")  # static files by their own names: nothing is collected
    with tempfile.TemporaryDirectory(prefix="banheng-benchmark-") as folder:
        os.environ["BANHENG_DATA"] = folder
        measure()


def measure() -> None:
    import django  # noqa: PLC0415 - the settings are in the environment only now

    django.setup()
    logging.disable()
    import time_machine  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    settings.DEBUG = False
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    call_command("migrate", verbosity=0)
    from benchmarks.busy_school import make_busy_school, make_office  # noqa: PLC0415

    school = make_busy_school().school
    client = Client()
    with time_machine.travel("2027-01-22T10:00:00+08:00"):
        client.force_login(make_office(school))
        for name, address in PAGES.items():
            _report(name, [_one(client, school, address) for _ in range(REQUESTS)])


def _one(client, school, address) -> tuple[float, float]:
    """Give wall-clock and processor time of one request, in milliseconds."""
    from django.utils import timezone  # noqa: PLC0415
    from uuid_utils.compat import uuid7  # noqa: PLC0415

    from banheng.ledger.desk import Entry  # noqa: PLC0415
    from banheng.ledger.models import Record  # noqa: PLC0415
    from banheng.ledger.recording import record  # noqa: PLC0415

    entry = Entry(UUID(str(uuid7())), DAY, "hygiene", school_class="301", event="unswept")
    (outcome,) = record(school, [entry], by=None, at=timezone.now(), source=Record.Source.OFFICE)
    assert outcome.record, outcome.refusal
    begun, worked = time.perf_counter(), time.process_time()
    response = client.get(address)
    taken = (time.perf_counter() - begun) * 1000, (time.process_time() - worked) * 1000
    assert response.status_code == 200, response.status_code
    return taken


def _report(name: str, taken: list[tuple[float, float]]) -> None:
    """Tell the first request, which reads the ledger, apart from the later ones."""
    wall, worked = (sorted(column) for column in zip(*taken[1:], strict=True))
    print(
        f"{name}: first {taken[0][0]:.0f} ms, then median {statistics.median(wall):.0f} ms, "
        f"slowest of {len(wall)} {wall[-1]:.0f} ms; processor median {statistics.median(worked):.0f} ms"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
