"""The points of all items for all subjects: plain tallies side by side, the other rules one by one."""

from __future__ import annotations

import weakref
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

import numpy as np

from banheng.core.points import UNITS
from banheng.core.rounding import divide_array
from banheng.rules.rule import Setting, WhenMissing
from banheng.rules.tally import Tally
from banheng.scoring.part_columns import PartColumns
from banheng.scoring.reduce import code_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.core.rounding import Integers
    from banheng.schemes.scheme import Item, Scheme
    from banheng.scoring.reduce import CodeTable, Reduced

UNLIMITED = 2**62
"""Above all points."""

FIGURES_AT_ONCE = 2**15
"""So many figures are worked on at once: they stay in the fast memory of a processor."""


@dataclass(frozen=True, slots=True)
class ReadyScheme:
    """What scoring works out once of a scheme: where its records are counted, and its plain tallies."""

    codes: CodeTable
    tallies: Sequence[PlainTallies]

    def by_subject(self, number: Integers) -> ReadyScheme:
        """Say whose of the schemes that stand together each subject is."""
        return replace(self, tallies=[replace(tallies, number=number) for tallies in self.tallies])


_ready: dict[int, ReadyScheme] = {}
"""By the identity of a scheme, as long as it lives."""


def ready(scheme: Scheme) -> ReadyScheme:
    """Work out what scoring needs of a scheme, or take what was worked out before."""
    if id(scheme) not in _ready:
        _ready[id(scheme)] = _made_ready(scheme)
        weakref.finalize(scheme, _ready.pop, id(scheme))
    return _ready[id(scheme)]


def _made_ready(scheme: Scheme) -> ReadyScheme:
    codes, items = code_table(scheme), scheme.items()
    plain: dict[int, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        if is_plain(item):
            plain[codes.first[number + 1] - codes.first[number]].append(number)
    return ReadyScheme(codes, [PlainTallies.of(items, codes, numbers) for numbers in plain.values()])


def together(schemes: Sequence[ReadyScheme]) -> ReadyScheme:
    """Put schemes together that differ in figures only."""
    tallies = zip(*(scheme.tallies for scheme in schemes), strict=True)
    return replace(schemes[0], tallies=[PlainTallies.together(each) for each in tallies])


def is_plain(item: Item) -> bool:
    """Tell whether an item only prices events, so that no record means what 0 occurrences mean."""
    rule = item.rule
    if not isinstance(rule, Tally) or rule.needs_listed or rule.groups or item.answers == "homeroom_teacher":
        return False
    start, (least, most) = rule.start_points(item.full_points or 0), _limits(item, rule)
    return (
        rule.when_missing is WhenMissing.START
        and all(event.is_plain for event in rule.events.values())
        and least <= most
        and least <= start <= (UNLIMITED if rule.cap is None else rule.cap)
    )


def _limits(item: Item, rule: Tally) -> tuple[int, int]:
    upper = [rule.cap, None if item.may_exceed else item.full_points]
    return (
        -UNLIMITED if rule.floor is None else rule.floor,
        min((bound for bound in upper if bound is not None), default=UNLIMITED),
    )


@dataclass(frozen=True, slots=True)
class PlainTallies:
    """Tallies of equally many events that are only priced, to be computed side by side.

    Attributes:
        items: their numbers in the scheme.
        cells: shape (tallies, events), the cells of their events.
        free, price: shape (tallies, events, schemes).
        start, least, most: shape (tallies, schemes), points.
        number: shape (subjects,), whose of several schemes each subject is.
    """

    items: Sequence[int]
    cells: Integers
    free: Integers
    price: Integers
    start: Integers
    least: Integers
    most: Integers
    number: Integers | None = None

    @classmethod
    def together(cls, each: Sequence[PlainTallies]) -> PlainTallies:
        """Put the same tallies of several schemes side by side."""

        def figures(name: str) -> Integers:
            return np.concatenate([getattr(one, name) for one in each], axis=-1)

        return replace(
            each[0],
            free=figures("free"),
            price=figures("price"),
            start=figures("start"),
            least=figures("least"),
            most=figures("most"),
        )

    @classmethod
    def of(cls, items: Sequence[Item], codes: CodeTable, numbers: Sequence[int]) -> PlainTallies:
        """Collect the figures of some items of a scheme."""
        chosen = [(items[number], cast("Tally", items[number].rule)) for number in numbers]
        limits = [_limits(item, rule) for item, rule in chosen]
        return cls(
            items=numbers,
            cells=np.array([range(codes.first[number], codes.first[number + 1]) for number in numbers]),
            free=_figures([[[event.free] for event in rule.events.values()] for _, rule in chosen]),
            price=_figures([[[event.points] for event in rule.events.values()] for _, rule in chosen]),
            start=_figures([[rule.start_points(item.full_points or 0)] for item, rule in chosen]),
            least=_figures([[least] for least, _ in limits]),
            most=_figures([[most] for _, most in limits]),
        )

    def score(self, reduced: Reduced) -> Iterator[tuple[int, Integers]]:
        """Give the points of each item for all subjects, with its number."""
        step = max(1, FIGURES_AT_ONCE // (self.cells.shape[1] * len(reduced.table)))
        for first in range(0, len(self.items), step):
            own = slice(first, first + step)
            yield from zip(self.items[own], self._score(reduced, own), strict=True)

    def _score(self, reduced: Reduced, own: slice) -> Integers:
        amounts = reduced.quantity[self.cells[own]]
        amounts -= self._figures(self.free[own])
        np.maximum(amounts, 0, out=amounts)
        amounts *= self._figures(self.price[own])
        points = divide_array(amounts, UNITS).sum(axis=1)
        points += self._figures(self.start[own])
        np.minimum(points, self._figures(self.most[own]), out=points)
        return np.maximum(points, self._figures(self.least[own]), out=points)

    def _figures(self, figures: Integers) -> Integers:
        return figures if self.number is None else figures.take(self.number, axis=-1)


def _figures(figures: Sequence[object]) -> Integers:
    return np.array(figures, dtype=np.int64)


def score_items(
    scheme: Scheme, made: ReadyScheme, reduced: Reduced, span: Period, calendar: SchoolCalendar
) -> dict[str, PartColumns]:
    """Score all items, by code."""
    items, everybody = scheme.items(), np.ones(len(reduced.table), dtype=bool)
    columns: dict[int, PartColumns] = {}
    for tallies in made.tallies:
        for number, points in tallies.score(reduced):
            columns[number] = PartColumns(points, everybody)
    for number, item in enumerate(items):
        if number not in columns:
            setting = Setting(item.full_points or 0, span, calendar)
            points, applies = item.rule.score_cells(reduced.cells(number), setting)
            if item.answers == "homeroom_teacher":
                applies = applies & reduced.table.held.any(axis=1)
            if item.full_points is not None and not item.may_exceed:
                points = np.minimum(points, item.full_points)
            columns[number] = PartColumns(np.where(applies, points, 0), applies)
    return {item.code: columns[number] for number, item in enumerate(items)}
