"""Whether the parts make up the whole, and whether every point can be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.findings import Severity
from banheng.core.points import UNITS, format_units
from banheng.core.rounding import divide
from banheng.rules.judged import Judged
from banheng.rules.ratio import Ratio
from banheng.rules.rule import WhenMissing
from banheng.rules.survey import Survey
from banheng.rules.tally import Tally
from banheng.schemes.linting.check import Found, check, complete, rules
from banheng.schemes.linting.reach import most_gain, most_points
from banheng.schemes.linting.subscores import subscores
from banheng.schemes.scheme import Indicator, Item
from banheng.schemes.walking import Path_, nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.schemes.scheme import Scheme

HUNDRED_PERCENT = 100 * UNITS
_AS_PERCENTAGE = 10 * UNITS


def share_above(part: Indicator | Item) -> int:
    """Give the full points with which a part counts in the node above, in units."""
    own = part.full_points
    if own is None and isinstance(part, Indicator):
        own = sum(map(share_above, parts_inside(part)))
    own = own or 0
    return own if part.weight is None else divide(own * part.weight, HUNDRED_PERCENT)


def parts_inside(indicator: Indicator) -> list[Indicator | Item]:
    """List the parts that make up the full points of an indicator."""
    return [*(part for part in indicator.indicators if not part.outside_total), *indicator.items]


def _written(shares: Sequence[int]) -> str:
    return " + ".join(map(format_units, shares))


def _weights_miss(parts: Sequence[Indicator | Item]) -> int | None:
    """Give the sum of the weights if all parts have one and it is not 100 %.

    An indicator that has neither weight nor full points only holds its parts together.
    """
    parts = _without_brackets(parts)
    weights = [part.weight for part in parts if part.weight is not None]
    if not parts or len(weights) < len(parts) or sum(weights) == HUNDRED_PERCENT:
        return None
    return sum(weights)


def _without_brackets(parts: Sequence[Indicator | Item]) -> list[Indicator | Item]:
    flat: list[Indicator | Item] = []
    for part in parts:
        if isinstance(part, Indicator) and part.weight is None and part.full_points is None:
            flat += _without_brackets(parts_inside(part))
        else:
            flat.append(part)
    return flat


@check(
    "L101",
    Severity.ERROR,
    "“{name}”满分 {full}，其下各项合计 {shares} = {sum}。请修改各项满分，或把“{name}”的满分改为 {sum}。",
    "'{name}' has {full} full points, its parts add up to {shares} = {sum}. Change the parts, or the whole to {sum}.",
)
def indicator_sums(scheme: Scheme) -> Found:
    """The full points of the parts of an indicator are its full points; a cap may cut what is beyond them."""
    for path, indicator in nodes(scheme.indicators, Indicator, ("indicators",)):
        parts, full = parts_inside(indicator), indicator.full_points
        if full is None or not parts or indicator.start == "full" or not _shares_known(parts, full):
            continue
        shares = [share_above(part) for part in parts]
        capped = indicator.cap is not None and indicator.cap <= full and sum(shares) > full
        if sum(shares) != full and not capped and _weights_miss(parts) is None:
            figures = {"name": indicator.name, "full": format_units(full)}
            yield (
                (*path, "full_points"),
                {**figures, "shares": _written(shares), "sum": format_units(sum(shares))},
            )


@check(
    "L102",
    Severity.ERROR,
    "方案满分 {full}，各指标合计 {shares} = {sum}。请修改指标满分，或把方案满分改为 {sum}"
    "（要换算为 {full} 分，另写 scale_to: {full}）。",
    "the scheme has {full} full points, its indicators add up to {shares} = {sum}. Change the indicators, "
    "or the scheme to {sum} (with scale_to: {full} to convert it).",
)
def total_sum(scheme: Scheme) -> Found:
    """The indicators inside the total add up to the full points of the scheme."""
    parts = [part for part in scheme.indicators if not part.outside_total]
    if not parts or not _shares_known(parts, scheme.full_points):
        return
    shares = [share_above(part) for part in parts]
    if sum(shares) != scheme.full_points and _all_weights(scheme) is None:
        figures = {"full": format_units(scheme.full_points), "shares": _written(shares)}
        yield ("full_points",), {**figures, "sum": format_units(sum(shares))}


@check(
    "L103",
    Severity.ERROR,
    "权重合计 {sum}%，应为 100%。请修改权重。",
    "the weights add up to {sum} %, not 100 %. Change the weights.",
)
def weight_sums(scheme: Scheme) -> Found:
    """Where all parts of a node have a weight and do not make up the node, the weights add up to 100 %."""
    total = _all_weights(scheme)
    if total is not None:
        yield ("indicators",), {"sum": format_units(total)}
    for path, indicator in nodes(scheme.indicators, Indicator, ("indicators",)):
        parts = parts_inside(indicator)
        missed, full = _weights_miss(parts), indicator.full_points
        if full is None or missed is None or not _shares_known(parts, full):
            continue
        if sum(map(share_above, parts)) != full:
            yield path, {"sum": format_units(missed)}


def _all_weights(scheme: Scheme) -> int | None:
    """Give the sum of the weights of what makes up the total, if it is off."""
    parts = [part for part in scheme.indicators if not part.outside_total]
    if not _shares_known(parts, scheme.full_points) or sum(map(share_above, parts)) == scheme.full_points:
        return None
    return _weights_miss(parts)


def _shares_known(parts: Sequence[Indicator | Item], full: int) -> bool:
    """Tell whether nothing that makes up the full points is left open or missing."""
    figures: list[object] = [full]
    for part in parts:
        figures += [part.full_points, part.weight]
        if part.full_points is None:
            inside = parts_inside(part) if isinstance(part, Indicator) else []
            if not inside or not _shares_known(inside, full):
                return False
    return complete(tuple(figures))


@check(
    "L104",
    Severity.WARNING,
    "“{name}”之下有的项写了权重，有的没有（{without}）；没写权重的按原分计入。请都写或都不写。",
    "some parts of '{name}' have a weight, others have not ({without}) and count in full. Give all or none a weight.",
)
def some_weights(scheme: Scheme) -> Found:
    """Weights stand at all parts of a node or at none."""
    groups: list[tuple[Path_, str, list[Indicator | Item]]] = [
        (("indicators",), scheme.title, [part for part in scheme.indicators if not part.outside_total])
    ]
    for path, indicator in nodes(scheme.indicators, Indicator, ("indicators",)):
        groups.append((path, indicator.name, parts_inside(indicator)))
    for path, name, parts in groups:
        without = [part.code for part in parts if part.weight is None]
        if 0 < len(without) < len(parts):
            yield path, {"name": name, "without": "、".join(without)}


@check(
    "L105",
    Severity.WARNING,
    "各评价主体的权重合计 {sum}%，不是 100%，将按比例折算。请改为合计 100%。",
    "the weights of the respondent groups add up to {sum} %, not 100 %; they are used as proportions. "
    "Make them add up to 100 %.",
)
def survey_weights(scheme: Scheme) -> Found:
    """Group weights written as percentages add up to 100 %; small ones (4 : 3 : 3) are proportions."""
    for placed in rules(scheme):
        if isinstance(placed.rule, Survey):
            weights = [group.weight for group in placed.rule.groups.values()]
            if max(weights) >= _AS_PERCENTAGE and sum(weights) != HUNDRED_PERCENT:
                yield (*placed.path, "groups"), {"sum": format_units(sum(weights))}


@check(
    "L106",
    Severity.WARNING,
    "“{name}”满分 {full}，其下各项合计 {shares} = {sum}，超出部分被上限 {cap} 截去。请核对各项分值是否写错。",
    "'{name}' has {full} full points, its parts add up to {shares} = {sum}; the cap {cap} takes what is beyond. "
    "Check that the parts are not mistyped.",
)
def parts_beyond_cap(scheme: Scheme) -> Found:
    """Where a cap hides that the parts are more than the whole, a reader should know.

    Source: 000-G-23 to 000-G-25, a plan of 3 points with 2 + 2.
    """
    for path, indicator in nodes(scheme.indicators, Indicator, ("indicators",)):
        parts, full, cap = parts_inside(indicator), indicator.full_points, indicator.cap
        if full is None or cap is None or cap > full or not _shares_known(parts, full):
            continue
        shares = [share_above(part) for part in parts]
        if sum(shares) > full and _weights_miss(parts) is None:
            figures = {"name": indicator.name, "full": format_units(full), "cap": format_units(cap)}
            yield (*path, "cap"), {**figures, "shares": _written(shares), "sum": format_units(sum(shares))}


@check(
    "L110",
    Severity.ERROR,
    "“{name}”没有满分，而规则要按满分计算。请补 full_points。",
    "'{name}' has no full points, but its rule is worked out from them. Add full_points.",
)
def full_points_needed(scheme: Scheme) -> Found:
    """A rule that starts from full points, or takes a share of them, needs them."""
    for placed in rules(scheme):
        rule = placed.rule
        from_full = getattr(rule, "start", None) == "full" or rule.when_missing is WhenMissing.FULL
        share = isinstance(rule, Survey | Judged) or (isinstance(rule, Ratio) and rule.times is None)
        if placed.item.full_points is None and placed.gives_points and (from_full or share):
            yield placed.path[:-1], {"name": placed.item.name}


@check(
    "L111",
    Severity.WARNING,
    "“{name}”没有满分，不能计入总分的满分。请补 full_points。",
    "'{name}' has no full points, so it cannot count towards the full score. Add full_points.",
)
def full_points_missing(scheme: Scheme) -> Found:
    """An item inside the total says how much of it the item makes up."""
    for path, indicator in nodes(scheme.indicators, Indicator, ("indicators",)):
        if _is_outside(scheme, path) or indicator.start == "full":
            continue
        for number, item in enumerate(indicator.items):
            if item.full_points is None and indicator.full_points is None:
                yield (*path, "items", number), {"name": item.name}


def _is_outside(scheme: Scheme, path: Path_) -> bool:
    part: object = scheme
    for step in path:
        part = part[step] if isinstance(step, int) else getattr(part, step)  # type: ignore[index]
        if isinstance(part, Indicator) and part.outside_total:
            return True
    return False


@check(
    "L112",
    Severity.ERROR,
    "此处 {points} 分高于“{name}”的满分 {full}，超出部分永远不给。请改低，或提高满分，或写 may_exceed: true。",
    "{points} points stand here, but '{name}' has {full}: what is beyond is never given. Lower the figure, "
    "raise the full points or write may_exceed: true.",
)
def figure_above_item(scheme: Scheme) -> Found:
    """No single figure of a rule is above the full points of its item, unless a cap says that it is cut."""
    for placed in rules(scheme):
        full = placed.full_points
        cap = getattr(placed.rule, "cap", None)
        if (
            full is None
            or placed.item.may_exceed
            or not placed.gives_points
            or (cap is not None and cap <= full)
        ):
            continue
        for path, points in subscores(placed.rule):
            if points > full:
                figures = {"name": placed.item.name, "points": format_units(points)}
                yield (*placed.path, *path), {**figures, "full": format_units(full)}


@check(
    "L113",
    Severity.ERROR,
    "“{name}”满分 {full}，其下各小项最多可得 {sum}。请修改小项分值，或写 cap: {full} 表明超出不计。",
    "'{name}' has {full} full points, its parts can give {sum}. Change the parts, or write cap: {full} to say "
    "that more is not given.",
)
def parts_above_item(scheme: Scheme) -> Found:
    """What the events of an item give together is not above its full points."""
    for placed in rules(scheme):
        rule, full = placed.rule, placed.full_points
        if full is None or placed.item.may_exceed or not isinstance(rule, Tally) or rule.cap is not None:
            continue
        gain, start = most_gain(rule), rule.start_points(full)
        gives_alone = all(points <= full for _, points in subscores(rule))
        if rule.start != "full" and gives_alone and gain is not None and start + gain > full:
            figures = {"name": placed.item.name, "full": format_units(full)}
            yield placed.path, {**figures, "sum": format_units(start + gain)}


@check(
    "L114",
    Severity.WARNING,
    "“{name}”满分 {full}，按规则最多只能得 {most}。请修改分值，或把满分改为 {most}。",
    "'{name}' has {full} full points, its rule gives {most} at most. Change the figures, or the full points to {most}.",
)
def unreachable_points(scheme: Scheme) -> Found:
    """Every item can reach its full points."""
    for path, item in nodes(scheme.indicators, Item, ("indicators",)):
        if item.full_points is None or not complete((item.full_points, item.rule)):
            continue
        most = most_points(item.rule, item.full_points, scheme.period)
        if most is not None and most < item.full_points:
            figures = {"name": item.name, "full": format_units(item.full_points)}
            yield (*path, "full_points"), {**figures, "most": format_units(most)}
