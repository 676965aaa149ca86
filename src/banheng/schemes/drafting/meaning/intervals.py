"""Stretches of a measured value: `85%及以上不足95%`, `60—80分(不含80分)`, `3人以下(含3人)`, `否则`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from banheng.schemes.drafting.meaning.figures import FIGURE, Figure, figure
from banheng.schemes.drafting.meaning.phrases import one_of
from banheng.schemes.drafting.nodes import Span

_MEASURED = one_of("units", "measured")
_DASH = one_of("bounds", "dash")
_INCLUDED = (
    rf"\s*(?:\((?P<MARK>不?含)[^()]{{0,8}}\)|,?(?P<MARK_bare>不?含)(?:{FIGURE}\s*{_MEASURED}?|本数|本级)?)"
)
_PRE = "|".join(f"(?P<{name}>{one_of('bounds', name)})" for name in ("at_most", "at_least", "below", "above"))
_POST = f"(?P<up>{one_of('bounds', 'from_here')})|(?P<down>{one_of('bounds', 'up_to_here')})"
_BOUND = re.compile(
    rf"(?:(?:{_PRE})\s*)?(?P<n>{FIGURE})\s*(?P<unit>{_MEASURED})?"
    rf"(?:{_INCLUDED.replace('MARK', 'i')})?(?:{_POST})?(?:{_INCLUDED.replace('MARK', 'j')})?"
)
_CHAIN = re.compile(
    rf"(?P<n>{FIGURE})\s*(?P<unit>{_MEASURED})?\s*(?P<low>≤|<=|<)[^0-9,;。≤<]{{1,16}}(?P<high>≤|<=|<)\s*(?P<m>{FIGURE})\s*{_MEASURED}?"
)
_TO = re.compile(rf"\s*{_DASH}\s*")
_BUT = re.compile(rf"\s*[,、]?\s*{one_of('bounds', 'between')}?\s*[,]?\s*")
_REST = re.compile(one_of("bounds", "rest"))


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`; None is open, a `Figure` of None a blank. `*_incl` is None when the text does not say."""

    low: Figure | None
    low_incl: bool | None
    high: Figure | None
    high_incl: bool | None
    unit: str
    span: Span
    is_rest: bool = False
    is_marked: bool = True

    def as_params(self) -> dict[str, Any]:
        params: dict[str, Any] = {"min": self.low}
        if self.low and self.low.value is not None:
            params["min_incl"] = self.low_incl
        params["max"] = self.high
        if self.high and self.high.value is not None:
            params["max_incl"] = self.high_incl
        return params


@dataclass(frozen=True)
class _Bound:
    at: Figure
    is_low: bool | None
    incl: bool | None
    unit: str
    span: Span


def intervals(text: str) -> Iterator[Interval]:
    """Yield the intervals of a text in their order, and the words for what is left over."""
    chains = [_chained(match) for match in _CHAIN.finditer(text)]
    for chain in chains:
        text = text[: chain.span.start] + " " * (chain.span.end - chain.span.start) + text[chain.span.end :]
    found = [*chains, *_bounded(text), *(_left_over(match) for match in _REST.finditer(text))]
    yield from sorted(found, key=lambda interval: interval.span)


def complement(interval: Interval, others: list[Interval]) -> Interval:
    """Say what `否则` covers: below the lowest bound named, or above the highest."""
    lows = [other for other in others if other.low]
    if not lows and not others:
        return interval
    if all(other.low for other in others):
        lowest = min(
            lows, key=lambda other: other.low.value if other.low and other.low.value is not None else 0
        )
        return replace(
            interval, high=lowest.low, high_incl=_turned(included=lowest.low_incl), unit=lowest.unit
        )
    highs = [other for other in others if other.high]
    if len(highs) == len(others):
        highest = max(
            highs, key=lambda other: other.high.value if other.high and other.high.value is not None else 0
        )
        return replace(
            interval, low=highest.high, low_incl=_turned(included=highest.high_incl), unit=highest.unit
        )
    return interval


def _turned(*, included: bool | None) -> bool | None:
    return None if included is None else not included


def _left_over(match: re.Match[str]) -> Interval:
    return Interval(None, None, None, None, "", Span(*match.span()), is_rest=True)


def _chained(match: re.Match[str]) -> Interval:
    """Read `85%≤满意度<95%`."""
    low_incl, high_incl = (match[side] != "<" for side in ("low", "high"))
    return Interval(
        figure(match), low_incl, figure(match, "m"), high_incl, match["unit"] or "", Span(*match.span())
    )


def _bounded(text: str) -> Iterator[Interval]:
    bounds = [_bound(match) for match in _BOUND.finditer(text)]
    place = 0
    while place < len(bounds):
        first = bounds[place]
        second = bounds[place + 1] if place + 1 < len(bounds) else None
        pair = _paired(first, second, text[first.span.end : second.span.start]) if second else None
        if pair:
            yield pair
            place += 2
            continue
        if first.is_low is not None:
            yield _single(first)
        place += 1


def _single(bound: _Bound) -> Interval:
    if bound.is_low:
        return Interval(bound.at, bound.incl, None, None, bound.unit, bound.span)
    return Interval(None, None, bound.at, bound.incl, bound.unit, bound.span)


def _paired(first: _Bound, second: _Bound, between: str) -> Interval | None:
    span = Span(first.span.start, second.span.end)
    unit = first.unit or second.unit
    if first.unit and second.unit and first.unit != second.unit:
        return None
    if _TO.fullmatch(between):
        low_incl = True if first.incl is None else first.incl
        high_incl = True if second.incl is None else second.incl
        marked = first.is_low is not None or second.is_low is not None
        if _value(first) > _value(second):
            return Interval(second.at, high_incl, first.at, low_incl, unit, span, is_marked=marked)
        return Interval(first.at, low_incl, second.at, high_incl, unit, span, is_marked=marked)
    if not _BUT.fullmatch(between) or first.is_low is None or second.is_low is None:
        return None
    if first.is_low and not second.is_low and _value(first) <= _value(second):
        return Interval(first.at, first.incl, second.at, second.incl, unit, span)
    if second.is_low and not first.is_low and _value(second) <= _value(first):
        return Interval(second.at, second.incl, first.at, first.incl, unit, span)
    return None


def _value(bound: _Bound) -> Any:
    return 0 if bound.at.value is None else bound.at.value


def _bound(match: re.Match[str]) -> _Bound:
    groups = match.groupdict()
    marks = [groups[name] for name in ("i", "i_bare", "j", "j_bare") if groups[name]]
    marked = marks[-1] == "含" if marks else None
    is_low, incl = _direction(groups)
    if marked is not None:
        incl = marked
    return _Bound(figure(match), is_low, incl, groups["unit"] or "", Span(*match.span()))


def _direction(groups: dict[str, str | None]) -> tuple[bool | None, bool | None]:
    """Return whether this is a lower bound, and whether the words include it."""
    if groups["above"]:
        return True, False
    if groups["at_least"] or groups["up"]:
        return True, True
    if groups["below"]:
        return False, False
    if groups["at_most"] or (groups["down"] or "").endswith("内"):
        return False, True
    return (False, None) if groups["down"] else (None, None)
