"""`banheng serve` as whoever runs it meets it: how it ends, and what it says when it cannot begin."""

from __future__ import annotations

import json
import signal
import socket
import time

import pytest
from django.db import connection
from uuid_utils import uuid7

from banheng.accounts.roles import Role
from banheng.ledger.models import Record
from tests.factories import TODAY, adopt, grant, make_school, make_user
from tests.web.own_site import own_site
from tests.web.running_site import BANHENG

SECONDS_TO_END = 15


@pytest.fixture
def site(tmp_path):
    site = own_site(tmp_path / "data")
    yield site
    if site.process:
        site.kill()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_all_its_processes_when_it_is_asked_to(site, how):
    site.start()
    assert len(site.processes()) >= 3  # itself and its web workers
    assert "Traceback" not in site.stop(how)
    assert _all_ended(site)


def test_its_processes_end_soon_after_it_was_killed(site):
    site.start()
    site.process.kill()
    site.process.wait()
    assert _all_ended(site)


def test_a_port_in_use_is_named(site):
    with socket.socket() as other:
        other.bind(("127.0.0.1", site.port))
        other.listen()
        answer = site.run(BANHENG, "serve", "--port", str(site.port))
    assert answer.returncode != 0
    assert f"127.0.0.1:{site.port}" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_data_folder_that_cannot_be_written_is_named(site, tmp_path):
    (tmp_path / "file").touch()  # a file where the folder should be
    answer = site.run(BANHENG, "serve", "--data", str(tmp_path / "file" / "inside"))
    assert answer.returncode == 2
    assert str(tmp_path / "file" / "inside") in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.django_db
def test_a_full_disk_refuses_records_with_a_sentence(client, time_machine_today):
    if connection.vendor != "sqlite":
        pytest.skip("a full disk is tried on SQLite")
    school = make_school().school
    user = make_user("inspector")
    grant(user, Role.DUTY_INSPECTOR, school)
    adopt(school)
    client.force_login(user)
    now = f"{TODAY}T16:30:00+08:00"
    entries = [
        {
            "id": str(uuid7()),
            "school_class": "101",
            "item": "hygiene",
            "event": "unswept",
            "note": "长" * 400,
            "noted_at": now,
        }
        for _ in range(50)
    ]
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages}")
        answer = client.post(
            "/s/yucai/inspect/records/",
            json.dumps({"sent_at": now, "entries": entries}),
            content_type="application/json",
        )
        cursor.execute("PRAGMA max_page_count=1073741823")
    assert answer.status_code == 503
    assert answer.json()["reason"] == "服务器现在不能保存记录。记录仍在手机上，稍后会再发送。"
    assert not Record.objects.exists()


def _all_ended(site):
    until = time.monotonic() + SECONDS_TO_END
    while site.processes() and time.monotonic() < until:
        time.sleep(0.1)
    return not site.processes()
