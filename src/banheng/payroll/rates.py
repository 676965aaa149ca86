"""The figures of a scheme's allowances, and the scheme with other ones; nothing is saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from banheng.rules.node import Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banheng.schemes.allowances import Allowance
    from banheng.schemes.scheme import LongerPeriod, Scheme

AMOUNTS = frozenset({"fen", "by_stage", "fen_per_class", "most_fen", "least_fen", "average_fen"})
PERCENTAGES = frozenset({"percent"})
INNER = frozenset({"bands", "events"})


@dataclass(frozen=True, slots=True)
class Rate:
    """One figure of an allowance.

    Attributes:
        path: where it stands, stable over versions of a scheme: `points_pay.fen`, `term/award.fen.excellent`.
        allowance: the line of pay.
        within: the key of the figure and what is beneath it: `("fen", "excellent")`.
        value: in fen, or in units of a percent.
    """

    path: str
    allowance: Allowance
    within: tuple[str, ...]
    value: int

    @property
    def is_percent(self) -> bool:
        """Tell whether it is a percentage and no amount."""
        return self.within[0] in PERCENTAGES


def rates_of(scheme: Scheme) -> list[Rate]:
    """List the figures of all allowances, those of longer periods last."""
    return [
        Rate(".".join((f"{prefix}{allowance.code}", *within)), allowance, within, value)
        for prefix, part in _parts(scheme)
        for allowance in part.allowances
        for within, value in _figures(allowance)
    ]


def with_rates(scheme: Scheme, rates: Mapping[str, int]) -> Scheme:
    """Give the scheme with other figures, by path; a path that it does not have changes nothing."""
    changed = {
        prefix: tuple(
            _changed(allowance, f"{prefix}{allowance.code}", rates) for allowance in part.allowances
        )
        for prefix, part in _parts(scheme)
    }
    longer = tuple(
        period.model_copy(update={"allowances": changed[_prefix(period)]}) for period in scheme.longer_periods
    )
    return scheme.model_copy(update={"allowances": changed[""], "longer_periods": longer})


def _parts(scheme: Scheme) -> Sequence[tuple[str, Scheme | LongerPeriod]]:
    return [("", scheme), *((_prefix(longer), longer) for longer in scheme.longer_periods)]


def _prefix(longer: LongerPeriod) -> str:
    return f"{longer.to.value}/"


def _figures(node: Node) -> Iterator[tuple[tuple[str, ...], int]]:
    for name in type(node).model_fields:
        value = getattr(node, name)
        if name in AMOUNTS | PERCENTAGES:
            yield from (((name, *key), figure) for key, figure in _leaves(value))
        elif name in INNER:
            for key, inner in _entries(value):
                yield from (((name, key, *within), figure) for within, figure in _figures(inner))


def _leaves(value: Any) -> Iterator[tuple[tuple[str, ...], int]]:
    if isinstance(value, int):
        yield (), value
    elif value is not None:
        yield from (((key,), figure) for key, figure in _entries(value))


def _entries(value: Any) -> Iterator[tuple[str, Any]]:
    """Give the entries of a table, or the places of a list from 1."""
    if isinstance(value, dict):
        return iter(value.items())
    return ((str(number), each) for number, each in enumerate(value, start=1))


def _changed(value: Any, path: str, rates: Mapping[str, int]) -> Any:
    """Rebuild a part of an allowance with the figures that stand under its path."""
    if isinstance(value, Node):
        known = [name for name in type(value).model_fields if name in AMOUNTS | PERCENTAGES | INNER]
        return value.model_copy(
            update={name: _changed(getattr(value, name), f"{path}.{name}", rates) for name in known}
        )
    if isinstance(value, dict):
        return {key: _changed(each, f"{path}.{key}", rates) for key, each in value.items()}
    if isinstance(value, tuple):
        return tuple(_changed(each, f"{path}.{key}", rates) for key, each in _entries(value))
    return value if value is None else rates.get(path, value)
