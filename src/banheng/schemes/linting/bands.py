"""Bands and thresholds: gaps, overlaps, wrong order, decimals included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.core.findings import Severity
from banheng.core.points import LIMIT, UNITS, format_units
from banheng.rules.band import Band, Bounds
from banheng.rules.measure import Measure
from banheng.schemes.linting.check import Found, check, complete, outcomes, rules
from banheng.schemes.walking import Path_, nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.schemes.scheme import Scheme

_LOWEST, _HIGHEST = -2 * LIMIT, 2 * LIMIT
_HUNDRED = 100 * UNITS


@dataclass(frozen=True)
class Span:
    """The whole steps that a band holds, both ends included; empty if low is above high."""

    path: Path_
    low: int
    high: int

    def holds(self, other: Span) -> bool:
        """Tell whether the other lies inside."""
        return self.low <= other.low and other.high <= self.high


@dataclass(frozen=True)
class Ladder:
    """Bands of which the first that holds a value counts.

    Attributes:
        step: the distance of two values that can occur, in units.
        rest_stated: what values in no band get stands in the scheme.
    """

    path: Path_
    spans: tuple[Span, ...]
    step: int
    rest_stated: bool


def _span(path: Path_, bounds: Bounds, step: int) -> Span:
    low, high = _LOWEST // step, _HIGHEST // step
    if bounds.at_least is not None:
        low = -(-bounds.at_least // step)
    if bounds.above is not None:
        low = bounds.above // step + 1
    if bounds.at_most is not None:
        high = bounds.at_most // step
    if bounds.below is not None:
        high = -(-bounds.below // step) - 1
    return Span(path, low, high)


def _ladders(scheme: Scheme) -> Iterator[Ladder]:
    for placed in rules(scheme):
        if isinstance(placed.rule, Band):
            step = UNITS if placed.rule.measure is Measure.COUNT else 1
            path = (*placed.path, "bands")
            spans = tuple(_span((*path, number), band, step) for number, band in enumerate(placed.rule.bands))
            yield Ladder(path, spans, step, "otherwise" in placed.rule.model_fields_set)
    step = UNITS // 10**scheme.rounding.places
    for outcome in outcomes(scheme):
        path = (*outcome.path, "ratings")
        by_points = [
            (number, rating)
            for number, rating in enumerate(outcome.ratings)
            if rating.by == "points" and rating.needs is None
        ]
        if complete(tuple(rating for _, rating in by_points)):
            spans = tuple(_span((*path, number), rating, step) for number, rating in by_points)
            rest = any(rating.otherwise for rating in outcome.ratings)
            yield Ladder(path, spans, step, rest)


@check(
    "L201",
    Severity.ERROR,
    "上下界颠倒或没有任何值符合。请改正界值。",
    "the bounds are the wrong way round, or no value fits. Correct them.",
)
def empty_band(scheme: Scheme) -> Found:
    """A band, threshold or condition holds some value."""
    for path, bounds in nodes(scheme, Bounds):
        span = _span(path, bounds, 1)
        if complete(bounds) and span.low > span.high:
            yield path, {}


@check(
    "L202",
    Severity.ERROR,
    "{low} 与 {high} 之间（如 {example}）不属于任何一档。请改用 at_least 与 below 首尾相接。",
    "values between {low} and {high} ({example}, for example) are in no band. Let the bands meet: at_least and below.",
)
def gap(scheme: Scheme) -> Found:
    """Neighbouring bands meet, for decimals too: 94.5 lies between 90-94 and 95-100."""
    for ladder in _ladders(scheme):
        spans = sorted((span for span in ladder.spans if span.low <= span.high), key=lambda span: span.low)
        reached = None
        for span in spans:
            if reached is not None and span.low > reached + 1:
                low, high = reached * ladder.step, span.low * ladder.step
                example = (reached + span.low) // 2 * ladder.step
                figures = {"low": format_units(low), "high": format_units(high)}
                yield span.path, {**figures, "example": format_units(example)}
            reached = span.high if reached is None else max(reached, span.high)


@check(
    "L203",
    Severity.WARNING,
    "{shared} 同时属于两档，按先写的一档计。请把其中一端改为 above 或 below。",
    "{shared} is in two bands; the one that stands first counts. Make one of the ends above or below.",
)
def shared_end(scheme: Scheme) -> Found:
    """Neighbouring bands do not share an end: 90 is not both in 90-100 and in 80-90."""
    for ladder, first, second in _pairs(scheme):
        if first.low == second.high or first.high == second.low:
            shared = first.low if first.low == second.high else first.high
            yield second.path, {"shared": format_units(shared * ladder.step)}


@check(
    "L204",
    Severity.WARNING,
    "{low} 至 {high} 同时属于两档，按先写的一档计。请改成不重叠的档次。",
    "{low} to {high} is in two bands; the one that stands first counts. Make them not overlap.",
)
def overlap(scheme: Scheme) -> Found:
    """Bands do not overlap, unless the later one holds the earlier one whole and is read top down."""
    for ladder, first, second in _pairs(scheme):
        low, high = max(first.low, second.low), min(first.high, second.high)
        if low < high:
            yield (
                second.path,
                {"low": format_units(low * ladder.step), "high": format_units(high * ladder.step)},
            )


def _pairs(scheme: Scheme) -> Iterator[tuple[Ladder, Span, Span]]:
    """Give the pairs of bands with a common value where neither holds the other."""
    for ladder in _ladders(scheme):
        for number, second in enumerate(ladder.spans):
            for first in ladder.spans[:number]:
                common = max(first.low, second.low) <= min(first.high, second.high)
                if common and not first.holds(second) and not second.holds(first):
                    yield ladder, first, second


@check(
    "L205",
    Severity.ERROR,
    "前面的档次已经包含此档，永远轮不到它。请把它移到前面，或改正界值。",
    "the bands before this one hold all of its values, so it never counts. Move it up or correct the bounds.",
)
def unreachable_band(scheme: Scheme) -> Found:
    """Every band is reached by some value."""
    for ladder in _ladders(scheme):
        for number, span in enumerate(ladder.spans):
            if span.low <= span.high and _is_covered(span, ladder.spans[:number]):
                yield span.path, {}


def _is_covered(span: Span, before: Sequence[Span]) -> bool:
    reached = span.low
    for other in sorted(before, key=lambda each: each.low):
        if other.low <= reached <= other.high:
            reached = other.high + 1
    return reached > span.high


@check(
    "L206",
    Severity.WARNING,
    "{side} {bound} 的值不属于任何一档，将计 0 分。请补一档，或写明 otherwise。",
    "values {side_en} {bound} are in no band and give 0. Add a band, or state otherwise.",
)
def open_end(scheme: Scheme) -> Found:
    """What lies below the lowest and above the highest band is stated; nothing lies above 100 %."""
    for ladder in _ladders(scheme):
        if ladder.rest_stated or ladder.path[-1] != "bands":
            continue
        low = min(span.low for span in ladder.spans) * ladder.step
        high = max(span.high for span in ladder.spans) * ladder.step
        if low > 0:
            yield ladder.path, {"side": "低于", "side_en": "below", "bound": format_units(low)}
        if high < _HIGHEST and high not in (_HUNDRED, _HUNDRED - ladder.step):
            yield ladder.path, {"side": "高于", "side_en": "above", "bound": format_units(high)}
