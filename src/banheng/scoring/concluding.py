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
from banheng.schemes.rating import TOTAL, Ranking
from banheng.scoring.tree import HUNDRED_PERCENT, rounding_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.evidence import EvidenceRecord
    from banheng.schemes.rating import Condition, Effect, Eligibility, Veto
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.outcome import PartScore
    from banheng.scoring.subjects import Subject

DECISION = "decision"
"""The item of records that settle a special case."""

CONCLUDING_WORDINGS: Mapping[str, Wording] = {
    "veto": Wording("一票否决：{name}", "veto: {name}"),
    "veto_times": Wording(
        "一票否决：{name} {count} 次，满 {times} 次", "veto: {name}, {count} of {times} times"
    ),
    "veto_when": Wording(
        "一票否决：{name}（{part} {points}，{range}）", "veto: {name} ({part} {points}, {range})"
    ),
    "limited": Wording("受限：{name}", "limited: {name}"),
    "limited_times": Wording(
        "受限：{name} {count} 次，满 {times} 次", "limited: {name}, {count} of {times} times"
    ),
    "limited_when": Wording(
        "受限：{name}（{part} {points}，{range}）", "limited: {name} ({part} {points}, {range})"
    ),
    "veto_not_yet": Wording(
        "“{name}”{count} 次，未满 {times} 次，不触发", "{name}: {count} of {times} times, no effect yet"
    ),
    "veto_waived": Wording("“{name}”经{by}研究不适用：{why}", "{name} waived by {by}: {why}"),
    "veto_zero": Wording("总分计 0 分", "the total is 0"),
    "veto_percent": Wording("总分按 {percent}% 计：{amount}", "the total counts {percent} %: {amount}"),
    "decided_total": Wording("{by}决定总分为 {amount}：{why}", "{by} set the total to {amount}: {why}"),
    "decided_added": Wording("{by}决定加 {change} 分：{why}", "{by} added {change}: {why}"),
    "decided_taken": Wording("{by}决定减 {change} 分：{why}", "{by} took off {change}: {why}"),
    "ranked": Wording(
        "总分 {total}，{within} {size} 人中第 {rank} 名", "total {total}, rank {rank} of {size} in {within}"
    ),
    "tie_broken": Wording("总分相同，比较“{part}”：{points}", "equal totals, compared by {part}: {points}"),
    "tie_broken_further": Wording(
        "仍相同，比较“{part}”：{points}", "still equal, compared by {part}: {points}"
    ),
    "tied": Wording("与另外 {others} 人并列", "level with {others} more"),
    "not_ranked_veto": Wording("因一票否决不参加排名", "not ranked because of a veto"),
    "no_result": Wording("没有适用的考核项，不排名、不评等次", "no item applies: neither ranked nor rated"),
    "not_eligible": Wording(
        "任职 {days} 天，不足 {least} 天，不排名、不评等次",
        "in post for {days} days, fewer than {least}: neither ranked nor rated",
    ),
    "never_eligible": Wording(
        "各期任职天数都不足，不排名、不评等次", "in post too short in every period: neither ranked nor rated"
    ),
    "class_line": Wording("班级成绩，不参加班主任排名", "the line of the class, not ranked among teachers"),
    "assistant": Wording("副班主任，总分随{name}", "assistant, with the total of {name}"),
    "assistant_unranked": Wording(
        "副班主任不单独排名、评等次", "an assistant is neither ranked nor rated apart"
    ),
    "last_place": Wording("排名末位（仅提示）", "last place (information only)"),
    "honours_barred": Wording("取消本周期评优资格", "barred from honours in this period"),
}


@dataclass(slots=True)
class Standing:
    """What is known of one subject while conclusions are drawn; the one mutable thing here.

    Attributes:
        names: of the parts, by code, for the words.
        order: sort key, best first: the total and the parts of the tie-break, negated.
    """

    subject: Subject
    parts: Mapping[str, PartScore]
    records: Mapping[str, Sequence[EvidenceRecord]]
    total: int
    applies: bool
    names: Mapping[str, str] = field(default_factory=dict)
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

    def name_of(self, part: str) -> str:
        """Name a part; the total keeps its code, which has a word in every language."""
        return self.names.get(part, part)

    def value_of(self, part: str) -> int:
        """Give the total or the points of a part, 0 if it does not apply."""
        return self.total if part == TOTAL else self.parts[part].points

    def applies_to(self, part: str) -> bool:
        """Tell whether the total or a part applies."""
        return self.applies if part == TOTAL else self.parts[part].applies

    def meets(self, condition: Condition) -> bool:
        """Tell whether a condition holds; what does not apply meets none."""
        return self.applies_to(condition.part) and condition.holds(self.value_of(condition.part))


