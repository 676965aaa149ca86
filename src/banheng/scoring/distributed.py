"""Score counties on a Spark cluster.

Spark says which worker scores which county, and has it done again elsewhere if a worker is lost. The digits are
those of one machine because the same function computes them, `score_county`, in a Python process of the worker.
"""

from __future__ import annotations

import ipaddress
import os
import re
import shutil
import socket
import subprocess
import sys
import warnings
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import banheng
from banheng.core.errors import BanhengError, ExtraMissing
from banheng.scoring.counties import CountyScore, score_county
from banheng.scoring.parts import OTHER_VERSION, folder_of, refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.scoring.counties import CountyJob

OLDEST_JAVA = 17
MOST_TASKS = 1_000
"""Enough to keep a large cluster busy to the end, and few enough that their start does not count."""

PATIENCE_SECONDS = 5
QUIET = """\
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = stderr
appender.stderr.type = Console
appender.stderr.name = stderr
appender.stderr.target = SYSTEM_ERR
appender.stderr.layout.type = PatternLayout
appender.stderr.layout.pattern = Spark: %m%n
"""
"""What Spark may say on this side; the workers keep logs of their own."""


class NoJava(BanhengError):
    """Spark runs on Java, and none that is new enough was found; the text is what was found."""


class NoCluster(BanhengError):
    """Nobody answers at the address of the cluster, or it gave the job up; the text says which."""


def score_on_cluster(master: str, jobs: Sequence[CountyJob]) -> list[CountyScore]:
    """Score counties on a cluster; they come back in order.

    Args:
        master: `spark://host:port`. The workers have this version of Banheng with the extra `cluster`, and find
            the export under the same path or address.

    Raises:
        ExtraMissing: pyspark is not installed.
        NoJava: this end needs Java as well.
        NoCluster: nobody answers, or the job was given up.
    """
    try:
        from py4j.protocol import Py4JError  # noqa: PLC0415 - an extra
        from pyspark import SparkConf, SparkContext  # noqa: PLC0415
    except ImportError as error:
        raise ExtraMissing(str(error)) from error
    _see_java()
    host = _see_master(master)
    with TemporaryDirectory(prefix="banheng-spark-") as folder:
        quiet = Path(folder) / "log4j2.properties"
        quiet.write_text(QUIET, encoding="ascii")
        settings = {
            "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={quiet}",
            "spark.log.level": "ERROR",
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
        }
        if _is_loopback(host):
            settings |= {"spark.driver.host": host, "spark.driver.bindAddress": host}
            # on one machine the workers' Python is this one; elsewhere `spark.pyspark.python` names theirs
            os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        conf = SparkConf().setMaster(master).setAppName("banheng score").setAll(list(settings.items()))
        try:
            with warnings.catch_warnings(), SparkContext(conf=conf) as context:
                warnings.simplefilter(
                    "ignore", FutureWarning
                )  # pyspark looks at pandas, which is not used here
                scattered = context.parallelize(jobs, max(1, min(len(jobs), MOST_TASKS)))
                return list(scattered.map(partial(_score_there, banheng.__version__)).collect())
        except Py4JError as error:
            raise NoCluster(_reason(error)) from error


def _score_there(wanted: str, job: CountyJob) -> CountyScore:
    """Score a county on a worker, if it has the same version of the product."""
    if banheng.__version__ != wanted:
        place = folder_of(job.export, job.county, job.month)
        found = refused(OTHER_VERSION, place, found=banheng.__version__, wanted=wanted)
        return CountyScore.refused(job.county, found.findings)
    return score_county(job)


def _see_java() -> None:
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin" if home else None)
    if java is None:
        raise NoJava("")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr  # noqa: S603 - the user's own Java
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < OLDEST_JAVA:
        raise NoJava(said.partition("\n")[0])


def _see_master(master: str) -> str:
    """See that somebody listens: Spark itself would try for a minute."""
    first = master.removeprefix("spark://").split(",")[0]
    host, _, port = first.rpartition(":")
    if not master.startswith("spark://") or not host or not port.isdigit():
        raise NoCluster(f"'{master}' is not spark://host:port")
    try:
        socket.create_connection((host, int(port)), timeout=PATIENCE_SECONDS).close()
    except OSError as error:
        raise NoCluster(f"{master}: {error.strerror or error}") from error
    return host


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _reason(error: Exception) -> str:
    """Find the line of a long report of Spark that says what went wrong."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = [line for line in lines if re.match(r"[\w.]+(Error|Exception)\b", line) and "Py4J" not in line]
    return (told or lines or ["?"])[-1 if told else 0]
