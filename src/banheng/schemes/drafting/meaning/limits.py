"""Floors, caps, starting points and the like of one item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from banheng.schemes.drafting.meaning.figures import FIGURE, Figure, figure
from banheng.schemes.drafting.meaning.phrases import one_of, patterns
from banheng.schemes.drafting.meaning.settling import Words
from banheng.schemes.drafting.meaning.slate import PAUSES, Slate
from banheng.schemes.drafting.nodes import Span

_TARGET = re.compile(
    rf"(?:(?P<bound>率为?|不少于|不低于|至少|达到|达|应|须|需|完成|计划|不得少于)|(?P<period>每(?:学期|学年|月|周|天|年)|全(?:学期|学年|年|月)|学期内|月内))"
    rf"[^{PAUSES}0-9扣]{{0,12}}?(?P<n>{FIGURE})\s*(?:个)?(?P<unit>{one_of('units', 'counted')})"
)
_NTH = re.compile(
    rf"第(?P<nth>[一二三四五六七八九十1-9])次(?:及以[后上])?[^{PAUSES}0-9]{{0,4}}(?:扣|减)(?P<n>{FIGURE})分"
)


@dataclass(frozen=True)
class Limits:
    floor: Figure | None
    max_deduct: Figure | None
    start: Figure | None
    cap: Figure | None
    out_of: Figure | None
    scale: Figure | None


def read_limits(slate: Slate, points: int | Decimal | None) -> Limits:
    """Read and wipe out everything that bounds the points of an item."""
    floor, partial = _floor(slate, points)
    max_deduct = slate.take_figure("limits", "max_deduct") or partial
    start = slate.take_figure("limits", "start")
    scale = slate.take_figure("limits", "scale")
    out_of = slate.take_figure("limits", "out_of")
    cap = slate.take_figure("limits", "cap")
    floor = floor or slate.take_figure("limits", "floor")
    return Limits(floor, max_deduct, start, cap, out_of, scale)


def _floor(slate: Slate, points: int | Decimal | None) -> tuple[Figure | None, Figure | None]:
    """Read `扣完为止`: down to zero, or down by the figure named when that is not the whole item."""
    match = slate.take_any("limits", "floor_zero")
    if not match:
        return None, None
    while slate.take_any("limits", "floor_zero"):
        pass
    named = figure(match) if match.groupdict().get("n") else None
    if named and points is not None and named.value not in {None, points}:
        return None, named
    return Figure(0, Span(*match.span())), None


def read_repeat(slate: Slate) -> dict[str, Any]:
    """Read what is dearer the second time: a list of rates, or a factor."""
    nth = list(_NTH.finditer(slate.open))
    if len(nth) > 1:
        for match in nth:
            slate.wipe(Span(*match.span()))
        return {"rates": [figure(match) for match in nth]}
    if doubled := slate.take_any("items", "doubled"):
        return {"factor": Figure(2, Span(*doubled.span()))}
    if factor := slate.take_figure("items", "times"):
        return {"factor": factor}
    return {}


def read_exemptions(slate: Slate) -> list[dict[str, Any]]:
    """Read what costs nothing: `因公外出不扣分`, `休学、转学不计入流失`."""
    rules: list[dict[str, Any]] = []
    for pattern in patterns("items", "exempt"):
        while exempt := pattern.search(slate.open):
            start = max(slate.open.rfind(mark, 0, exempt.start()) for mark in PAUSES + "(") + 1
            words = re.sub(r"^[、,的者除\s]+|[的者,\s均可]+$", "", slate.open[start : exempt.start()])
            span = Span(start, exempt.end())
            slate.wipe(span)
            if words:
                rules.append(
                    {"event": Words(words, span), "rate": Figure(0, Span(*exempt.span())), "exempt": True}
                )
    return rules


def read_target(slate: Slate, before: int, unit: str) -> tuple[Figure, str, Span] | None:
    """Read the count or rate that is asked for: the last one named before a place, best in the same unit."""
    found = list(_TARGET.finditer(slate.open, 0, before))
    same = [match for match in found if match["unit"] == unit or unit.endswith(match["unit"])]
    for match in reversed(same or found):
        span = Span(match.start("n"), match.end())
        return figure(match), match["unit"], span
    return None
