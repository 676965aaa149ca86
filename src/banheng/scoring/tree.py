"""How the parts of a node become its points, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.core.points import UNITS
from banheng.core.rounding import divide, round_units
from banheng.core.wording import Wording
from banheng.rules.limits import limit
from banheng.rules.rule import Step
from banheng.scoring.outcome import PartScore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.schemes.scheme import Indicator, Item, PointRounding, Scheme
    from banheng.scoring.subjects import Subject

HUNDRED_PERCENT = 100 * UNITS

TREE_WORDINGS: Mapping[str, Wording] = {
    "own_start": Wording("满分 {points}", "full points {points}"),
    "part": Wording("{name} {points}", "{name}: {points}"),
    "part_weighted": Wording(
        "{name} {points} × {weight}% = {amount}", "{name}: {points} × {weight} % = {amount}"
    ),
    "part_outside": Wording("{name}（另计）{points}", "{name}, on top: {points}"),
    "part_outside_weighted": Wording(
        "{name}（另计）{points} × {weight}% = {amount}", "{name}, on top: {points} × {weight} % = {amount}"
    ),
    "part_not_applicable": Wording(
        "“{name}”不适用，不计入满分", "{name}: not applicable, left out of the full score"
    ),
    "never_in_post": Wording("本期一天也不在任，不计总分", "not in post on any day: no total"),
    "nothing_applies": Wording("没有适用的部分，不计分", "no part applies: no points"),
    "rescaled": Wording(
        "按适用部分折算：{points} × {full} ÷ {applicable} = {amount}",
        "scaled to the parts that apply: {points} × {full} ÷ {applicable} = {amount}",
    ),
    "together": Wording("合计 {points}", "together {points}"),
    "limit_off": Wording(
        "“{name}”合计 {sum}，最高计 {limited}，总分减 {amount}",
        "{name} together {sum}, at most {limited}, total less {amount}",
    ),
    "limit_added": Wording(
        "“{name}”合计 {sum}，最低计 {limited}，总分加 {amount}",
        "{name} together {sum}, at least {limited}, total plus {amount}",
    ),
    "coefficient_class_type": Wording(
        "{group}系数：{points} × {factor} = {amount}", "factor of {group}: {points} × {factor} = {amount}"
    ),
    "coefficient_grade": Wording(
        "{group}系数：{points} × {factor} = {amount}", "factor of {group}: {points} × {factor} = {amount}"
    ),
    "coefficient_stage": Wording(
        "学段系数：{points} × {factor} = {amount}", "factor of the stage: {points} × {factor} = {amount}"
    ),
    "converted": Wording(
        "换算为满分 {scale}：{points} × {scale} ÷ {full} = {amount}",
        "out of {scale}: {points} × {scale} ÷ {full} = {amount}",
    ),
    "period": Wording("{code} 得 {points}", "{code} gives {points}"),
    "sum_of_periods": Wording("{number} 期合计 {points}", "{number} periods, sum {points}"),
    "mean_of_periods": Wording(
        "{number} 期合计 {total}，{total} ÷ {number} = {points}",
        "{number} periods, sum {total}, {total} ÷ {number} = {points}",
    ),
    "rounded": Wording(
        "{mode}，保留 {places} 位小数：{amount}", "rounded {mode} to {places} decimals: {amount}"
    ),
    "rounded_whole": Wording("{mode}，取整数：{amount}", "rounded {mode} to a whole number: {amount}"),
}


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    score: PartScore
    full: int
    weight: int | None
    outside: bool


def _weighted(points: int, weight: int | None) -> int:
    return points if weight is None else divide(points * weight, HUNDRED_PERCENT)


def full_of_item(item: Item) -> int:
    """Give the full points with which an item counts in the denominator of its indicator."""
    return _weighted(item.full_points or 0, item.weight)


def full_of_indicator(indicator: Indicator) -> int:
    """Give the full points with which an indicator counts in the denominator above it."""
    own = indicator.full_points
    if own is None:
        own = sum(map(full_of_item, indicator.items))
        own += sum(full_of_indicator(part) for part in indicator.indicators if not part.outside_total)
    return _weighted(own, indicator.weight)


def score_indicators(
    indicators: Sequence[Indicator],
    items: Mapping[str, PartScore],
    scored: dict[str, PartScore],
    steps: dict[str, tuple[Step, ...]],
) -> None:
    """Score indicators from the leaves up; results and steps are added by code."""
    for indicator in indicators:
        score_indicators(indicator.indicators, items, scored, steps)
        parts = _indicator_parts(indicator.indicators, scored)
        parts += [
            _Part(i.name, items[i.code], full_of_item(i), i.weight, outside=False) for i in indicator.items
        ]
        start = (indicator.full_points or 0) if indicator.start == "full" else 0
        first = (Step("own_start", {"points": start}),) if start else ()
        score, more = _combine(parts, start, indicator.floor, indicator.cap)
        scored[indicator.code] = score
        steps[indicator.code] = (*first, *more)


def _indicator_parts(indicators: Sequence[Indicator], scored: Mapping[str, PartScore]) -> list[_Part]:
    return [
        _Part(i.name, scored[i.code], full_of_indicator(i), i.weight, outside=i.outside_total)
        for i in indicators
    ]


def _combine(
    parts: Sequence[_Part], start: int, floor: int | None, cap: int | None
) -> tuple[PartScore, tuple[Step, ...]]:
    steps = [_part_step(part) for part in parts]
    base = [part for part in parts if not part.outside]
    applying = [part for part in base if part.score.applies]
    points = sum(_weighted(part.score.points, part.weight) for part in applying if part.full)
    extra = start + sum(_weighted(part.score.points, part.weight) for part in applying if not part.full)
    full, applicable = sum(part.full for part in base), sum(part.full for part in applying)
    if base and not applying and not start:
        return PartScore(0, applies=False), (*steps, Step("nothing_applies"))
    # what stands outside the full points, or takes from a start of its own, is not scaled
    if 0 < applicable < full and not start:
        rescaled = divide(points * full, applicable)
        figures = {"points": points, "full": full, "applicable": applicable, "amount": rescaled}
        steps.append(Step("rescaled", figures))
        points = rescaled
    points += extra + sum(_weighted(p.score.points, p.weight) for p in parts if p.outside and p.score.applies)
    steps.append(Step("together", {"points": points}))
    points, bound = limit(points, floor, cap)
    return PartScore(points), (*steps, *bound)


def _part_step(part: _Part) -> Step:
    if not part.score.applies:
        return Step("part_not_applicable", {"name": part.name})
    figures: dict[str, int | str] = {"name": part.name, "points": part.score.points}
    what = "part_outside" if part.outside else "part"
    if part.weight is None:
        return Step(what, figures)
    amount = _weighted(part.score.points, part.weight)
    return Step(f"{what}_weighted", {**figures, "weight": part.weight, "amount": amount})


def score_total(
    scheme: Scheme, subject: Subject, parts: Mapping[str, PartScore]
) -> tuple[PartScore, tuple[Step, ...]]:
    """Give the total before vetoes and decisions: tree, limits, factors, bounds, conversion, rounding."""
    score, steps = _combine(_indicator_parts(scheme.indicators, parts), 0, None, None)
    if not subject.days:
        return PartScore(0, applies=False), (*steps, Step("never_in_post"))
    if not score.applies:
        return score, steps
    points, more = score.points, list(steps)
    for across in scheme.limits:
        together = sum(parts[code].points for code in across.parts)
        limited, bound = limit(together, across.floor, across.cap)
        if bound:
            more.append(_limit_step(across.name, together, limited))
            points += limited - together
    for coefficient in scheme.coefficients:
        group = getattr(subject.posting, coefficient.by)
        factor = coefficient.factors.get(group)
        if factor is not None:
            before, points = points, divide(points * factor, UNITS)
            figures = {"group": group, "factor": factor, "points": before, "amount": points}
            more.append(Step(f"coefficient_{coefficient.by}", figures))
    points, bound = limit(points, scheme.floor, scheme.cap)
    more += bound
    if scheme.scale_to is not None:
        before, points = points, divide(points * scheme.scale_to, scheme.full_points)
        figures = {"full": scheme.full_points, "scale": scheme.scale_to, "points": before, "amount": points}
        more.append(Step("converted", figures))
    rounded = round_units(points, scheme.rounding.places, scheme.rounding.mode)
    if rounded != points:
        more.append(rounding_step(scheme.rounding, rounded))
    return PartScore(rounded, applies=score.applies), tuple(more)


def _limit_step(name: str, together: int, limited: int) -> Step:
    what = "limit_off" if limited < together else "limit_added"
    figures: dict[str, int | str] = {
        "name": name,
        "sum": together,
        "limited": limited,
        "amount": abs(limited - together),
    }
    return Step(what, figures)


def rounding_step(rounding: PointRounding, amount: int) -> Step:
    """Tell how a figure was rounded."""
    figures: dict[str, int | str] = {
        "mode": rounding.mode.value,
        "places": rounding.places * UNITS,
        "amount": amount,
    }
    return Step("rounded" if rounding.places else "rounded_whole", figures)
