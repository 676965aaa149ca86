"""The moments at which a server of many schools is busiest, as requests with their times."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from uuid_utils import uuid7

from benchmarks.load.county import CLASSES, EVENTS
from benchmarks.load.open_load import Asking
from benchmarks.survey_answers import READING_SECONDS

if TYPE_CHECKING:
    import random

    from benchmarks.survey_answers import Respondent

ANSWERS_A_SECOND = 12
"""A school of 1,600 families within five minutes."""
FORM = "application/x-www-form-urlencoded"
BETWEEN_RECORDS_SECONDS = 6.0
"""How long an inspector walks and looks between two records."""


def morning(schools: Sequence[dict[str, Any]], seconds: float, chance: random.Random) -> Iterator[Asking]:
    """Let every inspector open the screen within the first tenth, and send a record every few seconds."""
    for school in schools:
        path = f"/s/{school['code']}/inspect/"
        for cookie in school["inspectors"]:
            due = chance.uniform(0, seconds / 10)
            yield Asking(due, "GET", path, cookie)
            due += chance.uniform(0, BETWEEN_RECORDS_SECONDS)
            while due < seconds:
                yield record_of(due, path, cookie, chance)
                due += chance.uniform(0.5, 1.5) * BETWEEN_RECORDS_SECONDS


def publication(schools: Sequence[dict[str, Any]], seconds: float, chance: random.Random) -> Iterator[Asking]:
    """Let every homeroom teacher look at the own result of the period that was just published."""
    for school in schools:
        for school_class, cookie in school["teachers"].items():
            path = f"/s/{school['code']}/scores/{school_class}/?period={school['period']}"
            yield Asking(chance.uniform(0, seconds), "GET", path, cookie)


def evening(answerers: Sequence[Respondent], chance: random.Random) -> Iterator[Asking]:
    """Let people open the page of a survey one after the other, and send when they have read it."""
    for number, one in enumerate(answerers):
        due = number / ANSWERS_A_SECOND
        yield Asking(due, "GET", one.path, one.cookie)
        due += chance.uniform(*READING_SECONDS)
        name = f"{one.path} {one.cookie}"
        yield Asking(due, "POST", one.path, one.cookie, one.form.encode(), FORM, name, _was_thanked)


def record_of(due: float, path: str, cookie: str, chance: random.Random) -> Asking:
    """Draw a record that somebody sends; `path` is that of the inspection screen."""
    name, now = str(uuid7()), datetime.now(UTC).isoformat()
    item, event = chance.choice(EVENTS)
    entry = {
        "id": name,
        "school_class": f"c{chance.randrange(CLASSES)}",
        "item": item,
        "event": event,
        "noted_at": now,
    }
    body = json.dumps({"sent_at": now, "entries": [entry]}).encode()
    return Asking(due, "POST", f"{path}records/", cookie, body, name=name, is_good=_was_taken)


def _was_thanked(status: int, body: bytes) -> bool:
    return status == 200 and "已收到".encode() in body


def _was_taken(status: int, body: bytes) -> bool:
    return status == 200 and b'"accepted"' in body
