"""People who send one thing after the other: the next as soon as the last is answered. Shows what a server can hold."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from itertools import count
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.load.open_load import answer_to

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.load.open_load import Asking

    Next = Callable[[int], Asking]


@dataclass
class Held:
    """What came of it: seconds of each good answer, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lasted: float = 0.0

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.seconds) / self.lasted

    @property
    def median(self) -> float:
        """Milliseconds."""
        return sorted(self.seconds)[len(self.seconds) // 2] * 1000 if self.seconds else 0.0


def hold(port: int, people: Sequence[Next], seconds: float) -> Held:
    """Let each of the people send for so long; `people` give what they send next by its number."""
    held = Held()

    async def all_of_them() -> None:
        began = perf_counter()
        await asyncio.gather(*(_one(port, next_of, began + seconds, held) for next_of in people))
        held.lasted = perf_counter() - began

    asyncio.run(all_of_them())
    return held


async def _one(port: int, next_of: Next, until: float, held: Held) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for number in count():
        if (began := perf_counter()) >= until:
            break
        asking = next_of(number)
        status, body = await answer_to(asking, port, reader, writer)
        if asking.is_good(status, body):
            held.seconds.append(perf_counter() - began)
        else:
            held.errors.append(f"{asking.method} {asking.path}: {status} {body[:200]!r}")
    writer.close()
