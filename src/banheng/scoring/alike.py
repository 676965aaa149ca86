"""Schemes that differ in nothing but figures, put together so that one run scores the schools of all of them."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from banheng.rules.node import Node
from banheng.schemes.scheme import Item
from banheng.scoring.columnar_items import is_plain, ready, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banheng.core.rounding import Integers
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.columnar_items import ReadyScheme

    Places = Mapping[Any, "Places"] | None

WORDS = frozenset({"scheme", "title", "source", "name", "clause", "note", "assumption"})
"""Fields that no result depends on."""


@dataclass(frozen=True, slots=True)
class Form:
    """A scheme taken apart: equal shapes can be scored together.

    Attributes:
        shape: everything that a result depends on but the figures.
        figures: those that may be columns (`Node.by_subject`), in order; plain tallies keep their own.
    """

    shape: str
    figures: Sequence[int]


_forms: dict[int, Form] = {}
"""By the identity of a scheme, as long as it lives."""


def form_of(scheme: Scheme) -> Form:
    """Take a scheme apart, once."""
    if id(scheme) not in _forms:
        figures: list[int] = []
        _forms[id(scheme)] = Form(repr(_shape(scheme, figures)), figures)
        weakref.finalize(scheme, _forms.pop, id(scheme))
    return _forms[id(scheme)]


def _shape(part: Any, figures: list[int], *, may_be_column: bool = False) -> Any:
    if isinstance(part, Node):
        plain = isinstance(part, Item) and is_plain(part)
        fields = [name for name in type(part).model_fields if name not in WORDS]
        found: list[int] = [] if plain else figures
        own = [_shape(getattr(part, name), found, may_be_column=name in part.by_subject) for name in fields]
        return type(part).__name__, plain, own
    if isinstance(part, tuple):
        return [_shape(each, figures, may_be_column=may_be_column) for each in part]
    if isinstance(part, dict):
        return [(key, _shape(each, figures, may_be_column=may_be_column)) for key, each in part.items()]
    if may_be_column and isinstance(part, int):
        figures.append(part)
        return int
    return part


@dataclass(frozen=True, slots=True)
class Alike:
    """Schemes of the same shape.

    Attributes:
        columns: the figures that differ, each with one entry a scheme, in order.
        places: where they stand in a scheme, as `_places` finds them.
        made: the schemes side by side.
    """

    schemes: Sequence[Scheme]
    columns: Sequence[Integers]
    places: Places
    made: ReadyScheme

    @classmethod
    def of(cls, schemes: Sequence[Scheme]) -> Alike:
        """Compare the figures of schemes of the same shape."""
        figures = list(zip(*(form_of(scheme).figures for scheme in schemes), strict=True))
        differ = [len(set(each)) > 1 for each in figures]
        columns = [np.array(each, dtype=np.int64) for each in compress(figures, differ)]
        places = _places(schemes[0], iter(differ))
        return cls(schemes, columns, places, together([ready(scheme) for scheme in schemes]))

    def by_subject(self, number: Integers) -> tuple[Scheme, ReadyScheme]:
        """Make one scheme of all, with columns for the figures that differ; `number` says whose each subject is."""
        first = int(number[0]) if len(number) else 0
        if (number == first).all():
            return self.schemes[first], ready(self.schemes[first])
        columns = (column.take(number) for column in self.columns)
        scheme = cast("Scheme", _with_columns(self.schemes[0], self.places, columns))
        return scheme, self.made.by_subject(number)


def _places(part: Any, differ: Iterator[bool], *, may_be_column: bool = False) -> Places:
    """Find where `_shape` found the figures that differ: by key, place or field what is below it; None for nothing."""
    if isinstance(part, Node):
        if isinstance(part, Item) and is_plain(part):
            return None
        fields = [name for name in type(part).model_fields if name not in WORDS]
        inner: list[tuple[Any, Any, bool]]
        inner = [(name, getattr(part, name), name in part.by_subject) for name in fields]
    elif isinstance(part, tuple):
        inner = [(number, each, may_be_column) for number, each in enumerate(part)]
    elif isinstance(part, dict):
        inner = [(key, each, may_be_column) for key, each in part.items()]
    else:
        return {} if may_be_column and isinstance(part, int) and next(differ) else None
    found = {key: _places(each, differ, may_be_column=column) for key, each, column in inner}
    return {key: below for key, below in found.items() if below is not None} or None


def _with_columns(part: Any, places: Places, columns: Iterator[Integers]) -> Any:
    """Put columns into their places; what stays the same is not copied."""
    if places is None:
        return part
    if not places:
        return next(columns)
    if isinstance(part, Node):
        return part.model_copy(
            update={name: _with_columns(getattr(part, name), own, columns) for name, own in places.items()}
        )
    changed = {key: _with_columns(part[key], own, columns) for key, own in places.items()}
    if isinstance(part, tuple):
        return tuple(changed.get(number, each) for number, each in enumerate(part))
    return {**part, **changed}
