"""An open load over HTTP/1.1: requests start on schedule, not when the last one was answered.

Latency counts from the moment at which a request was due, so that a server that falls behind cannot hide it.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import perf_counter

from uuid_utils import uuid7

CONNECTIONS = 64
PATIENCE_SECONDS = 30


@dataclass
class Load:
    """What came of it: seconds from due to answered, ids that were acknowledged, what went wrong."""

    seconds: list[float] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    lasted: float = 0.0

    def quantile(self, share: float) -> float:
        """Give the milliseconds within which this share was answered."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


async def send_records(port: int, path: str, cookie: str, token: str, *, rate: int, seconds: float) -> Load:
    """Send one record a request at a steady rate."""
    load, free = Load(), asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(None)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nX-CSRFToken: {token}\r\n"
        "Content-Type: application/json\r\nContent-Length: "
    ).encode()
    began, sent = perf_counter(), []
    for number in range(round(rate * seconds)):
        due = began + number / rate
        if (early := due - perf_counter()) > 0:
            await asyncio.sleep(early)
        sent.append(asyncio.create_task(_one(port, head, due, number, free, load)))
    await asyncio.gather(*sent)
    load.lasted = perf_counter() - began
    return load


async def _one(port: int, head: bytes, due: float, number: int, free: asyncio.Queue, load: Load) -> None:
    connection = await free.get()
    name, body = _record(number)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            reader, writer = connection or await asyncio.open_connection("127.0.0.1", port)
            connection = (reader, writer)
            writer.write(head + f"{len(body)}\r\n\r\n".encode() + body)
            status, text = await _answer(reader)
        if status == 200 and b'"accepted"' in text:
            load.acknowledged.add(name)
        else:
            load.errors.append(f"{status} {text[:200]!r}")
    except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
        load.errors.append(repr(error))
        if connection:
            with suppress(OSError):
                connection[1].close()
        connection = None
    load.seconds.append(perf_counter() - due)
    free.put_nowait(connection)


def _record(number: int) -> tuple[str, bytes]:
    name, now = str(uuid7()), datetime.now(UTC).isoformat()
    entry = {
        "id": name,
        "school_class": f"c{number % 60}",
        "item": "hygiene",
        "event": "untidy",
        "noted_at": now,
    }
    return name, json.dumps({"sent_at": now, "entries": [entry]}).encode()


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")
    )
    return int(head[9:12]), await reader.readexactly(length)
