"""`banheng serve` and its worker where something fails at the start or on the way."""

from __future__ import annotations

import os
import signal
import time

import pytest
from benchmarks.chaos.processes import children

from tests.web.own_site import own_site
from tests.web.running_site import BANHENG, MAKING_SECONDS, PATIENCE_SECONDS


@pytest.fixture
def site(tmp_path):
    site = own_site(tmp_path / "data")
    yield site
    if site.process:
        site.kill()


def test_a_database_that_does_not_answer_is_named_and_what_to_do(site, tmp_path):
    site.environment["DATABASE_URL"] = f"postgres://nobody@/nothing?host={tmp_path}"

    refused = site.run(BANHENG, "serve", "--port", str(site.port))

    assert refused.returncode == 1
    assert "请确认数据库已启动" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_worker_of_background_tasks_gives_way_to_pages_and_is_started_again_when_it_ended(site):
    def worker(*ended):
        """Wait for one that is not one of these."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not (running := workers() - set(ended)):
            assert time.monotonic() < until, "it was not started"
            time.sleep(0.1)
        (pid,) = running
        return pid

    def workers():
        found = children(site.process.pid).items()
        return {pid for pid, command in found if " django work " in command}

    site.start(patience=MAKING_SECONDS)
    first = worker()
    assert os.getpriority(os.PRIO_PROCESS, first) > os.getpriority(os.PRIO_PROCESS, site.process.pid)
    os.kill(first, signal.SIGKILL)

    second = worker(first)
    assert workers() == {second}
