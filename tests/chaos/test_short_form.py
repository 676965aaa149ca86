"""A few kills at random points; `make chaos` does it for hours, on PostgreSQL too."""

from __future__ import annotations

import json
import subprocess
import sys

SEED = 2
"""Its last kill comes with the first request, so that something is cut off on any machine."""
KILLS = 6


def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(project, tmp_path):
    output = tmp_path / "figures.json"

    done = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.chaos.run", "--output", str(output)),
            *("--seed", str(SEED), "--kills", str(KILLS)),
        ],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )

    assert output.exists(), done.stderr
    figures = json.loads(output.read_text())
    assert figures["faults"] == [], done.stderr
    assert sum(figures["killed"].values()) == KILLS
    assert sum(each["in the middle"] for each in figures["under_fire"].values()) > 0
