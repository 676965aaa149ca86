"""Floors and caps that contradict, cut or never matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

from banheng.core.findings import Severity
from banheng.core.points import format_units
from banheng.rules.judged import Judged
from banheng.rules.rule import WhenMissing
from banheng.rules.tally import Tally
from banheng.schemes.linting.check import Found, check, complete, rules
from banheng.schemes.linting.points import parts_inside, share_above
from banheng.schemes.linting.reach import most_gain, most_points
from banheng.schemes.scheme import ADJUSTING, Indicator, Item
from banheng.schemes.walking import Path_, nodes

if TYPE_CHECKING:
    from banheng.schemes.scheme import Scheme

_PAIRS = (("least", "most"), ("least_fen", "most_fen"))


@check(
    "L120",
    Severity.ERROR,
    "下限 {low} 高于上限 {high}。请改正其中之一。",
    "the lower bound {low} is above the upper bound {high}. Correct one of them.",
)
def lower_above_upper(scheme: Scheme) -> Found:
    """A lower bound is not above its upper bound; the models themselves refuse a floor above a cap."""
    for path, node in nodes(scheme, BaseModel):
        for low_name, high_name in _PAIRS:
            low: int | None = getattr(node, low_name, None)
            high: int | None = getattr(node, high_name, None)
            if low is not None and high is not None and complete((low, high)) and low > high:
                write = str if low_name.endswith("_fen") else format_units
                yield (*path, low_name), {"low": write(low), "high": write(high)}


@check(
    "L121",
    Severity.ERROR,
    "上限 {cap} 低于满分 {full}，满分永远得不到。请把上限提高到 {full}，或修改满分。",
    "the cap {cap} is below the full points {full}, which nobody can reach. Raise the cap or lower the full points.",
)
def cap_below_full(scheme: Scheme) -> Found:
    """A cap leaves the full points within reach."""
    candidates: list[tuple[Path_, int | None, int]] = [((), scheme.cap, scheme.full_points)]
    candidates += [
        (path, indicator.cap, indicator.full_points)
        for path, indicator in nodes(scheme.indicators, Indicator, ("indicators",))
        if indicator.full_points is not None and not _has_weights(indicator)
    ]
    for path, cap, full in candidates:
        if cap is not None and complete((cap, full)) and cap < full:
            yield (*path, "cap"), {"cap": format_units(cap), "full": format_units(full)}


@check(
    "L122",
    Severity.WARNING,
    "上限 {cap} 低于各部分加权合计 {sum}：得分高时权重不再起作用。请把上限提高到 {sum}，或去掉权重。",
    "the cap {cap} is below the weighted sum {sum} of the parts: for high points the weights no longer matter. "
    "Raise the cap to {sum} or drop the weights.",
)
def cap_cancels_weights(scheme: Scheme) -> Found:
    """A cap on weighted parts leaves room for all of them."""
    for path, indicator in nodes(scheme.indicators, Indicator, ("indicators",)):
        parts = parts_inside(indicator)
        if indicator.cap is None or not _has_weights(indicator) or not complete(indicator):
            continue
        together = sum(map(share_above, parts))
        if indicator.cap < together:
            yield (*path, "cap"), {"cap": format_units(indicator.cap), "sum": format_units(together)}
    weights = {part.code: part for _, part in nodes(scheme.indicators, Indicator)}
    for number, across in enumerate(scheme.limits):
        limited = [
            weights[code] for code in across.parts if code in weights and weights[code].weight is not None
        ]
        if len(limited) < len(across.parts) or across.cap is None or not complete((across, tuple(limited))):
            continue
        together = sum(map(share_above, limited))
        if across.cap < together:
            yield ("limits", number, "cap"), {"cap": format_units(across.cap), "sum": format_units(together)}


def _has_weights(indicator: Indicator) -> bool:
    return any(part.weight is not None for part in parts_inside(indicator))


@check(
    "L123",
    Severity.NOTE,
    "上限 {cap} 从不起作用：最多只能得 {most}。可以删去，或核对分值。",
    "the cap {cap} never bites: {most} is the most there is. Remove it, or check the figures.",
)
def idle_cap(scheme: Scheme) -> Found:
    """A cap is reached by somebody; one that only repeats the full points may stay."""
    for placed in rules(scheme):
        rule, full = placed.rule, placed.full_points
        if not isinstance(rule, Tally) or rule.cap is None or full is None or rule.cap == full:
            continue
        gain, start = most_gain(rule), rule.start_points(full)
        if gain is not None and start + gain < rule.cap:
            yield (*placed.path, "cap"), _idle(rule.cap, start + gain)
    for path, indicator in nodes(scheme.indicators, Indicator, ("indicators",)):
        if indicator.cap is None or indicator.cap == indicator.full_points or not complete(indicator):
            continue
        most = _most_of_items(scheme, indicator)
        if most is not None and most < indicator.cap:
            yield (*path, "cap"), _idle(indicator.cap, most)


@check(
    "L124",
    Severity.ERROR,
    "“{name}”校正检查尺度或折算班情：规则要用评分（judged），无记录计 0 分，并放在满分之外的指标下。请改正。",
    "'{name}' sets unequal inspectors or the context of a class right: it needs a judged rule with when_missing zero, "
    "under an indicator outside the total. Correct it.",
)
def unbounded_adjustment(scheme: Scheme) -> Found:
    """What sets unequal inspectors or classes right is a mark inside bounds, on top of the full points."""
    outside = {
        item.code
        for indicator in scheme.all_indicators()
        if indicator.outside_total
        for item in indicator.all_items()
    }
    for path, item in nodes(scheme.indicators, Item, ("indicators",)):
        is_bounded = isinstance(item.rule, Judged) and item.rule.when_missing is WhenMissing.ZERO
        if item.source in ADJUSTING and not (is_bounded and item.code in outside):
            yield path, {"name": item.name}


def _idle(cap: int, most: int) -> dict[str, str | int]:
    return {"cap": format_units(cap), "most": format_units(most)}


def _most_of_items(scheme: Scheme, indicator: Indicator) -> int | None:
    """Give the most that the items of an indicator without inner nodes and weights can give together."""
    if indicator.indicators or _has_weights(indicator) or indicator.start == "full":
        return None
    together = 0
    for item in indicator.items:
        most = _most_of_item(scheme, item)
        if most is None:
            return None
        together += most
    return together


def _most_of_item(scheme: Scheme, item: Item) -> int | None:
    most = most_points(item.rule, item.full_points or 0, scheme.period)
    if item.full_points is None or item.may_exceed:
        return most
    return item.full_points if most is None else min(most, item.full_points)
