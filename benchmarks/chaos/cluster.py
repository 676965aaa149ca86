"""A PostgreSQL cluster of one's own that can be killed as a power cut does."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tools.with_postgres import SETTINGS, binaries

from benchmarks.chaos.processes import children

ACCOUNT = "postgres"


class Cluster:
    """Waits for the disk at every commit; `url` names its database."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="banheng-chaos-postgres-"))
        self.data = self.folder / "data"
        # PostgreSQL refuses to run as root
        self.user = {"user": ACCOUNT} if os.getuid() == 0 else {}
        if self.user:
            shutil.chown(self.folder, ACCOUNT)
        self._run("initdb", "-A", "trust", "-E", "UTF8", "--locale=C", "-U", ACCOUNT)
        self.url = f"postgres://{ACCOUNT}@/postgres?host={self.folder}"
        self.start()

    def start(self) -> None:
        """Start it, as a service manager does after a crash; it recovers by itself."""
        options = f"{SETTINGS} -k {self.folder}"
        self._run("pg_ctl", "-w", "-t", "120", "-l", str(self.folder / "log"), "-o", options, "start")

    def kill(self) -> None:
        """End all its processes at once."""
        server = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGSTOP)  # or it starts another one after they were listed
        processes = [server, *children(server)]
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        # the next server refuses to start while one of them still holds the memory
        while any(Path(f"/proc/{process}").exists() and not _is_dead(process) for process in processes):
            time.sleep(0.05)

    def stop(self) -> None:
        """Shut it down in an orderly way; it can be started again."""
        self._run("pg_ctl", "-m", "fast", "-w", "stop")

    def remove(self) -> None:
        """End it and take its folder away."""
        with suppress(OSError):
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [binaries() / program, "-D", self.data, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.folder,
            **self.user,
        )


def _is_dead(process: int) -> bool:
    """Tell whether it only waits to be noticed by its parent."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True
