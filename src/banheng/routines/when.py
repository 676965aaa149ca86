"""When a duty is due: one kind of timing a class, chosen by `kind`."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from banheng.rules.figures import PositiveCount
from banheng.rules.node import Node

MOST_WEEKS = 30
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _clock(text: str) -> str:
    if not _CLOCK.fullmatch(text):
        raise PydanticCustomError("clock", "a time of day as '07:40' is expected here")
    return text


def _teaching_week(week: int) -> int:
    if not 1 <= abs(week) <= MOST_WEEKS:
        raise PydanticCustomError("teaching_week", "a teaching week counts from 1, or back from -1")
    return week


Clock = Annotated[str, AfterValidator(_clock)]
"""A time of day, `HH:MM`; text, so that YAML does not read 07:40 as a number."""


class Moved(StrEnum):
    """Where a duty goes whose day is no school day; always inside its week, month or term."""

    NEXT = "next"  # the school day after it, or the one before if none is left
    PREVIOUS = "previous"  # the school day before it, or the one after if there is none
    DROPPED = "dropped"  # it is not due that time


Edge = Literal["first", "last"]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Daily(Node):
    """Due on every school day.

    Attributes:
        by: until what time of the day; none is the end of the day.
        times: how often on one day.
    """

    kind: Literal["daily"]
    by: Clock | None = None
    times: PositiveCount = 1


class Weekly(Node):
    """Due in every week (Monday to Sunday) with a school day.

    Attributes:
        on: a weekday, or the first or last school day of the week; without it any day, until the last.
        moved: where it goes if that weekday is no school day.
        times: how often in one week.
    """

    kind: Literal["weekly"]
    on: Weekday | Edge | None = None
    moved: Moved = Moved.NEXT
    by: Clock | None = None
    times: PositiveCount = 1


class Monthly(Node):
    """Due in every calendar month with a school day.

    Attributes:
        on: the first or last school day of the month; without it any day, until the last.
        times: how often in one month.
    """

    kind: Literal["monthly"]
    on: Edge | None = None
    by: Clock | None = None
    times: PositiveCount = 1


class Termly(Node):
    """Due in every term.

    Attributes:
        on: the first or last school day of the term, or of its week `week`; without it any day, until the last.
        week: the teaching week, counted from the week in which the term begins; -1 is the last one.
        times: how often in one term.
    """

    kind: Literal["termly"]
    week: Annotated[int, AfterValidator(_teaching_week)] | None = None
    on: Edge | None = None
    by: Clock | None = None
    times: PositiveCount = 1


class Yearly(Node):
    """Due in every academic year.

    Attributes:
        on: the first or last school day of the year; without it any day, until the last.
        times: how often in one year.
    """

    kind: Literal["yearly"]
    on: Edge | None = None
    by: Clock | None = None
    times: PositiveCount = 1


class OnEvent(Node):
    """Due when something happens.

    Attributes:
        event: what happens.
        within_minutes: how soon; left open where the policy says only "in time" (`null`).
    """

    kind: Literal["event"]
    event: str
    within_minutes: PositiveCount
    times: ClassVar[int] = 1


class AsNeeded(Node):
    """Never due by itself: "when fitting", "often"; what is done is recorded all the same."""

    kind: Literal["as_needed"]
    times: ClassVar[int] = 1


When = Annotated[Daily | Weekly | Monthly | Termly | Yearly | OnEvent | AsNeeded, Field(discriminator="kind")]
