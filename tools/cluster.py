"""Start a Spark cluster of its own on this machine, run a command, and take the cluster away.

    python tools/cluster.py --workers 2 -- banheng score DIR --period 2026-10 --cluster '$CLUSTER' --output OUT

`$CLUSTER` in the command, and the environment variable of that name, is the address of the master. Without a
command the cluster runs until Ctrl-C. Master and workers come from the wheel of pyspark, listen on 127.0.0.1 only,
and have logs in a temporary folder.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HOST = "127.0.0.1"
PATIENCE_SECONDS = 60
HEAP = "512m"
"""Of master and workers themselves; what they compute with is an executor's."""


@dataclass
class Cluster:
    """A running master and its workers, each with the processes it started in a group of its own."""

    folder: Path
    port: int
    memory: str = "1g"
    master: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    started: int = 0

    @property
    def url(self) -> str:
        """The address that jobs are sent to."""
        return f"spark://{HOST}:{self.port}"

    def start_master(self) -> None:
        """Start the master, and wait until it listens."""
        arguments = ["--host", HOST, "--port", str(self.port), "--webui-port", "0"]
        self.master = self._start("master", "org.apache.spark.deploy.master.Master", *arguments)
        self._wait("master", "I have been elected leader")

    def start_worker(self) -> subprocess.Popen[bytes]:
        """Start one more worker, and wait until the master has it."""
        self.started += 1
        name = f"worker-{self.started}"
        options = ["--host", HOST, "--webui-port", "0", "--cores", "1", "--memory", self.memory]
        options += ["--work-dir", str(self.folder / name), self.url]
        worker = self._start(name, "org.apache.spark.deploy.worker.Worker", *options)
        self.workers.append(worker)
        self._wait(name, "Successfully registered with master")
        return worker

    def kill(self, worker: subprocess.Popen[bytes]) -> None:
        """Kill a worker and what it started, as if its machine had gone."""
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        self.workers.remove(worker)

    def tasks_done(self, worker: subprocess.Popen[bytes]) -> int:
        """Count the tasks that a worker has finished, by the logs of its executors."""
        logs = Path(self.folder, self._names[worker.pid]).glob("*/*/stderr")
        return sum(log.read_text(errors="replace").count("Finished task") for log in logs)

    def stop(self) -> None:
        """End all processes."""
        for process in [*self.workers, *filter(None, [self.master])]:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
        for process in [*self.workers, *filter(None, [self.master])]:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()

    _names: dict[int, str] = field(default_factory=dict)

    def _start(self, name: str, java_class: str, *arguments: str) -> subprocess.Popen[bytes]:
        import pyspark  # noqa: PLC0415 - an extra

        home = Path(pyspark.__file__).parent
        environment = {
            **os.environ,
            "SPARK_HOME": str(home),
            "SPARK_LOCAL_IP": HOST,
            "SPARK_DAEMON_MEMORY": HEAP,
            "SPARK_DAEMON_JAVA_OPTS": "-XX:+UseSerialGC",
            "SPARK_LOCAL_DIRS": str(self.folder / "scratch"),
            "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false",
        }
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [home / "bin/spark-class", java_class, *arguments],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._names[process.pid] = name
        return process

    def _wait(self, name: str, words: str) -> None:
        log, end = self.folder / f"{name}.log", time.monotonic() + PATIENCE_SECONDS
        while words not in log.read_text(errors="replace"):
            if time.monotonic() > end:
                raise SystemExit(f"{name} did not start:\n{log.read_text(errors='replace')[-2000:]}")
            time.sleep(0.1)


def missing() -> str:
    """Say what a cluster wants and is not there; empty if nothing."""
    try:
        import pyspark  # noqa: F401, PLC0415
    except ImportError:
        return "no pyspark: pip install 'banheng[cluster]', or make .venv/.bench"
    return "" if shutil.which("java") else "no Java: apt-get install openjdk-17-jre-headless"


@contextmanager
def cluster(workers: int = 2, memory: str = "1g", port: int | None = None) -> Iterator[Cluster]:
    """Start a master and so many workers of one core each; all end with the block."""
    folder = Path(tempfile.mkdtemp(prefix="banheng-cluster-"))
    made = Cluster(folder, port or _free_port(), memory)
    try:
        made.start_master()
        for _ in range(workers):
            made.start_worker()
        yield made
    finally:
        made.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return int(one.getsockname()[1])


def main() -> int:
    """Run a command beside a cluster, or a cluster alone."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--workers", type=int, default=2, help="workers of one core each")
    parser.add_argument("--memory", default="1g", help="memory of a worker")
    parser.add_argument("--port", type=int, default=7077, help="port of the master")
    parser.add_argument("command", nargs="*", help="after --")
    options = parser.parse_args()
    if reason := missing():
        sys.exit(reason)
    with cluster(options.workers, options.memory, options.port) as running:
        print(f"CLUSTER={running.url}  logs: {running.folder}", file=sys.stderr, flush=True)
        if options.command:
            command = [part.replace("$CLUSTER", running.url) for part in options.command]
            return subprocess.run(command, env={**os.environ, "CLUSTER": running.url}, check=False).returncode
        try:
            signal.pause()
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
