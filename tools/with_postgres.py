"""Run a command against a PostgreSQL cluster of its own: made in a temporary folder, stopped and removed afterwards.

    python tools/with_postgres.py python -m pytest

`DATABASE_URL` names it to the command. The binaries are those found on the machine. With `--durable` before the
command the cluster waits for the disk, as a school's does.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin")
OLDEST = 15
SETTINGS = "-c listen_addresses='' -c max_connections=200"
IN_HASTE = "-c fsync=off -c full_page_writes=off"
"""No waiting for the disk: the cluster lives as long as the tests."""


def binaries() -> Path:
    """Find the folder of `initdb` and `pg_ctl`, newest version first."""
    found = [
        path for pattern in FOLDERS for path in Path("/").glob(pattern[1:]) if (path / "initdb").exists()
    ]
    versions = {path: _version(path) for path in found}
    usable = sorted((path for path in found if versions[path] >= OLDEST), key=versions.__getitem__)
    if not usable:
        sys.exit(
            f"No PostgreSQL {OLDEST} or later was found in {', '.join(FOLDERS)}. "
            "Install it (Debian: apt-get install postgresql) and try again."
        )
    return usable[-1]


def _version(folder: Path) -> int:
    text = subprocess.run(
        [folder / "postgres", "--version"], check=True, capture_output=True, text=True
    ).stdout
    return int(text.split()[2].split(".")[0])


def main() -> int:
    """Make the cluster, run the command, take the cluster away."""
    command = sys.argv[1:]
    settings = SETTINGS if command[0] == "--durable" else f"{SETTINGS} {IN_HASTE}"
    folder = Path(tempfile.mkdtemp(prefix="banheng-postgres-"))
    data, programs = folder / "data", binaries()
    # PostgreSQL refuses to run as root.
    user = {"user": "postgres"} if os.getuid() == 0 else {}
    owner = "postgres" if user else pwd.getpwuid(os.getuid()).pw_name
    if user:
        shutil.chown(folder, "postgres")
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder, **user}
    try:
        subprocess.check_call(
            [programs / "initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C", "-U", owner], **quiet
        )
        subprocess.check_call(
            [
                programs / "pg_ctl",
                "-D",
                data,
                "-w",
                "-l",
                folder / "log",
                "-o",
                f"{settings} -k {folder}",
                "start",
            ],
            **quiet,
        )
        url = f"postgres://{owner}@/postgres?host={folder}"
        return subprocess.run(
            command[command[0] == "--durable" :], env={**os.environ, "DATABASE_URL": url}, check=False
        ).returncode
    finally:
        subprocess.run(
            [programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"],
            check=False,
            stdout=subprocess.DEVNULL,
            **user,
        )
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
