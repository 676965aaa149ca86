"""A site of a test's own, copied from one that was started once for all tests: a first start takes half a minute."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
import pytest
from uuid_utils import uuid7

from tests.web.running_site import MAKING_SECONDS, PROJECT, RunningSite

KEPT = PROJECT / ".pytest_cache" / "sites"
DATABASE = "banheng.sqlite3"
COPIED = (DATABASE, "static")
"""Of a data folder; the keys of a site are its own."""


def own_site(data: Path, vendor: str = "sqlite") -> RunningSite:
    """Make a site that was served before; a test that wants PostgreSQL is skipped where there is none."""
    if vendor == "postgresql":
        cluster = _cluster()
        first, database = first_on_postgresql(cluster)
        url = _made_database(cluster, database)
    else:
        first, url = first_on_sqlite(), ""
    for name in COPIED:
        if (first / name).is_dir():
            shutil.copytree(first / name, data / name)
        elif (first / name).exists():
            data.mkdir(parents=True, exist_ok=True)
            shutil.copy(first / name, data / name)
    return RunningSite(data, url)


def bare_site(data: Path, vendor: str = "sqlite") -> RunningSite:
    """Make a site that was never served."""
    return RunningSite(data, _made_database(_cluster(), "template1") if vendor == "postgresql" else "")


def _cluster() -> str:
    address = os.environ.get("DATABASE_URL", "")
    if not address:
        pytest.skip("DATABASE_URL names no PostgreSQL")
    return address


@cache
def _state() -> str:
    """Tell one state of the migrations, ours and those of libraries, from another."""
    files = [PROJECT / "requirements-dev.lock", *sorted((PROJECT / "src").rglob("migrations/*.py"))]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


@contextmanager
def _alone():
    """Let the other processes of the tests wait."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def first_on_sqlite() -> Path:
    """Give the data folder of the site that is copied."""
    kept = KEPT / f"{_state()}-sqlite"
    with _alone():
        if not kept.exists():
            _serve_once(RunningSite(making := KEPT / uuid7().hex))
            making.rename(kept)
    return kept


def first_on_postgresql(cluster: str) -> tuple[Path, str]:
    """Give the data folder of the first site and the name of its database."""
    kept, database = KEPT / f"{_state()}-postgresql", f"first_{_state()}"
    with _alone(), psycopg.connect(cluster, autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone() is None:
            name = f"making_{uuid7().hex}"
            connection.execute(f'CREATE DATABASE "{name}"')
            _serve_once(RunningSite(kept, _beside(cluster, name)))
            connection.execute(f'ALTER DATABASE "{name}" RENAME TO "{database}"')
    return kept, database


def _serve_once(site: RunningSite) -> None:
    site.start(patience=MAKING_SECONDS)
    site.stop()


def _made_database(cluster: str, template: str) -> str:
    """Make a database beside the one named, since tests of others are at work in that; give its address."""
    name = f"own_{uuid7().hex}"
    with _alone(), psycopg.connect(cluster, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return _beside(cluster, name)


def _beside(cluster: str, name: str) -> str:
    return cluster.replace("/postgres?", f"/{name}?")
