"""From totals to vetoes, decisions, ranks and ratings, row by row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from banheng.core.points import UNITS
from banheng.core.rounding import divide, round_units
from banheng.core.wording import Wording
from banheng.rules.position import Ties
from banheng.rules.rule import Step, Within
from banheng.schemes.rating import TOTAL, QuotaTies, Ranking
from banheng.scoring.tree import HUNDRED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.evidence import EvidenceRecord
    from banheng.schemes.rating import Condition, Effect, Eligibility, Rating, Veto
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.outcome import PartScore
    from banheng.scoring.subjects import Subject

DECISION = "decision"
"""The item of records that settle a special case."""

CONCLUDING_WORDINGS: Mapping[str, Wording] = {
    "veto": Wording("一票否决：{name}", "veto: {name}"),
    "veto_waived": Wording("“{name}”经 {by} 研究不适用：{why}", "{name} waived by {by}: {why}"),
    "veto_zero": Wording("总分计 0 分", "the total is 0"),
    "veto_percent": Wording("总分按 {percent}% 计：{amount}", "the total counts {percent} %: {amount}"),
    "decided_total": Wording("{by} 决定总分为 {amount}：{why}", "{by} set the total to {amount}: {why}"),
    "decided_change": Wording("{by} 决定增减 {change}：{why}", "{by} changed the total by {change}: {why}"),
    "ranked": Wording("{total} 分，{size} 人中第 {rank} 名", "{total} points: rank {rank} of {size}"),
    "tie_broken": Wording("同分，依次比较 {parts}", "equal totals, compared by {parts}"),
    "tied": Wording("与另外 {others} 人并列", "level with {others} other(s)"),
    "not_ranked_veto": Wording("因一票否决不参加排名", "not ranked because of a veto"),
    "not_eligible": Wording(
        "任职 {days} 天，不足 {least} 天，不排名、不评等次",
        "{days} days in post, fewer than {least}: neither ranked nor rated",
    ),
    "never_eligible": Wording(
        "各期均不符合评定条件，不排名、不评等次", "eligible in none of the periods: neither ranked nor rated"
    ),
    "class_line": Wording("班级成绩，不参加班主任排名", "the line of the class, not ranked among teachers"),
    "last_place": Wording("排名末位（仅提示）", "last place (information only)"),
    "rated_points": Wording("总分 {total}，符合“{name}”", "total {total} meets {name}"),
    "rated_quota": Wording("名额 {places} 个，按排名评为“{name}”", "{places} place(s), by rank: {name}"),
    "rated_otherwise": Wording("不符合以上等次，评为“{name}”", "none of the others: {name}"),
    "rating_fixed": Wording("因“{veto}”定为“{name}”", "because of {veto}: {name}"),
    "rating_lowered": Wording("因“{veto}”降为“{name}”", "lowered because of {veto}: {name}"),
    "rating_decided": Wording("{by} 决定等次为“{name}”：{why}", "{by} decided the rating {name}: {why}"),
    "honours_barred": Wording("取消本周期评优资格", "barred from honours in this period"),
}


@dataclass(slots=True)
class Standing:
    """What is known of one subject while conclusions are drawn; the one mutable thing here.

    Attributes:
        order: sort key, best first: the total and the parts of the tie-break, negated.
    """

    subject: Subject
    parts: Mapping[str, PartScore]
    records: Mapping[str, Sequence[EvidenceRecord]]
    total: int
    applies: bool
    eligible: bool = True
    ranked: bool = True
    rank: int | None = None
    rank_of: int = 0
    rating: str = ""
    effects: list[tuple[Veto, Effect]] = field(default_factory=list)
    order: tuple[int, ...] = ()
    steps: dict[str, tuple[Step, ...]] = field(default_factory=dict)

    def add(self, chapter: str, *steps: Step) -> None:
        """Append steps to a chapter of the explanation."""
        self.steps[chapter] = (*self.steps.get(chapter, ()), *steps)

    def decisions(self, scheme: Scheme, kind: str) -> list[EvidenceRecord]:
        """List the decisions of a kind that the scheme lets somebody take."""
        allowed = {"adjust": "points"}.get(kind, kind)
        if scheme.decisions is None or allowed not in scheme.decisions.may:
            return []
        return [record for record in self.records.get(DECISION, ()) if record.event == kind]

    def value_of(self, part: str) -> int:
        """Give the total or the points of a part."""
        return self.total if part == TOTAL else self.parts[part].points


def apply_vetoes(scheme: Scheme, standing: Standing) -> None:
    """Find the vetoes that take effect and let them act on the total."""
    waived = {record.level: record for record in standing.decisions(scheme, "veto")}
    total = standing.total
    for veto in scheme.vetoes:
        records = _triggers(veto, standing)
        count = sum(record.quantity for record in records)
        met = veto.when is not None and veto.when.holds(standing.value_of(veto.when.part))
        if not met and (count == 0 or count < veto.times * UNITS):
            continue
        ids = tuple(record.id for record in records)
        if decision := waived.get(veto.code):
            figures: dict[str, int | str] = {
                "name": veto.name,
                "by": _by(scheme, decision),
                "why": decision.note,
            }
            standing.add("total", Step("veto_waived", figures, (*ids, decision.id)))
            continue
        standing.effects.append((veto, veto.effect))
        standing.add("total", Step("veto", {"name": veto.name}, ids))
        if veto.effect.points == "zero":
            total = 0
            standing.add("total", Step("veto_zero"))
        if veto.effect.points_percent is not None:
            percent = veto.effect.points_percent
            exact = divide(total * percent, HUNDRED_PERCENT)
            total = round_units(exact, scheme.rounding.places, scheme.rounding.mode)
            standing.add("total", Step("veto_percent", {"percent": percent, "amount": total}))
        if veto.effect.honours == "barred":
            standing.add("total", Step("honours_barred"))
        if veto.effect.ranking == "excluded":
            standing.ranked = False
    standing.total = total


def _triggers(veto: Veto, standing: Standing) -> list[EvidenceRecord]:
    item, _, event = (veto.evidence or veto.code).partition("/")
    return [record for record in standing.records.get(item, ()) if not event or record.event == event]


def _by(scheme: Scheme, decision: EvidenceRecord) -> str:
    by = scheme.decisions.by if scheme.decisions else ""
    return " ".join(filter(None, [by, decision.recorder]))


def apply_decisions(scheme: Scheme, standing: Standing) -> None:
    """Let decisions on points act: the latest `points` sets the total, each `adjust` moves it."""
    for decision in standing.decisions(scheme, "points"):
        standing.total = decision.value or 0
        figures: dict[str, int | str] = {
            "amount": standing.total,
            "by": _by(scheme, decision),
            "why": decision.note,
        }
        standing.add("total", Step("decided_total", figures, (decision.id,)))
    for decision in standing.decisions(scheme, "adjust"):
        standing.total += decision.value or 0
        figures = {"change": decision.value or 0, "by": _by(scheme, decision), "why": decision.note}
        standing.add("total", Step("decided_change", figures, (decision.id,)))


def decide_eligibility(eligible: Eligibility | None, standing: Standing, calendar: SchoolCalendar) -> None:
    """Take subjects out of ranks and ratings that have too few days in post or no applicable part."""
    if standing.subject.is_class_line:
        standing.eligible = False
        standing.add("rank", Step("class_line"))
    elif not standing.applies:
        standing.eligible = False
    elif eligible is not None:
        days = standing.subject.days
        number = sum(map(calendar.is_school_day, days)) if eligible.school_days else len(days)
        if number < eligible.least_days:
            standing.eligible = False
            figures: dict[str, int | str] = {"days": number * UNITS, "least": eligible.least_days * UNITS}
            standing.add("rank", Step("not_eligible", figures))
    standing.ranked = standing.ranked and standing.eligible


def rank(ranking: Ranking, standings: Sequence[Standing]) -> None:
    """Give ranks inside the groups of the ranking."""
    for group in _groups(standings, ranking.within):
        orders = [standing.order for standing in group]
        distinct = sorted(set(orders))
        for standing in group:
            before = sum(order < standing.order for order in orders)
            equal = orders.count(standing.order)
            standing.rank_of = len(group)
            standing.rank = (
                1
                + {
                    Ties.COMPETITION: before,
                    Ties.LAST: before + equal - 1,
                    Ties.DENSE: distinct.index(standing.order),
                }[ranking.ties]
            )
            standing.add("rank", *_rank_steps(ranking, standing, group, equal))
        for standing in group:
            behind = sum(order > standing.order for order in orders)
            if behind < ranking.flag_last and len(group) > 1:
                standing.add("rank", Step("last_place"))
    for standing in standings:
        if standing.eligible and not standing.ranked:
            standing.add("rank", Step("not_ranked_veto"))


def _rank_steps(
    ranking: Ranking, standing: Standing, group: Sequence[Standing], equal: int
) -> Iterator[Step]:
    figures: dict[str, int | str] = {
        "total": standing.total,
        "rank": (standing.rank or 0) * UNITS,
        "size": len(group) * UNITS,
    }
    yield Step("ranked", figures)
    same_total = sum(other.total == standing.total for other in group)
    if ranking.tie_break and same_total > 1:
        yield Step("tie_broken", {"parts": "、".join(ranking.tie_break)})
    if equal > 1:
        yield Step("tied", {"others": (equal - 1) * UNITS})


def set_order(ranking: Ranking | None, standings: Sequence[Standing]) -> None:
    """Set the sort keys once totals are final."""
    tie_break = ranking.tie_break if ranking else ()
    for standing in standings:
        standing.order = (-standing.total, *(-standing.value_of(part) for part in tie_break))


def _groups(standings: Sequence[Standing], within: Within) -> list[list[Standing]]:
    groups: dict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        if standing.ranked:
            groups[standing.subject.groups[within]].append(standing)
    return list(groups.values())


def rate(ratings: Sequence[Rating], standings: Sequence[Standing]) -> None:
    """Give ratings: quotas from the top, quotas from the bottom, points, otherwise."""
    quotas = [rating for rating in ratings if rating.by in ("rank", "share")]
    for rating in sorted(quotas, key=lambda rating: rating.from_bottom):
        for group in _groups(standings, rating.within):
            _fill_quota(rating, group)
    for rating in (rating for rating in ratings if rating.by == "points"):
        for standing in standings:
            if standing.eligible and not standing.rating and _qualifies(rating, standing):
                standing.rating = rating.code
                standing.add("rating", Step("rated_points", {"total": standing.total, "name": rating.name}))
    rest = next((rating for rating in ratings if rating.otherwise), None)
    for standing in standings:
        if rest and standing.eligible and not standing.rating:
            standing.rating = rest.code
            standing.add("rating", Step("rated_otherwise", {"name": rest.name}))


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


def _meets(condition: Condition, standing: Standing) -> bool:
    return condition.holds(standing.value_of(condition.part))


def quota_places(rating: Rating, size: int) -> int:
    """Give how many places a rating has in a group of so many ranked subjects."""
    if rating.top is not None:
        return rating.top
    places = divide((rating.share or 0) * size, HUNDRED_PERCENT, rating.share_rounding)
    return max(places, rating.least_number)


def _fill_quota(rating: Rating, group: Sequence[Standing]) -> None:
    places = quota_places(rating, len(group))
    candidates = [standing for standing in group if not standing.rating and _qualifies(rating, standing)]
    taken = 0
    for order in sorted({standing.order for standing in candidates}, reverse=rating.from_bottom):
        level = [standing for standing in candidates if standing.order == order]
        if taken >= places or (rating.ties is QuotaTies.NONE_IN and taken + len(level) > places):
            break
        for standing in level:
            standing.rating = rating.code
            standing.add("rating", Step("rated_quota", {"places": places * UNITS, "name": rating.name}))
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
            lowered = codes.index(effect.rating)
        else:
            lowest = codes.index(effect.rating_at_most) if effect.rating_at_most in codes else 0
            lowered = min(max(place, lowest) + effect.downgrade, len(codes) - 1)
        if lowered != place:
            standing.rating = codes[lowered]
            what = "rating_fixed" if effect.rating is not None else "rating_lowered"
            standing.add("rating", Step(what, {"veto": veto.name, "name": names[standing.rating]}))
    for decision in standing.decisions(scheme, "rating"):
        if decision.level in names and standing.eligible:
            standing.rating = decision.level
            figures: dict[str, int | str] = {
                "by": _by(scheme, decision),
                "name": names[decision.level],
                "why": decision.note,
            }
            standing.add("rating", Step("rating_decided", figures, (decision.id,)))


def flags_of(standing: Standing) -> tuple[str, ...]:
    """Name what is worth a mark beside the result."""
    steps = {step.what for chapter in standing.steps.values() for step in chapter}
    flags = [
        ("last_place", "last_place" in steps),
        ("honours_barred", any(effect.honours == "barred" for _, effect in standing.effects)),
        ("not_eligible", bool({"not_eligible", "never_eligible"} & steps)),
        ("not_applicable", not standing.applies),
    ]
    return tuple(name for name, holds in flags if holds)
