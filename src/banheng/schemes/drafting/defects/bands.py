"""Bands that meet wrongly: a value in two of them, or in none."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from banheng.core.wording import Wording
from banheng.schemes.drafting.defects.defect import Defect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.schemes.drafting.drafting import Draft
    from banheng.schemes.drafting.nodes import Passage, Span

OVERLAP = Wording("{value}{unit} 同时落在两档，得分不同。", "{value}{unit} belongs to two bands")
GAP = Wording(
    "{low}{unit} 与 {high}{unit} 之间没有对应的档。", "between {low}{unit} and {high}{unit} there is no band"
)
PAUSES = ",。;:、\n"
FRACTIONS = frozenset(("ratio", "mean", "judged"))
COUNTED = frozenset("人次个名项篇件节天户起")


class Band(NamedTuple):
    """A band; None is open. `at` is its place in the list."""

    low: Decimal | None
    low_in: bool
    high: Decimal | None
    high_in: bool
    worth: Any
    at: int


class Bands(NamedTuple):
    """Bands in rising order, and the text they were read from.

    Attributes:
        whole: only whole numbers are possible.
        way: how the places of their figures begin.
    """

    bands: Sequence[Band]
    unit: str
    whole: bool
    path: str
    passage: Passage
    way: str
    places: Mapping[str, Span]


def check_bands(draft: Draft) -> Iterator[Defect]:
    """A value belongs to two bands with different points, or a possible value to none.

    Bands that are all open at the same end are read from the top, and are no mistake.
    """
    for item in draft.items:
        params = item.meaning.params
        unit = str(params.get("unit") or "")
        bands = _in_order(params.get("bands") or [], "points")
        yield from _check(
            Bands(bands, unit, unit[:1] in COUNTED, item.section.path, item.text, "bands", item.meaning.spans)
        )
    grades = draft.grades
    if grades is not None and grades.content.get("basis") == "threshold":
        bands = _in_order(grades.content.get("rules") or [], "grade")
        whole = not _has_fractions(draft)
        yield from _check(
            Bands(bands, "分", whole, grades.section.path, grades.passage, "rules", grades.places)
        )


def _check(bands: Bands) -> Iterator[Defect]:
    pairs = list(itertools.pairwise(bands.bands))
    for first, second in reversed(pairs):
        if _overlap(first, second):
            figures = {"value": _plain(second.low), "unit": bands.unit}
            yield _defect(
                "band_overlap", bands, max(first, second, key=lambda band: band.at), OVERLAP, figures
            )
            break
    for first, second in pairs:
        if _leave_a_gap(first, second, whole=bands.whole):
            figures = {"low": _plain(first.high), "high": _plain(second.low), "unit": bands.unit}
            yield _defect("band_gap", bands, first, GAP, figures)
            break


def _overlap(first: Band, second: Band) -> bool:
    if first.high is None or second.low is None or first.worth == second.worth:
        return False
    return second.low < first.high or (second.low == first.high and first.high_in and second.low_in)


def _leave_a_gap(first: Band, second: Band, *, whole: bool) -> bool:
    if first.high is None or second.low is None:
        return False
    if second.low == first.high:
        return not first.high_in and not second.low_in
    return second.low - first.high > (1 if whole else 0)


def _has_fractions(draft: Draft) -> bool:
    """Tell whether a total can lie between two whole points."""
    if draft.weighted or any(item.meaning.mechanism in FRACTIONS for item in draft.items):
        return True
    return any(value != int(value) for item in draft.items for value in _figures(item.meaning.params))


def _figures(value: Any) -> Iterator[int | Decimal]:
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _figures(part)
    elif isinstance(value, list):
        for part in value:
            yield from _figures(part)


def _in_order(listed: Sequence[Mapping[str, Any]], worth: str) -> list[Band]:
    """Put bands in rising order; none if one of them has a blank."""
    bands = []
    for at, band in enumerate(listed):
        low, high = band.get("min"), band.get("max")
        if any(str(key).endswith("blank") for key in band) or (low is None and high is None):
            return []
        bands.append(
            Band(
                None if low is None else Decimal(low),
                band.get("min_incl") is not False,
                None if high is None else Decimal(high),
                band.get("max_incl") is not False,
                band.get(worth),
                at,
            )
        )
    least = Decimal(-(10**9))
    return sorted(bands, key=lambda band: (least if band.low is None else band.low, band.high or 10**9))


def _defect(kind: str, bands: Bands, band: Band, wording: Wording, figures: dict[str, str]) -> Defect:
    """Quote the words of a band."""
    text = bands.passage.text
    places = [span for key, span in bands.places.items() if key.startswith(f"{bands.way}/{band.at}/")]
    start = min((span.start for span in places), default=0)
    end = max((span.end for span in places), default=len(text))
    while places and start > 0 and text[start - 1] not in PAUSES:
        start -= 1
    while places and end < len(text) and text[end] not in PAUSES:
        end += 1
    return Defect(kind, bands.path, text[start:end], bands.passage.span(start, end), wording, figures)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
