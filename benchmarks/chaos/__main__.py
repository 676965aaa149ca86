"""The long form on SQLite and PostgreSQL at once: `make chaos`, which writes docs/reference/chaos.md."""

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
    with tempfile.TemporaryDirectory(prefix="banheng-chaos-") as folder:
        outputs = {database: Path(folder) / f"{database}.json" for database in DATABASES}
        runs = [_start(database, output, options) for database, output in outputs.items()]
        for run in runs:
            run.wait()
        if broken := [database for database, output in outputs.items() if not output.exists()]:
            raise SystemExit(f"no figures of {', '.join(broken)}; the page was left as it is")
        figures = [json.loads(output.read_text()) for output in outputs.values()]
    command = f"python -m benchmarks.chaos --kills {options.kills} --seconds {options.seconds:.0f} --seed {options.seed}"
    options.output.write_text(write_page(figures, command), encoding="utf-8")
    return any(each["faults"] for each in figures)


def _start(database: str, output: Path, options: argparse.Namespace) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "benchmarks.chaos.run", "--database", database]
    command += ["--seed", str(options.seed), "--kills", str(options.kills // len(DATABASES))]
    command += ["--seconds", str(options.seconds), "--output", str(output)]
    return subprocess.Popen(command)


if __name__ == "__main__":
    sys.exit(main())
