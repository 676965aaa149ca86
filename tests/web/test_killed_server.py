"""What was acknowledged is in the ledger, whatever happens to the server."""

from __future__ import annotations

import http.client
import json
import sqlite3
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime

import psycopg
import pytest
from uuid_utils import uuid7

from tests.web.own_site import own_site
from tests.web.running_site import BANHENG, Browser

RECORDS, SENDERS = 1_000, 4
KILLED_AFTER = 400
ADDRESS = "/s/yucai/inspect/records/"


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request, tmp_path):
    """A small school, not yet served."""
    site = own_site(tmp_path / "data", request.param)
    made = site.run(sys.executable, "-m", "tests.web.make_small_site")
    assert made.returncode == 0, made.stderr
    yield site
    if site.process:
        site.kill()


@pytest.mark.site
def test_a_killed_server_loses_no_acknowledged_record_and_doubles_none(site):
    entries = [_entry() for _ in range(RECORDS)]
    site.start()
    acknowledged = _send_all(site, entries, after=KILLED_AFTER, then=site.kill)
    assert KILLED_AFTER <= len(acknowledged) < RECORDS

    site.start()
    kept = _ids_in_ledger(site)
    assert sorted(kept) == sorted(set(kept))
    assert acknowledged <= set(kept)

    assert len(_send_all(site, entries)) == RECORDS
    assert sorted(_ids_in_ledger(site)) == sorted(entry["id"] for entry in entries)
    checked = site.run(BANHENG, "ledger", "check")
    assert checked.returncode == 0, checked.stderr


def _entry():
    now = datetime.now(UTC).isoformat()
    return {
        "id": str(uuid7()),
        "school_class": "101",
        "item": "hygiene",
        "event": "unswept",
        "noted_at": now,
    }


def _send_all(site, entries, *, after=None, then=None):
    """Send them one by one from several phones; give the ids that were acknowledged."""
    acknowledged: list[str] = []
    reached = threading.Event()

    def send(mine):
        with Browser(site.port) as browser:
            browser.sign_in("inspector")
            for entry in mine:
                try:
                    acknowledged.append(_send(browser, entry))
                except (OSError, http.client.HTTPException):
                    return  # killed
                if after and len(acknowledged) >= after:
                    reached.set()

    with ThreadPoolExecutor(SENDERS) as phones:
        sending = [phones.submit(send, entries[number::SENDERS]) for number in range(SENDERS)]
        if then:
            assert reached.wait(60)
            then()
        for phone in sending:
            phone.result()
    return set(acknowledged)


def _send(browser, entry):
    sending = {"sent_at": entry["noted_at"], "entries": [entry]}
    answer = browser.send("POST", ADDRESS, json.dumps(sending), "application/json")
    assert answer.status == 200, answer.text
    (said,) = json.loads(answer.text)["answers"]
    assert said["state"] in {"accepted", "repeated"}, said
    return said["id"]


def _ids_in_ledger(site):
    query = "SELECT CAST(id AS text) FROM ledger_record"
    if url := site.environment.get("DATABASE_URL"):
        with psycopg.connect(url) as connection:
            return [row[0] for row in connection.execute(query)]
    with closing(sqlite3.connect(site.data / "banheng.sqlite3")) as connection:
        rows = connection.execute(query).fetchall()
    return [f"{row[0][:8]}-{row[0][8:12]}-{row[0][12:16]}-{row[0][16:20]}-{row[0][20:]}" for row in rows]
