"""People who answer a survey over HTTP/1.1, on a new connection each time, and send everything twice.

At any time `AT_ONCE` of them have the page before them. Whoever has read it sends the answers, and sends them again a
moment later, as a phone does that did not see the reply. The last `AT_ONCE` all send in the same moment.
"""

from __future__ import annotations

import asyncio
import random
import re
from dataclasses import dataclass, field
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from banheng.questionnaires.instrument import Group, QuestionKind

if TYPE_CHECKING:
    from banheng.questionnaires.instrument import Instrument

AT_ONCE = 500
READING_SECONDS = (5.0, 15.0)
AGAIN_WITHIN_SECONDS = 2.0
PATIENCE_SECONDS = 60
COOKIE = re.compile(rb"set-cookie: *csrftoken=([^;]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Respondent:
    """Somebody with the right to answer once.

    Attributes:
        marks: what the answers come to, as (reached, greatest) in units of 1/10,000.
    """

    school_class: str
    group: str
    path: str
    cookie: str
    form: str
    marks: tuple[int, int]


@dataclass
class Took:
    """Seconds that requests of a kind took, of those that were answered well."""

    seconds: list[float] = field(default_factory=list)

    def quantile(self, share: float) -> float:
        """Give the milliseconds within which this share was answered."""
        ordered = sorted(self.seconds)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000 if ordered else 0.0


@dataclass
class Answering:
    """What came of it: times by what was done, who was told that their answers arrived, what went wrong."""

    opened: Took = field(default_factory=Took)
    sent: Took = field(default_factory=Took)
    again: Took = field(default_factory=Took)
    rush: Took = field(default_factory=Took)
    rush_again: Took = field(default_factory=Took)
    acknowledged: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    lasted: float = 0.0
    rush_lasted: float = 0.0


def make_respondents(
    instrument: Instrument, ways: list[tuple[str, str, str, str]], chance: random.Random
) -> list[Respondent]:
    """Give everybody answers: most of a class agree, some do not."""
    usual: dict[tuple[str, str, str], int] = {}
    made = []
    for school_class, group, path, cookie in ways:
        form, reached, greatest = {}, 0, 0
        for question in instrument.asked(Group(group)):
            name = f"q-{question.code}"
            if question.kind is QuestionKind.TEXT:
                form[name] = chance.choice(["", "", "", "老师很负责", "作业可以少一点"])
                continue
            assert question.kind is QuestionKind.LEVELS, question.kind
            options = question.options
            middle = usual.setdefault((school_class, group, question.code), chance.randrange(1, 4))
            option = options[middle if chance.random() < 0.4 else chance.randrange(len(options))]
            form[name] = option.code
            reached += int(option.mark or 0)
            greatest += int(question.greatest or 0)
        made.append(Respondent(school_class, group, path, cookie, urlencode(form), (reached, greatest)))
    chance.shuffle(made)
    return made


async def answer_all(port: int, respondents: list[Respondent], chance: random.Random) -> Answering:
    """Let everybody answer: most at the pace of people who read, the last of them all at once."""
    came = Answering()
    calm, rush = iter(respondents[:-AT_ONCE]), respondents[-AT_ONCE:]
    began = perf_counter()

    async def answer_one_after_the_other(wait: float) -> None:
        await asyncio.sleep(wait)
        for one in calm:
            if token := await _open(port, one, came):
                await asyncio.sleep(chance.uniform(*READING_SECONDS))
                await _send_twice(port, token, one, (came.sent, came.again), came, chance)

    # the first ones come one after the other, as the later ones do by themselves
    waits = (READING_SECONDS[1] * number / AT_ONCE for number in range(AT_ONCE))
    await asyncio.gather(*(answer_one_after_the_other(wait) for wait in waits))
    came.lasted = perf_counter() - began

    tokens = [(await _open(port, one, came), one) for one in rush]
    began = perf_counter()
    await asyncio.gather(
        *(
            _send_twice(port, token, one, (came.rush, came.rush_again), came, chance)
            for token, one in tokens
            if token
        )
    )
    came.rush_lasted = perf_counter() - began
    return came


async def _open(port: int, one: Respondent, came: Answering) -> str:
    """Open the page; give the token of its form, empty if that failed."""
    began = perf_counter()
    try:
        head, _ = await _exchange(port, _head("GET", port, one.path, one.cookie) + b"\r\n")
    except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
        came.errors.append(f"open: {error!r}")
        return ""
    token = COOKIE.search(head)
    if head[9:12] != b"200" or token is None:
        came.errors.append(f"open: {head[:100]!r}")
        return ""
    came.opened.seconds.append(perf_counter() - began)
    return token[1].decode()


async def _send_twice(
    port: int, token: str, one: Respondent, took: tuple[Took, Took], came: Answering, chance: random.Random
) -> None:
    first, again = took
    first_time = asyncio.create_task(_send(port, token, one, came, first))
    await asyncio.sleep(chance.uniform(0, AGAIN_WITHIN_SECONDS))
    await _send(port, token, one, came, again)
    await first_time


async def _send(port: int, token: str, one: Respondent, came: Answering, took: Took) -> None:
    cookies = "; ".join(part for part in (one.cookie, f"csrftoken={token}") if part)
    body = f"{one.form}&csrfmiddlewaretoken={token}".encode()
    kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    began = perf_counter()
    try:
        head, text = await _exchange(port, _head("POST", port, one.path, cookies) + kind.encode() + body)
    except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
        came.errors.append(f"send: {error!r}")
        return
    if head[9:12] not in {b"200", b"302", b"303"}:
        came.errors.append(f"send: {head[:100]!r} {text[:200]!r}")
        return
    took.seconds.append(perf_counter() - began)
    came.acknowledged.add(f"{one.path} {one.cookie}")


async def _exchange(port: int, request: bytes) -> tuple[bytes, bytes]:
    """Send a request on a connection of its own; give head and body of the answer."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(request)
            return await _read(reader)
        finally:
            writer.close()


def _head(method: str, port: int, path: str, cookies: str) -> bytes:
    cookie = f"Cookie: {cookies}\r\n" if cookies else ""
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{cookie}".encode()


async def _read(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        (
            int(line.split(b":")[1])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length")
        ),
        0,
    )
    return head, await reader.readexactly(length)
