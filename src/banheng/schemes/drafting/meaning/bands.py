"""Bands: points by the stretch in which a measured value falls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from banheng.schemes.drafting.meaning.figures import FIGURE, Figure, figure
from banheng.schemes.drafting.meaning.intervals import Interval, complement, intervals
from banheng.schemes.drafting.meaning.phrases import one_of
from banheng.schemes.drafting.meaning.slate import PAUSES, Slate
from banheng.schemes.drafting.nodes import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_RESULT = re.compile(
    rf"\)?(?:[的者,:、\s]|则|可|各|均|之间){{0,6}}[^,;。0-9\s_扣减]{{0,8}}?"
    rf"(?:(?:{one_of('verbs', 'give')}|{one_of('verbs', 'hedges')}){{0,6}}(?P<n>{FIGURE})分|(?P<nothing>{one_of('verbs', 'nothing')}))"
)
_RATE_NAMED = re.compile(r"(?:^|[,。;:的\s])(?P<name>[^,。;:的\s0-9_]{2,10}率)(?=[为是,]|$)")
_RATE = re.compile(rf"(?P<n>{FIGURE})\s*(?P<unit>%)")
_RANKED = {"名", "位", "名次"}
_NAME = re.compile(one_of("grades", "named"))
_LEAD = re.compile(
    r"(?:[的在为达到是按,:(\s\x1f]|其中|班级|每?月|当月){1,12}$|^(?:[的在按,:\s、\x1f]|根据|若|如|凡|其中){1,12}"
)


def read_bands(slate: Slate, label: str) -> dict[str, Any] | None:
    """Read at least two intervals that have points."""
    found = [
        (interval, result) for interval in intervals(slate.open) if (result := _result(slate.open, interval))
    ]
    if len(found) > 1:
        found = sorted([*found, *_exact(slate.open, found)], key=lambda pair: pair[0].span)
    scored: list[tuple[Interval, re.Match[str]]] = []
    for interval, result in found:
        if interval.unit in _RANKED:
            return None
        if not interval.is_rest and interval.unit in {"", "分"} and not interval.is_marked and not scored:
            continue
        scored.append((interval, result))
    named = [interval for interval, _ in scored if not interval.is_rest]
    if len(scored) < 2 or not named or len({interval.unit for interval in named if interval.unit}) > 1:
        return None
    bands = []
    for interval, result in scored:
        whole = complement(interval, named) if interval.is_rest else interval
        points = figure(result) if result["n"] else Figure(0, Span(*result.span("nothing")))
        bands.append(whole.as_params() | {"points": points})
        slate.wipe(Span(interval.span.start, result.end()))
    return {
        "measure": _measure(slate.text, named[0].span.start) or label,
        "unit": named[0].unit or "分",
        "bands": bands,
    }


def _exact(
    text: str, found: list[tuple[Interval, re.Match[str]]]
) -> Iterator[tuple[Interval, re.Match[str]]]:
    """Read a single rate beside bands, `100%得40分`, as a band of its own."""
    taken = [Span(interval.span.start, result.end()) for interval, result in found]
    for match in _RATE.finditer(text):
        span = Span(*match.span())
        at = Interval(figure(match), True, figure(match), True, match["unit"], span)
        result = _result(text, at)
        if result and not any(span.start < other.end and other.start < span.end for other in taken):
            yield at, result


def _result(text: str, interval: Interval) -> re.Match[str] | None:
    return _RESULT.match(text, interval.span.end)


def _measure(text: str, place: int) -> str:
    """Return the words before the first interval: what is measured."""
    start = max(text.rfind(mark, 0, place) for mark in PAUSES) + 1
    words = _LEAD.sub("", text[start:place])
    if words and not _NAME.fullmatch(words):
        return words
    named = list(_RATE_NAMED.finditer(text, max(text.rfind(mark, 0, place) for mark in "。;\n") + 1, place))
    return named[-1]["name"] if named else ""
