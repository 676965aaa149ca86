"""A dozen kills at random points; `make chaos` does it for hours, on PostgreSQL too."""

from __future__ import annotations

import json
import subprocess
import sys

SEED = 4
KILLS, SECONDS = 12, 60


def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(project, tmp_path):
    output = tmp_path / "figures.json"

    done = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.chaos.run", "--output", str(output)),
            *("--seed", str(SEED), "--kills", str(KILLS), "--seconds", str(SECONDS)),
        ],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )

    assert output.exists(), done.stderr
    figures = json.loads(output.read_text())
    assert figures["faults"] == []
    assert sum(figures["killed"].values()) >= 2
    assert sum(each["in the middle"] for each in figures["under_fire"].values()) > 0
