"""Double clicks from several people, and a server that is killed in the middle, leave no half state."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest

from tests.web.own_site import own_site
from tests.web.running_site import PROJECT

pytestmark = pytest.mark.site


@pytest.fixture(params=["sqlite", "postgresql"])
def school(request, tmp_path):
    """A database of its own with two final results."""
    school = own_site(tmp_path / "data", request.param)
    made = school.run(sys.executable, "-m", "tests.payroll.make_final_september")
    assert made.returncode == 0, made.stderr
    return school


def run(school, *words):
    ran = school.run(sys.executable, "-m", "tests.payroll.pay_at_once", *words)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_each_step_is_taken_once_however_many_press(school):
    told = run(school, "everything")

    assert told["prepared"] == ["done"] * 4
    assert told["approved"] == told["paid"] == ["done", *["other_state"] * 3]
    assert told["steps"] == ["prepared", "approved", "paid"]
    assert (told["sheets"], told["differences"]) == (2, 1)


@pytest.mark.parametrize(
    ("step", "before"), [("prepared", []), ("approved", ["prepared"]), ("paid", ["prepared", "approved"])]
)
def test_a_server_killed_in_a_step_leaves_it_untaken_and_to_be_taken_again(school, step, before):
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.payroll.pay_at_once", "singly", step],
        cwd=PROJECT,
        env=school.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL)

    told = run(school, "singly")

    assert told == {"before": before, "now": ["prepared", "approved", "paid"], "sheets": 1}
