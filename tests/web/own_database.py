from __future__ import annotations

import psycopg
from uuid_utils import uuid7


def own_database(url: str) -> str:
    """Make a database beside the one named, since tests of others are at work in that; give its address."""
    name = f"own_{uuid7().hex}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return url.replace("/postgres?", f"/{name}?")
