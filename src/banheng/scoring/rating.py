"""From ranks to ratings, row by row: quotas, thresholds, what vetoes and decisions change, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.points import UNITS
from banheng.core.rounding import divide
from banheng.core.wording import Wording
from banheng.rules.rule import Step
from banheng.schemes.rating import QuotaTies
from banheng.scoring.concluding import deciding, groups_of
from banheng.scoring.tree import HUNDRED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banheng.schemes.rating import Condition, Rating
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.concluding import Standing

RATING_WORDINGS: Mapping[str, Wording] = {
    "rated_points": Wording("总分 {total}（{range}），评为“{name}”", "total {total} ({range}): {name}"),
    "rated_any": Wording("总分 {total}，评为“{name}”", "total {total}: {name}"),
    "rated_top": Wording("名额 {places} 个，按排名评为“{name}”", "places: {places}, by rank: {name}"),
    "rated_share": Wording(
        "{size} 人的 {share}%，名额 {places} 个，按排名评为“{name}”",
        "{share} % of {size}, places: {places}, by rank: {name}",
    ),
    "rated_bottom": Wording(
        "按排名末位评为“{name}”（{places} 个）", "among the last {places} ranked: {name}"
    ),
    "need_met": Wording("“{part}”{points}，{range}", "{part} {points}, {range}"),
    "rated_otherwise": Wording("不符合其他等次的条件，评为“{name}”", "none of the others: {name}"),
    "missed_total": Wording(
        "未评“{name}”：总分 {total}，要求 {range}", "not {name}: total {total}, wanted {range}"
    ),
    "missed_need": Wording(
        "未评“{name}”：“{part}”{points}，要求 {range}", "not {name}: {part} {points}, wanted {range}"
    ),
    "missed_not_applicable": Wording("未评“{name}”：“{part}”不适用", "not {name}: {part} does not apply"),
    "missed_needs": Wording(
        "未评“{name}”：条件满足 {met} 项，要求 {wanted} 项", "not {name}: {met} of {wanted} conditions"
    ),
    "missed_unranked": Wording("未评“{name}”：不参加排名", "not {name}: not ranked"),
    "missed_quota": Wording("未评“{name}”：按排名未进入名额", "not {name}: beyond the places by rank"),
    "unrated": Wording("不符合任何等次的条件", "the conditions of no rating are met"),
    "rating_fixed": Wording("因“{veto}”定为“{name}”", "because of {veto}: {name}"),
    "rating_lowered": Wording("因“{veto}”降为“{name}”", "lowered because of {veto}: {name}"),
    "rating_decided": Wording("{by}决定等次为“{name}”：{why}", "{by} decided the rating {name}: {why}"),
}


def rate(ratings: Sequence[Rating], standings: Sequence[Standing]) -> None:
    """Give ratings: quotas from the top, quotas from the bottom, points, otherwise."""
    quotas = [rating for rating in ratings if rating.by in ("rank", "share")]
    for rating in sorted(quotas, key=lambda rating: rating.from_bottom):
        for group in groups_of(standings, rating.within):
            _fill_quota(rating, group)
    for rating in (rating for rating in ratings if rating.by == "points"):
        for standing in standings:
            if standing.eligible and not standing.rating and _qualifies(rating, standing):
                standing.rating = rating.code
                what = "rated_points" if rating.bounds() else "rated_any"
                figures: dict[str, int | str] = {
                    "total": standing.total,
                    "name": rating.name,
                    **rating.bounds(),
                }
                standing.add("rating", Step(what, figures), *_needs_met(rating, standing))
    rest = next((rating for rating in ratings if rating.otherwise), None)
    for standing in standings:
        if rest and standing.eligible and not standing.rating:
            standing.rating = rest.code
            standing.add("rating", Step("rated_otherwise", {"name": rest.name}))
        if ratings and standing.eligible:
            standing.add("rating", *_missed(ratings, standing))


def _qualifies(rating: Rating, standing: Standing) -> bool:
    if not rating.holds(standing.total):
        return False
    if rating.not_below is not None and standing.total < rating.not_below:
        return False
    if rating.needs is None:
        return True
    met = sum(_meets(condition, standing) for condition in rating.needs.of)
    wanted = len(rating.needs.of) if rating.needs.at_least is None else rating.needs.at_least
    return met >= wanted


def _needs_met(rating: Rating, standing: Standing) -> Iterator[Step]:
    for condition in rating.needs.of if rating.needs else ():
        if _meets(condition, standing):
            yield Step("need_met", _condition_figures(condition, standing))


def _condition_figures(condition: Condition, standing: Standing) -> dict[str, int | str]:
    points = standing.value_of(condition.part)
    return {"part": standing.name_of(condition.part), "points": points, **condition.bounds()}


def _missed(ratings: Sequence[Rating], standing: Standing) -> Iterator[Step]:
    """Tell for each better rating why the subject does not have it."""
    codes = [rating.code for rating in ratings]
    if not standing.rating:
        yield Step("unrated")
    better = ratings[: codes.index(standing.rating)] if standing.rating else ratings
    for rating in better:
        if not (rating.from_bottom or rating.otherwise):
            yield from _why_not(rating, standing)


def _why_not(rating: Rating, standing: Standing) -> Iterator[Step]:
    quota = rating.by in ("rank", "share")
    figures: dict[str, int | str] = {"name": rating.name, "total": standing.total}
    if quota and not standing.ranked:
        yield Step("missed_unranked", figures)
    elif not rating.holds(standing.total):
        yield Step("missed_total", {**figures, **rating.bounds()})
    elif rating.not_below is not None and standing.total < rating.not_below:
        yield Step("missed_total", {**figures, "at_least": rating.not_below})
    elif not _qualifies(rating, standing):
        yield _needs_unmet(rating, standing)
    elif quota:
        yield Step("missed_quota", figures)


def _needs_unmet(rating: Rating, standing: Standing) -> Step:
    conditions = rating.needs.of if rating.needs else ()
    unmet = [condition for condition in conditions if not _meets(condition, standing)]
    if rating.needs is None or rating.needs.at_least is None:
        what = "missed_need" if standing.applies_to(unmet[0].part) else "missed_not_applicable"
        return Step(what, {"name": rating.name, **_condition_figures(unmet[0], standing)})
    met, wanted = len(conditions) - len(unmet), rating.needs.at_least
    return Step("missed_needs", {"name": rating.name, "met": met * UNITS, "wanted": wanted * UNITS})


def _meets(condition: Condition, standing: Standing) -> bool:
    return standing.meets(condition)


def quota_places(rating: Rating, size: int) -> int:
    """Give how many places a rating has in a group of so many ranked subjects."""
    if rating.top is not None:
        return rating.top
    places = divide((rating.share or 0) * size, HUNDRED_PERCENT, rating.share_rounding)
    return max(places, rating.least_number)


def _fill_quota(rating: Rating, group: Sequence[Standing]) -> None:
    places = quota_places(rating, len(group))
    candidates = [standing for standing in group if not standing.rating and _qualifies(rating, standing)]
    what = "rated_bottom" if rating.from_bottom else "rated_top" if rating.share is None else "rated_share"
    taken = 0
    for order in sorted({standing.order for standing in candidates}, reverse=rating.from_bottom):
        level = [standing for standing in candidates if standing.order == order]
        if taken >= places or (rating.ties is QuotaTies.NONE_IN and taken + len(level) > places):
            break
        for standing in level:
            standing.rating = rating.code
            figures: dict[str, int | str] = {"places": places * UNITS, "name": rating.name}
            if rating.share is not None:
                figures |= {"size": len(group) * UNITS, "share": rating.share}
            standing.add("rating", Step(what, figures), *_needs_met(rating, standing))
        taken += len(level)


def override_ratings(scheme: Scheme, ratings: Sequence[Rating], standing: Standing) -> None:
    """Let vetoes lower or fix the rating, then let decisions set it."""
    codes = [rating.code for rating in ratings]
    names = {rating.code: rating.name for rating in ratings}
    for veto, effect in standing.effects:
        if not standing.rating:
            continue
        place = codes.index(standing.rating)
        if effect.rating is not None and effect.rating in codes:
            lowered = max(place, codes.index(effect.rating))
        else:
            lowest = codes.index(effect.rating_at_most) if effect.rating_at_most in codes else 0
            lowered = min(max(place, lowest) + effect.downgrade, len(codes) - 1)
        if lowered != place:
            standing.rating = codes[lowered]
            what = "rating_fixed" if effect.rating is not None else "rating_lowered"
            standing.add("rating", Step(what, {"veto": veto.name, "name": names[standing.rating]}))
    figures: dict[str, int | str]
    for decision in standing.decisions(scheme, "rating"):
        if decision.level in names and standing.eligible:
            standing.rating = decision.level
            figures = {
                "by": deciding(scheme, decision),
                "name": names[decision.level],
                "why": decision.note,
            }
            standing.add("rating", Step("rating_decided", figures, (decision.id,)))
