"""A site of an earlier release is brought up to this version, and a newer one is refused.

`site-of-b6100d9.zip` holds database and secret key of a small school, made by that commit: 18 records, two final
results, a paid sheet.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.web.running_site import BANHENG, MAKING_SECONDS, RunningSite

FORMER = Path(__file__).parent / "site-of-b6100d9.zip"
QUESTIONS = {
    "records": "SELECT sequence, hash FROM ledger_record ORDER BY sequence",
    "editions": "SELECT number, digest FROM assessment_frozensheet ORDER BY id",
    "pay": "SELECT state, checksum, paid_on, voucher FROM payroll_paysheet ORDER BY id",
    "slips": "SELECT staff_id, fen FROM payroll_payslip ORDER BY id",
}


def answers(site):
    with closing(sqlite3.connect(site.data / "banheng.sqlite3")) as database:
        return {name: database.execute(question).fetchall() for name, question in QUESTIONS.items()}


@pytest.fixture
def site(tmp_path):
    site = RunningSite(tmp_path / "data")
    with zipfile.ZipFile(FORMER) as archive:
        archive.extractall(site.data)
    yield site
    if site.process:
        site.kill()


def test_data_of_a_former_version_stay_what_they_were_and_a_newer_one_is_refused(site):
    before = answers(site)
    assert [len(each) for each in before.values()] == [18, 2, 1, 4]

    site.start(patience=MAKING_SECONDS)
    site.stop()

    assert answers(site) == before
    verified = site.run(BANHENG, "manage", "verify_sheets")
    assert (verified.returncode, "核对 2 份结果，0 份不符" in verified.stdout) == (0, True), verified.stderr
    assert site.run(BANHENG, "ledger", "check").returncode == 0

    with closing(sqlite3.connect(site.data / "banheng.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_tomorrow', '2030-01-01')"
        )
    with closing(sqlite3.connect(site.data / "banheng.sqlite3")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    kept = hashlib.sha256((site.data / "banheng.sqlite3").read_bytes()).hexdigest()

    refused = site.run(BANHENG, "serve", "--port", str(site.port))

    assert refused.returncode == 1
    assert "ledger.9999_tomorrow" in refused.stderr
    assert "请装回较新的版本" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert hashlib.sha256((site.data / "banheng.sqlite3").read_bytes()).hexdigest() == kept
