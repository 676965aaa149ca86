"""PostgreSQL goes away under a running site and comes back; the site says so, and goes on without a hand."""

from __future__ import annotations

import json
import os
import sys
import time

import psycopg
import pytest
from benchmarks.chaos.cluster import Cluster
from benchmarks.chaos.processes import children

from tests.web.running_site import PATIENCE_SECONDS, Browser, RunningSite
from tests.web.test_killed_server import _entry, _ids_in_ledger

ENDED = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = 'postgres'"


@pytest.fixture
def cluster():
    if not os.environ.get("DATABASE_URL"):
        pytest.skip("DATABASE_URL names no PostgreSQL")
    cluster = Cluster()
    yield cluster
    cluster.remove()


@pytest.fixture
def site(cluster, tmp_path):
    site = RunningSite(tmp_path / "data", cluster.url)
    made = site.run(sys.executable, "-m", "tests.web.backups.make_backed_up_site")
    assert made.returncode == 0, made.stderr
    site.start()
    yield site
    site.kill()


def send(browser, entry):
    sending = {"sent_at": entry["noted_at"], "entries": [entry]}
    return browser.send("POST", "/s/yucai/inspect/records/", json.dumps(sending), "application/json")


def until_taken(browser, entry):
    """Send again and again, as a phone does."""
    until = time.monotonic() + PATIENCE_SECONDS
    while (answer := send(browser, entry)).status != 200:
        assert answer.status == 503, answer.text
        assert time.monotonic() < until, answer.text
        time.sleep(0.2)


@pytest.mark.site
def test_a_lost_database_is_said_and_taken_up_again(site, cluster):
    entries = [_entry() for _ in range(3)]
    with Browser(site.port) as browser:
        browser.sign_in("inspector")
        until_taken(browser, entries[0])

        with psycopg.connect(cluster.url, autocommit=True) as administrator:
            administrator.execute(ENDED)
        until_taken(browser, entries[1])

        cluster.stop()
        recorded, page = send(browser, entries[2]), browser.get("/s/yucai/")
        with Browser(site.port) as watcher:
            ready = watcher.get("/health/ready")
        assert (recorded.status, page.status, ready.status) == (503, 503, 503)
        assert json.loads(ready.text)["faults"] == ["database"]
        assert "数据库现在没有应答" in page.text
        assert "Traceback" not in page.text + recorded.text

        cluster.start()
        until_taken(browser, entries[2])
        assert browser.get("/s/yucai/").status == 200
    assert {entry["id"] for entry in entries} <= set(_ids_in_ledger(site))
    until = time.monotonic() + PATIENCE_SECONDS
    while not any(" django work " in command for command in children(site.process.pid).values()):
        assert time.monotonic() < until, "the worker of background tasks did not come back"
        time.sleep(0.2)
