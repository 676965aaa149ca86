"""The same SQL in PostgreSQL: a throw-away cluster on local disk, loaded beforehand."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import psycopg

from benchmarks.peers.duckdb_sql import QUERY

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "PostgreSQL"
TABLES = ("who", "subjects", "prices", "items")
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "1GB",
    "work_mem": "512MB",
    "max_parallel_workers_per_gather": "2",
}


def missing() -> str:
    """Say what is missing here."""
    return "" if _program("initdb") else "PostgreSQL is not installed"


def version() -> str:
    return subprocess.run(
        [_program("initdb"), "--version"], capture_output=True, text=True, check=True
    ).stdout.split()[2]


def _program(name: str) -> str:
    places = [*Path("/usr/lib/postgresql").glob(f"*/bin/{name}")]
    return str(max(places)) if places else shutil.which(name) or ""


@contextlib.contextmanager
def prepared(folder: Path) -> Iterator[psycopg.Connection]:
    """Start a server, load the tables and count what is in them."""
    user = "nobody" if os.getuid() == 0 else None  # PostgreSQL refuses to run as root
    place = Path(tempfile.mkdtemp(prefix="banheng-postgres-"))
    if user:
        shutil.chown(place, user)
    port = _free_port()
    options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
    initdb = [
        _program("initdb"),
        "--auth=trust",
        "--username=bench",
        "--encoding=UTF8",
        "--locale=C",
        f"-D{place}/cluster",
    ]
    server = [
        _program("postgres"),
        f"-D{place}/cluster",
        f"-p{port}",
        f"-k{place}",
        "-clisten_addresses=",
        *options,
    ]
    try:
        subprocess.run(initdb, check=True, user=user, cwd=place, stdout=subprocess.DEVNULL)
        with subprocess.Popen(server, user=user, cwd=place, stderr=subprocess.DEVNULL) as running:
            try:
                connection = _connect(place, port)
                _load(connection, folder)
                yield connection
                connection.close()
            finally:
                running.terminate()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _connect(place: Path, port: int) -> psycopg.Connection:
    for _ in range(100):
        with contextlib.suppress(psycopg.OperationalError):
            return psycopg.connect(
                host=str(place), port=port, user="bench", dbname="postgres", autocommit=True
            )
        time.sleep(0.1)
    raise TimeoutError("PostgreSQL did not start")


def _load(connection: psycopg.Connection, folder: Path) -> None:
    for name in TABLES:
        _copy(connection, name, pl.read_parquet(folder / f"tables/{name}.parquet"), create=True)
    for number, part in enumerate(sorted((folder / "tables").glob("evidence-*.parquet"))):
        _copy(connection, "evidence", pl.read_parquet(part), create=number == 0)
    connection.execute("vacuum analyze")


def _copy(connection: psycopg.Connection, name: str, frame: pl.DataFrame, *, create: bool) -> None:
    kinds = {pl.String: "text", pl.Date: "date", pl.Int64: "bigint"}
    columns = ", ".join(
        f"{column} {kinds.get(kind.base_type(), 'int')}" for column, kind in frame.schema.items()
    )
    if create:
        connection.execute(f"create unlogged table {name} ({columns})")
    with connection.cursor().copy(f"copy {name} ({', '.join(frame.columns)}) from stdin csv") as copy:
        for piece in frame.iter_slices(1_000_000):
            copy.write(piece.write_csv(include_header=False))


def score(connection: psycopg.Connection) -> pl.DataFrame:
    query = QUERY.format(
        whole="r.quantity / 10000",
        off="div(p.price * greatest(0, c.quantity - p.free), 10000)",
        mean="div(2 * summed + times, 2 * times)",
        total="div(2 * exact + 100, 200) * 100",
        evidence="evidence",
        **{name: name for name in TABLES},
    )
    cursor = connection.execute(query)
    names = [column.name for column in cursor.description or ()]
    return pl.DataFrame(cursor.fetchall(), schema=names, orient="row")
