"""The long form on SQLite and PostgreSQL: `make chaos`, which writes docs/reference/chaos.md."""

from __future__ import annotations

import argparse
import json
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.chaos.page import write_page

PAGE = Path(__file__).parents[2] / "docs/reference/chaos.md"
DATABASES = ("sqlite", "postgresql")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=300, help="of both databases together")
    parser.add_argument("--seconds", type=float, default=7200, help="longest time of each database")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--output", type=Path, default=PAGE)
    options = parser.parse_args()
    figures = []
    with tempfile.TemporaryDirectory(prefix="banheng-chaos-") as folder:
        for database in DATABASES:
            output = Path(folder) / f"{database}.json"
            command = [sys.executable, "-m", "benchmarks.chaos.run", "--database", database]
            command += ["--seed", str(options.seed), "--kills", str(options.kills // len(DATABASES))]
            command += ["--seconds", str(options.seconds), "--output", str(output)]
            subprocess.run(command, check=False)
            figures.append(json.loads(output.read_text()))
    command = f"python -m benchmarks.chaos --kills {options.kills} --seconds {options.seconds:.0f} --seed {options.seed}"
    options.output.write_text(write_page(figures, command), encoding="utf-8")
    return any(each["faults"] for each in figures)


if __name__ == "__main__":
    sys.exit(main())
