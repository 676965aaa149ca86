"""A running site whose disk fills up, or is slow: nothing acknowledged is lost, and it goes on by itself."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, suppress
from urllib.parse import urlencode

import pytest

from tests.web.own_site import own_site
from tests.web.running_site import BANHENG, Browser
from tests.web.test_killed_server import _entry, _ids_in_ledger

DISK = "160m"
FORM = "application/x-www-form-urlencoded"
RULE = urlencode({"notice_days": "5", "ruling_days": "3", "late_days": "5", "contact": "德育处"})


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", folder],  # noqa: S607 -- wherever it lies
        check=False,
        capture_output=True,
    )
    if made.returncode:
        pytest.skip("only root may mount a disk")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)  # noqa: S607


@pytest.fixture
def site(disk):
    site = own_site(disk / "data")
    site.log = disk.parent / "log"
    made = site.run(sys.executable, "-m", "tests.web.backups.make_backed_up_site")
    assert made.returncode == 0, made.stderr
    site.start()
    yield site
    site.kill()


def fill(disk):
    """Leave no byte free."""
    with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
        while filler.write(b"0" * 65536):
            pass


def send(browser, entry):
    sending = {"sent_at": entry["noted_at"], "entries": [entry]}
    return browser.send("POST", "/s/yucai/inspect/records/", json.dumps(sending), "application/json")


def test_a_full_disk_is_said_and_passes_by(site, disk):
    taken = []
    with Browser(site.port) as inspector, Browser(site.port) as principal:
        inspector.sign_in("inspector")
        principal.sign_in("principal")

        for _ in range(2):
            fill(disk)
            try:
                refused, answers = [], []
                for _ in range(30):  # what is left of the last page of the journal may still take some
                    entry = _entry() | {"note": "长" * 400}
                    answer = send(inspector, entry)
                    if answer.status == 503:
                        refused.append(entry)
                        answers.append(json.loads(answer.text)["reason"])
                    else:
                        assert answer.status == 200, answer.text
                        taken.append(entry["id"])
                form = principal.send("POST", "/s/yucai/desk/appeal-rule/", RULE, FORM)
                page = principal.get("/s/yucai/desk/")
            finally:
                (disk / "filler").unlink()

            assert refused
            assert set(answers) == {"服务器现在不能保存记录。记录仍在手机上，稍后会再发送。"}
            assert form.status in {302, 503}
            assert page.status in {200, 503}
            for said in (form, page):
                assert "Traceback" not in said.text
                assert said.status != 503 or "过几分钟" in said.text

            for entry in refused:
                assert send(inspector, entry).status == 200
                taken.append(entry["id"])
            assert principal.send("POST", "/s/yucai/desk/appeal-rule/", RULE, FORM).status == 302

    assert set(taken) <= set(_ids_in_ledger(site))
    checked = site.run(BANHENG, "ledger", "check")
    assert checked.returncode == 0, checked.stderr


def test_a_backup_that_does_not_fit_is_refused_and_leaves_nothing(site, disk):
    fill(disk)
    refused = site.run(BANHENG, "backup", str(disk / "backup.zip"))
    (disk / "filler").unlink()

    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert not list(disk.glob("*backup*"))


def test_records_wait_for_a_slow_disk_and_are_taken(site):
    """Another program holds the database up for a while, as a disk does that takes seconds for a write."""
    answers = []

    def record():
        with Browser(site.port) as inspector:
            inspector.sign_in("inspector")
            ready.set()
            go.wait()
            answers.append(send(inspector, _entry()).status)

    ready, go = threading.Event(), threading.Event()
    phone = threading.Thread(target=record)
    phone.start()
    ready.wait()
    with closing(sqlite3.connect(site.data / "banheng.sqlite3", isolation_level=None)) as slow:
        slow.execute("BEGIN IMMEDIATE")
        go.set()
        phone.join(4)
        assert answers == []
        slow.execute("ROLLBACK")
    phone.join()

    assert answers == [200]
