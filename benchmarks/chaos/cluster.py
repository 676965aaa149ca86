"""A PostgreSQL cluster of one's own that can be killed as a power cut does."""

from __future__ import annotations

import os
import shlex
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
PATIENCE_SECONDS = 120


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
        """Start it, as a service manager does after a crash: as a process of its own. It recovers by itself.

        Raises:
            RuntimeError: it has ended, or does not answer; with the end of its log.
        """
        options = ["-D", self.data, *shlex.split(SETTINGS), "-k", self.folder]
        log = self.folder / "log"
        with log.open("ab") as output:
            self.server = subprocess.Popen(
                [binaries() / "postgres", *options],
                stdout=output,
                stderr=output,
                cwd=self.folder,
                **self.user,
            )
        until = time.monotonic() + PATIENCE_SECONDS
        while subprocess.run([binaries() / "pg_isready", "-q", "-h", self.folder], check=False).returncode:
            if self.server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"PostgreSQL does not start: {log.read_text()[-1000:]}")
            time.sleep(0.05)

    def kill(self) -> None:
        """End all its processes at once."""
        self.server.send_signal(signal.SIGSTOP)  # or it starts another one after they were listed
        processes = children(self.server.pid)
        self.server.kill()
        for process in processes:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self.server.wait()
        # the next server refuses to start while one of them still holds the memory
        while any(Path(f"/proc/{process}").exists() and not _is_dead(process) for process in processes):
            time.sleep(0.05)

    def stop(self) -> None:
        """Shut it down in an orderly way; it can be started again."""
        self.server.send_signal(signal.SIGINT)
        self.server.wait()

    def remove(self) -> None:
        """End it and take its folder away."""
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
