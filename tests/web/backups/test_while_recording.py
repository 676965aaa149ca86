"""A backup is made while people record, and put back on a bare machine: nothing acknowledged before it is missing."""

from __future__ import annotations

import json
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tests.web.own_site import bare_site, own_site
from tests.web.running_site import BANHENG, Browser
from tests.web.test_killed_server import _entry, _ids_in_ledger

KEYS = ("secret-key", "bundle-key.pem", "notes-key")
BEFORE = 20


@pytest.fixture(params=["sqlite", "postgresql"])
def make(request, tmp_path):
    """Make a site that is not yet served, each with a database of its own."""
    sites = []

    def make_one(name, kind):
        sites.append(kind(tmp_path / name / "data", request.param))
        return sites[-1]

    yield make_one
    for site in sites:
        if site.process:
            site.kill()


def record_until(site, ended, acknowledged):
    with Browser(site.port) as browser:
        browser.sign_in("inspector")
        while not ended.is_set():
            entry = _entry()
            sending = {"sent_at": entry["noted_at"], "entries": [entry]}
            answer = browser.send(
                "POST", "/s/yucai/inspect/records/", json.dumps(sending), "application/json"
            )
            assert answer.status == 200, answer.text
            acknowledged.append(entry["id"])


@pytest.mark.site
def test_a_backup_made_while_recording_is_whole_on_a_bare_machine(make, tmp_path):
    site, bare = make("old", own_site), make("new", bare_site)
    made = site.run(sys.executable, "-m", "tests.web.backups.make_backed_up_site")
    assert made.returncode == 0, made.stderr
    site.start()

    acknowledged, ended = [], Event()
    with ThreadPoolExecutor() as phone:
        recording = phone.submit(record_until, site, ended, acknowledged)
        while len(acknowledged) < BEFORE and not recording.done():
            ended.wait(0.05)
        before = set(acknowledged)
        backed_up = site.run(BANHENG, "backup", str(tmp_path))
        ended.set()
        recording.result()
    assert backed_up.returncode == 0, backed_up.stderr
    file = next(tmp_path.glob("banheng-*.zip"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    restored = bare.run(BANHENG, "restore", str(file))

    assert restored.returncode == 0, restored.stderr
    assert "核对 2 份结果，0 份不符" in restored.stdout
    assert "完整" in restored.stdout
    assert before <= set(_ids_in_ledger(bare))
    for name in KEYS:
        assert (bare.data / name).read_bytes() == (site.data / name).read_bytes()
    (photo,) = (bare.data / "media").rglob("*.jpg")
    assert photo.read_bytes() == (site.data / photo.relative_to(bare.data)).read_bytes()

    again = bare.run(BANHENG, "restore", str(file))
    assert again.returncode == 1
    assert "恢复不会覆盖" in again.stderr
    assert "Traceback" not in again.stderr

    bare.start()
    with Browser(bare.port) as browser:
        browser.sign_in("inspector")
        assert browser.get("/s/yucai/inspect/").status == 200
