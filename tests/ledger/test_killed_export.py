"""An export that is killed in the middle, and run again."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.web.own_site import own_site
from tests.web.running_site import BANHENG, PROJECT

pytestmark = pytest.mark.site

COUNTIES, MONTHS = 12, 2


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request, tmp_path):
    site = own_site(tmp_path / "data", request.param)
    made = site.run(sys.executable, "-m", "tests.ledger.make_two_counties", str(COUNTIES))
    assert made.returncode == 0, made.stderr
    return site


def test_killed_again_and_again_it_ends_with_the_same_files(site, tmp_path):
    whole = tmp_path / "whole"
    assert export(site, whole).returncode == 0

    part = tmp_path / "part"
    for wanted in (1, 7, 15):
        kill_after(site, part, wanted)
    done = export(site, part)

    assert done.returncode == 0, done.stderr
    assert files(part) == files(whole)
    assert f"共 {COUNTIES * MONTHS} 份" in done.stdout
    assert "没有变化" in done.stdout


def export(site, target):
    return site.run(BANHENG, "ledger", "export", "--parquet", target)


def kill_after(site, target, manifests):
    """Export, and kill it when so many months of counties are finished."""
    running = subprocess.Popen(
        [BANHENG, "ledger", "export", "--parquet", target],
        cwd=PROJECT,
        env=site.environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    while running.poll() is None and len(list(target.glob("*/*/manifest.json"))) < manifests:
        time.sleep(0.001)
    os.killpg(running.pid, signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    assert len(list(target.glob("*/*/manifest.json"))) < COUNTIES * MONTHS


def files(folder):
    """Give what is there; half-written files of a killed run have names that nobody reads."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
