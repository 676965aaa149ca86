"""Schemes that differ in nothing but figures, put together so that one run scores the schools of all of them."""

from __future__ import annotations

import operator
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from banheng.rules.node import Node
from banheng.schemes.scheme import Item
from banheng.scoring.columnar_items import is_plain, ready, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.core.rounding import Integers
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.columnar_items import ReadyScheme

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
        figures: each with one entry a scheme, or one for all schemes.
        made: the schemes side by side.
    """

    schemes: Sequence[Scheme]
    figures: Sequence[Integers | int]
    made: ReadyScheme

    @classmethod
    def of(cls, schemes: Sequence[Scheme]) -> Alike:
        """Compare the figures of schemes of the same shape."""
        figures = [
            np.array(each, dtype=np.int64) if len(set(each)) > 1 else each[0]
            for each in zip(*(form_of(scheme).figures for scheme in schemes), strict=True)
        ]
        return cls(schemes, figures, together([ready(scheme) for scheme in schemes]))

    def by_subject(self, number: Integers) -> tuple[Scheme, ReadyScheme]:
        """Make one scheme of all, with columns for the figures that differ; `number` says whose each subject is."""
        first = int(number[0]) if len(number) else 0
        if (number == first).all():
            return self.schemes[first], ready(self.schemes[first])
        figures = (figure if isinstance(figure, int) else figure.take(number) for figure in self.figures)
        return cast("Scheme", _with_columns(self.schemes[0], figures)), self.made.by_subject(number)


def _with_columns(part: Any, figures: Iterator[Any], *, may_be_column: bool = False) -> Any:
    """Put figures into the places where `_shape` found them; what stays the same is not copied."""
    if isinstance(part, Node):
        if isinstance(part, Item) and is_plain(part):
            return part
        changed = {}
        for name in type(part).model_fields:
            value, column = getattr(part, name), name in part.by_subject
            if column or (name not in WORDS and isinstance(value, tuple | dict | Node)):
                new = _with_columns(value, figures, may_be_column=column)
                if new is not value:
                    changed[name] = new
        return part.model_copy(update=changed) if changed else part
    if isinstance(part, tuple):
        parts = tuple(_with_columns(each, figures, may_be_column=may_be_column) for each in part)
        return part if all(map(operator.is_, parts, part)) else parts
    if isinstance(part, dict):
        values = tuple(part.values())
        new = _with_columns(values, figures, may_be_column=may_be_column)
        return part if new is values else dict(zip(part, new, strict=True))
    return next(figures) if may_be_column and isinstance(part, int) else part
