"""Requests over HTTP/1.1 that start when they are due, not when the last one was answered.

Latency counts from the moment at which a request was due, so that a server that falls behind cannot hide it.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]
CONNECTIONS = 64
PATIENCE_SECONDS = 60
LONGEST_SECONDS = 1800
TOKEN = "c" * 32
"""Any token will do that comes back in the cookie."""


@dataclass(frozen=True)
class Asking:
    """A request that is due some seconds after the beginning.

    Attributes:
        is_good: whether status and body are those of a request that did its work.
        name: what is acknowledged by a good answer, empty for a page.
    """

    due: float
    method: str
    path: str
    cookie: str
    body: bytes = b""
    kind: str = "application/json"
    name: str = ""
    is_good: Callable[[int, bytes], bool] = lambda status, _body: status == 200


@dataclass
class Load:
    """What came of it: seconds from due to answered, names that were acknowledged, what went wrong."""

    asked: int = 0
    seconds: list[float] = field(default_factory=list)
    acknowledged: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    lasted: float = 0.0

    @property
    def held_rate(self) -> float:
        """Good answers a second, until the last one."""
        return len(self.seconds) / self.lasted if self.lasted else 0.0

    def quantile(self, share: float) -> float:
        """Give the milliseconds within which this share was answered."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else 0.0


def ask(port: int, askings: Iterable[Asking]) -> Load:
    """Send everything at its time, and wait for the answers.

    Raises:
        TimeoutError: it lasted longer than half an hour.
    """

    async def bounded() -> Load:
        async with asyncio.timeout(LONGEST_SECONDS):
            return await _ask_all(port, askings)

    return asyncio.run(bounded())


async def _ask_all(port: int, askings: Iterable[Asking]) -> Load:
    load, free = Load(), asyncio.LifoQueue()  # the connection that was used last, as browsers do
    for _ in range(CONNECTIONS):
        free.put_nowait(None)
    began, sent = perf_counter(), []
    for asking in sorted(askings, key=lambda one: one.due):
        if (early := began + asking.due - perf_counter()) > 0:
            await asyncio.sleep(early)
        sent.append(asyncio.create_task(_ask(port, asking, began + asking.due, free, load)))
    await asyncio.gather(*sent)
    load.lasted = perf_counter() - began
    while not free.empty():
        await _close(free.get_nowait())
    return load


async def _ask(port: int, asking: Asking, due: float, free: asyncio.Queue, load: Load) -> None:
    connection = await free.get()
    load.asked += 1
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            connection, (status, body) = await _answered(asking, port, connection)
        if asking.is_good(status, body):
            load.seconds.append(perf_counter() - due)
            load.acknowledged |= {asking.name} - {""}
        else:
            load.errors.append(f"{asking.method} {asking.path}: {status} {body[:200]!r}")
    except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
        load.errors.append(f"{asking.method} {asking.path}: {error!r}")
        await _close(connection)
        connection = None
    free.put_nowait(connection)


async def _answered(
    asking: Asking, port: int, connection: Connection | None
) -> tuple[Connection, tuple[int, bytes]]:
    """Send; over a connection that the server gave up meanwhile, once more over a new one, as browsers do."""
    if connection:
        try:
            return connection, await answer_to(asking, port, *connection)
        except ConnectionError:
            await _close(connection)
        except asyncio.IncompleteReadError as error:
            if error.partial:
                raise
            await _close(connection)
    opened = await asyncio.open_connection("127.0.0.1", port)
    return opened, await answer_to(asking, port, *opened)


async def answer_to(
    asking: Asking, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> tuple[int, bytes]:
    """Send over an open connection; give status and body of the answer."""
    writer.write(_request(port, asking))
    return await _answer(reader)


async def _close(connection: Connection | None) -> None:
    if connection:
        with suppress(OSError):
            connection[1].close()
            await connection[1].wait_closed()


def _request(port: int, asking: Asking) -> bytes:
    cookies = "; ".join(filter(None, [asking.cookie, f"csrftoken={TOKEN}"]))
    head = f"{asking.method} {asking.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies}\r\n"
    if asking.body:
        head += (
            f"X-CSRFToken: {TOKEN}\r\nContent-Type: {asking.kind}\r\nContent-Length: {len(asking.body)}\r\n"
        )
    return head.encode() + b"\r\n" + asking.body


async def _answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    lengths = (
        int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")
    )
    return int(head[9:12]), await reader.readexactly(next(lengths, 0))