def apply_vetoes(scheme: Scheme, standing: Standing, *, by_result: bool) -> None:
    """Find the vetoes that take effect and let them act on the total, never to the better.

    Vetoes by records come first, then decisions on points, then the vetoes that the result itself triggers.
    """
    waived = {record.level: record for record in standing.decisions(scheme, "veto")}
    total = standing.total
    figures: dict[str, int | str]
    for veto in scheme.vetoes:
        records = [] if by_result else _triggers(veto, standing)
        count = sum(record.quantity for record in records)
        met = by_result and veto.when is not None and standing.meets(veto.when)
        ids = tuple(record.id for record in records)
        if any(veto is other for other, _ in standing.effects):
            continue
        if not met and (count == 0 or count < veto.times * UNITS):
            if count:
                figures = {"name": veto.name, "count": count, "times": veto.times * UNITS}
                standing.add("total", Step("veto_not_yet", figures, ids))
            continue
        if decision := waived.get(veto.code):
            figures = {"name": veto.name, "by": deciding(scheme, decision), "why": decision.note}
            standing.add("total", Step("veto_waived", figures, (*ids, decision.id)))
            continue
        standing.effects.append((veto, veto.effect))
        standing.add("total", _veto_step(veto, standing, ids, count if not met else 0))
        if veto.effect.points == "zero" and total > 0:
            total = 0
            standing.add("total", Step("veto_zero"))
        if veto.effect.points_percent is not None and total > 0:
            percent = veto.effect.points_percent
            exact = divide(total * percent, HUNDRED_PERCENT)
            total = min(total, round_units(exact, scheme.rounding.places, scheme.rounding.mode))
            standing.add("total", Step("veto_percent", {"percent": percent, "amount": total}))
        if veto.effect.ranking == "excluded":
            standing.ranked = False
    if by_result and any(effect.honours == "barred" for _, effect in standing.effects):
        standing.add("total", Step("honours_barred"))
    standing.effects.sort(key=lambda pair: scheme.vetoes.index(pair[0]))
    standing.total = total


def _triggers(veto: Veto, standing: Standing) -> list[EvidenceRecord]:
    item, _, event = (veto.evidence or veto.code).partition("/")
    return [record for record in standing.records.get(item, ()) if not event or record.event == event]


def _veto_step(veto: Veto, standing: Standing, ids: tuple[str, ...], count: int) -> Step:
    """Tell what triggered a veto: the result itself, or so many records."""
    what = "limited" if veto.effect.only_limits else "veto"
    if not count and veto.when is not None:
        part, points = standing.name_of(veto.when.part), standing.value_of(veto.when.part)
        figures: dict[str, int | str] = {"name": veto.name, "part": part, "points": points}
        return Step(f"{what}_when", {**figures, **veto.when.bounds()}, ids)
    if veto.times > 1:
        return Step(f"{what}_times", {"name": veto.name, "count": count, "times": veto.times * UNITS}, ids)
    return Step(what, {"name": veto.name}, ids)


def deciding(scheme: Scheme, decision: EvidenceRecord) -> str:
    """Name who decided: the body of the scheme, and who wrote it down if that is somebody else."""
    by = scheme.decisions.by if scheme.decisions else ""
    return " ".join(dict.fromkeys(filter(None, [by, decision.recorder])))


def apply_decisions(scheme: Scheme, standing: Standing) -> None:
    """Let decisions on points act: the latest `points` sets the total, each `adjust` moves it."""
    for decision in standing.decisions(scheme, "points"):
        standing.total = decision.value or 0
        figures: dict[str, int | str] = {
            "amount": standing.total,
            "by": deciding(scheme, decision),
            "why": decision.note,
        }
        standing.add("total", Step("decided_total", figures, (decision.id,)))
    for decision in standing.decisions(scheme, "adjust"):
        change = decision.value or 0
        standing.total += change
        figures = {"change": abs(change), "by": deciding(scheme, decision), "why": decision.note}
        what = "decided_taken" if change < 0 else "decided_added"
        standing.add("total", Step(what, figures, (decision.id,)))
    rounded = round_units(standing.total, scheme.rounding.places, scheme.rounding.mode)
    if rounded != standing.total:
        standing.total = rounded
        standing.add("total", rounding_step(scheme.rounding, rounded))


def decide_eligibility(eligible: Eligibility | None, standing: Standing, calendar: SchoolCalendar) -> None:
    """Take subjects out of ranks and ratings that have too few days in post or no applicable part."""
    if standing.subject.is_class_line:
        standing.eligible = False
        standing.add("rank", Step("class_line"))
    elif not standing.applies:
        standing.eligible = False
        standing.add("rank", Step("no_result"))
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
    for group in groups_of(standings, ranking.within):
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
        "within": ranking.within.value,
    }
    yield Step("ranked", figures)
    yield from _tie_break_steps(ranking, standing, group)
    if equal > 1:
        yield Step("tied", {"others": (equal - 1) * UNITS})


def _tie_break_steps(ranking: Ranking, standing: Standing, group: Sequence[Standing]) -> Iterator[Step]:
    """Tell what was compared until the subject stood alone."""
    rivals = [other for other in group if other.total == standing.total]
    for number, part in enumerate(ranking.tie_break):
        if len(rivals) == 1:
            return
        points = standing.value_of(part)
        what = "tie_broken_further" if number else "tie_broken"
        yield Step(what, {"part": standing.name_of(part), "points": points})
        rivals = [other for other in rivals if other.value_of(part) == points]


def set_order(ranking: Ranking | None, standings: Sequence[Standing]) -> None:
    """Set the sort keys once totals are final."""
    tie_break = ranking.tie_break if ranking else ()
    for standing in standings:
        standing.order = (-standing.total, *(-standing.value_of(part) for part in tie_break))


def groups_of(standings: Sequence[Standing], within: Within) -> list[list[Standing]]:
    """Put the ranked together by the group inside which they are compared."""
    groups: dict[str, list[Standing]] = defaultdict(list)
    for standing in standings:
        if standing.ranked:
            groups[standing.subject.groups[within]].append(standing)
    return list(groups.values())


def flags_of(standing: Standing) -> tuple[str, ...]:
    """Name what is worth a mark beside the result."""
    steps = {step.what for chapter in standing.steps.values() for step in chapter}
    flags = [
        ("last_place", "last_place" in steps),
        ("honours_barred", any(effect.honours == "barred" for _, effect in standing.effects)),
        ("not_eligible", bool({"not_eligible", "never_eligible"} & steps)),
        ("not_applicable", not standing.applies),
        ("assistant", standing.subject.is_assistant),
    ]
    return tuple(name for name, holds in flags if holds)
