"""Ratings, quotas and ranking: too many places, nobody's place, ties left open."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from banheng.core.findings import Severity
from banheng.core.points import UNITS, format_units
from banheng.rules.roll_up import Combine
from banheng.rules.rule import Within
from banheng.schemes.allowances import ByRank
from banheng.schemes.linting.check import Found, Outcome, check, complete, outcomes
from banheng.schemes.walking import Path_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.schemes.rating import Rating
    from banheng.schemes.scheme import Scheme

HUNDRED_PERCENT = 100 * UNITS


def _ratings(scheme: Scheme) -> Iterator[tuple[Path_, Rating]]:
    for outcome in outcomes(scheme):
        for number, rating in enumerate(outcome.ratings):
            yield (*outcome.path, "ratings", number), rating


@check(
    "L501",
    Severity.ERROR,
    "各等次比例合计 {sum}%，超过 100%。请调整比例。",
    "the shares of the ratings add up to {sum} %, more than 100 %. Change them.",
)
def shares_above_whole(scheme: Scheme) -> Found:
    """Quotas by share of one group are not more than the group."""
    for outcome in outcomes(scheme):
        shares: dict[Within, int] = defaultdict(int)
        for rating in outcome.ratings:
            if rating.share is not None and complete(rating.share):
                shares[rating.within] += rating.share
        for total in shares.values():
            if total > HUNDRED_PERCENT:
                yield (*outcome.path, "ratings"), {"sum": format_units(total)}


@check(
    "L502",
    Severity.WARNING,
    "有人可能评不上任何等次。请给最低一等写 otherwise: true。",
    "somebody may get no rating at all. Write otherwise: true at the lowest one.",
)
def nobody_left_over(scheme: Scheme) -> Found:
    """Everybody gets a rating: one takes the rest, thresholds reach down to the bottom, or shares make 100 %."""
    for outcome in outcomes(scheme):
        ratings = outcome.ratings
        if not ratings or not complete(ratings) or any(rating.otherwise for rating in ratings):
            continue
        bottomless = any(
            rating.by == "points"
            and rating.needs is None
            and rating.at_least is None
            and rating.above is None
            and rating.not_below is None
            for rating in ratings
        )
        shares = [rating for rating in ratings if rating.share is not None and rating.not_below is None]
        if not bottomless and sum(rating.share or 0 for rating in shares) < HUNDRED_PERCENT:
            yield (*outcome.path, "ratings"), {}


@check(
    "L503",
    Severity.ERROR,
    "等次“{name}”写了两次（代码重复，或两个都写了 otherwise）。请删去或改正一个。",
    "the rating '{name}' stands twice: the same code, or a second otherwise. Remove or correct one.",
)
def rating_twice(scheme: Scheme) -> Found:
    """Each rating has its own code and only one takes the rest."""
    for outcome in outcomes(scheme):
        seen: set[str] = set()
        for number, rating in enumerate(outcome.ratings):
            marks = {rating.code} | ({"otherwise: true"} if rating.otherwise else set())
            if marks & seen:
                yield (*outcome.path, "ratings", number), {"name": rating.name}
            seen |= marks


@check(
    "L504",
    Severity.ERROR,
    "“{name}”要求 {wanted} 分，而总分最高 {full} 分，无人能评上。请改正。",
    "'{name}' asks for {wanted} points, but the total is {full} at most: nobody can reach it. Correct it.",
)
def rating_out_of_reach(scheme: Scheme) -> Found:
    """A threshold lies within the total; totals with awards on top, factors or longer sums are not judged."""
    more = any(part.outside_total for part in scheme.all_indicators()) or scheme.coefficients
    if more or not complete((scheme.full_points, scheme.scale_to)):
        return
    for path, rating in _ratings(scheme):
        bounds = [bound for bound in (rating.at_least, rating.above, rating.not_below) if bound is not None]
        in_sum = path[0] == "longer_periods" and scheme.longer_periods[int(path[1])].take is Combine.SUM
        if bounds and max(bounds) > scheme.full_total and not in_sum:
            figures = {"wanted": format_units(max(bounds)), "full": format_units(scheme.full_total)}
            yield path, {"name": rating.name, **figures}


@check(
    "L505",
    Severity.ERROR,
    "“{name}”要满足 {wanted} 项条件，而只列了 {listed} 项。请改正。",
    "'{name}' needs {wanted} conditions of {listed}. Correct the number or add conditions.",
)
def too_many_needed(scheme: Scheme) -> Found:
    """As many conditions are listed as are needed."""
    for path, rating in _ratings(scheme):
        needs = rating.needs
        if needs and needs.at_least is not None and needs.at_least > len(needs.of):
            figures = {"wanted": str(needs.at_least), "listed": str(len(needs.of))}
            yield (*path, "needs"), {"name": rating.name, **figures}


@check(
    "L506",
    Severity.WARNING,
    "排名没有写同分怎么办，将按并列占位（1、2、2、4）处理。请写 ties。",
    "the ranking does not say what equal totals get; they will share a rank (1, 2, 2, 4). Write ties.",
)
def ties_unstated(scheme: Scheme) -> Found:
    """A ranking says how ties rank."""
    for outcome in outcomes(scheme):
        if outcome.ranking is not None and "ties" not in outcome.ranking.model_fields_set:
            yield (*outcome.path, "ranking"), {}


@check(
    "L507",
    Severity.WARNING,
    "“{name}”的名额没有写同分怎么办，名额边上同分的将全部评上。请写 ties: all_in 或 none_in。",
    "'{name}' does not say what happens to equal totals at the edge of the quota; all of them will get it. "
    "Write ties: all_in or none_in.",
)
def quota_ties_unstated(scheme: Scheme) -> Found:
    """A quota says what happens to equal totals at its edge."""
    for path, rating in _ratings(scheme):
        if rating.by in ("rank", "share") and "ties" not in rating.model_fields_set:
            yield path, {"name": rating.name}
    for number, honour in enumerate(scheme.honours):
        if honour.has_quota and "ties" not in honour.model_fields_set:
            yield ("honours", number), {"name": honour.name}


@check(
    "L508",
    Severity.NOTE,
    "“{name}”的比例折成人数时没有写怎样取整，将四舍五入。请写 share_rounding。",
    "'{name}' does not say how a share of people is rounded; half goes up. Write share_rounding.",
)
def share_rounding_unstated(scheme: Scheme) -> Found:
    """A share of people is rounded in a stated way."""
    for path, rating in _ratings(scheme):
        if rating.by == "share" and "share_rounding" not in rating.model_fields_set:
            yield path, {"name": rating.name}
    for number, honour in enumerate(scheme.honours):
        if honour.share is not None and "share_rounding" not in honour.model_fields_set:
            yield ("honours", number), {"name": honour.name}


@check(
    "L509",
    Severity.ERROR,
    "“{name}”按名次发放，而方案没有排名（ranking）。请补 ranking。",
    "'{name}' is paid by rank, but nothing is ranked. Add ranking.",
)
def paid_without_ranking(scheme: Scheme) -> Found:
    """What is paid by rank has a ranking."""
    for outcome in outcomes(scheme):
        for number, allowance in enumerate(outcome.allowances):
            if isinstance(allowance, ByRank) and outcome.ranking is None:
                yield (*outcome.path, "allowances", number), {"name": allowance.name}


@check(
    "L510",
    Severity.WARNING,
    "“{name}”按名额评定，而方案没有写怎样排名。请补 ranking，写明同分处理。",
    "'{name}' is given by quota, but no ranking is stated. Add ranking, with its ties.",
)
def quota_without_ranking(scheme: Scheme) -> Found:
    """A quota rests on a stated ranking."""
    for outcome in outcomes(scheme):
        if outcome.ranking is None:
            yield from _quotas(outcome)


def _quotas(outcome: Outcome) -> Found:
    for number, rating in enumerate(outcome.ratings):
        if rating.by in ("rank", "share"):
            yield (*outcome.path, "ratings", number), {"name": rating.name}
