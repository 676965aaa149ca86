"""The single figures of a rule that stand for points somebody gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.rules.band import Band
from banheng.rules.level import Level
from banheng.rules.position import Position
from banheng.rules.streak import Streak
from banheng.rules.tally import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.rules.event import Event
    from banheng.rules.rule import Rule

SubScore = tuple[tuple[str | int, ...], int]


def subscores(rule: Rule) -> Iterator[SubScore]:
    """List the figures of a rule that one subject can get as they stand, with their path inside the rule."""
    for name in ("start", "cap", "otherwise", "times", "on_time", "late", "first"):
        figure = getattr(rule, name, None)
        if isinstance(figure, int):
            yield (name,), figure
    match rule:
        case Band():
            yield from ((("bands", number, "points"), band.points) for number, band in enumerate(rule.bands))
        case Level():
            yield from ((("levels", level), points) for level, points in rule.levels.items())
        case Streak():
            yield ("points",), rule.points
        case Position():
            yield from _of_position(rule)
        case Tally():
            yield from _of_tally(rule)


def _of_tally(rule: Tally) -> Iterator[SubScore]:
    for code, event in rule.events.items():
        yield from ((("events", code, *path), points) for path, points in _of_event(event))
    for number, group in enumerate(rule.groups):
        if group.cap is not None:
            yield ("groups", number, "cap"), group.cap


def _of_position(rule: Position) -> Iterator[SubScore]:
    for place, points in enumerate(rule.table or ()):
        yield ("table", place), points
    for size, ladder in (rule.ladders or {}).items():
        yield from ((("ladders", size, place), points) for place, points in enumerate(ladder))


def _of_event(event: Event) -> Iterator[SubScore]:
    if event.points is not None:
        yield ("points",), event.points
    yield from ((("range", number), points) for number, points in enumerate(event.range or ()))
    yield from ((("escalate", number), points) for number, points in enumerate(event.escalate or ()))
    for level, points in event.level_prices().items():
        yield ("levels", *level.split("/")), points
