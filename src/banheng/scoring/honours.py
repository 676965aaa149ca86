"""From the result of a period to who is proposed for which honour, and why not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from banheng.core.points import UNITS
from banheng.core.rounding import divide
from banheng.rules.rule import Step
from banheng.schemes.rating import QuotaTies
from banheng.scoring.lines import times_so_far
from banheng.scoring.tree import HUNDRED_PERCENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.rules.node import Code
    from banheng.schemes.honours import Honour
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.lines import Line, PeriodLines


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody who reaches an honour.

    Attributes:
        who: code of the teacher or class.
        reasons: what in the result speaks for it.
        bars: vetoes that speak against it; whoever has one is listed, and not proposed.
    """

    honour: Honour
    who: str
    line: Line
    reasons: tuple[Step, ...]
    bars: tuple[Code, ...] = ()


def propose_honours(
    scheme: Scheme, lines: PeriodLines, earlier: Sequence[PeriodLines] = ()
) -> list[Proposal]:
    """List who reaches the honours of a period, by honour and best first; those who are barred as well.

    Args:
        earlier: results of the same kind of period before it, in any order.
    """
    kind = lines.period.kind
    honours = [each for each in scheme.honours if (each.period or scheme.period) is kind]
    return [
        proposal
        for honour in honours
        if not honour.is_nominated
        for proposal in _often_enough(scheme, honour, lines, earlier)
    ]


def _often_enough(
    scheme: Scheme, honour: Honour, lines: PeriodLines, earlier: Sequence[PeriodLines]
) -> Iterator[Proposal]:
    reached = _reached(scheme, honour, lines)
    if honour.times == 1:
        yield from reached.values()
        return
    before = [
        (each.period, _codes(honour, each), _reached(scheme, honour, each))
        for each in sorted(earlier, key=lambda each: each.period.first, reverse=True)
    ]
    for who, proposal in reached.items():
        # somebody who was barred did not get it that time
        met = [
            (period, who in reached_then and not reached_then[who].bars)
            for period, present, reached_then in before
            if who in present
        ]
        count = times_so_far(honour, [(lines.period, True), *met])
        if count >= honour.times:
            step = Step("repeated", {"count": count * UNITS})
            yield replace(proposal, reasons=(*proposal.reasons, step))


def _codes(honour: Honour, lines: PeriodLines) -> set[str]:
    return {who for who, _ in lines.about(honour.who)}


def _reached(scheme: Scheme, honour: Honour, lines: PeriodLines) -> dict[str, Proposal]:
    """Find who reaches an honour by one period alone, best first in each group."""
    groups: dict[str, list[Proposal]] = defaultdict(list)
    for who, line in sorted(lines.about(honour.who), key=lambda each: each[1].order):
        reasons = tuple(_reasons(scheme, honour, line))
        groups[line.places[honour.within]].append(
            Proposal(honour, who, line, reasons, bars_of(scheme, honour, line))
        )
    reached: dict[str, Proposal] = {}
    for group in groups.values():
        for proposal in _placed(group) if honour.has_quota else filter(_qualifies, group):
            reached.setdefault(proposal.who, proposal)
    return reached


def _reasons(scheme: Scheme, honour: Honour, line: Line) -> Iterator[Step]:
    if honour.ratings:
        ends = scheme.ends_of(honour.period)
        names = {rating.code: rating.name for rating in ends.ratings} if ends else {}
        yield Step("rated", {"rating": names.get(line.rating, line.rating)})
    yield Step("total", {"total": line.total})


def bars_of(scheme: Scheme, honour: Honour, line: Line) -> tuple[Code, ...]:
    """List the vetoes of a result that bar from an honour."""
    barring = {veto.code for veto in scheme.vetoes if veto.effect.honours == "barred"}
    return tuple(code for code in line.vetoes if code in barring or code in honour.barred_by)


def _qualifies(proposal: Proposal) -> bool:
    honour, line = proposal.honour, proposal.line
    rated = not honour.ratings or line.rating in honour.ratings
    return rated and (honour.not_below is None or line.total >= honour.not_below)


def places_of(honour: Honour, size: int) -> int:
    """Give how many places an honour has in a group of so many."""
    if honour.top is not None:
        return honour.top
    places = divide((honour.share or 0) * size, HUNDRED_PERCENT, honour.share_rounding)
    return max(places, honour.least_number)


def _placed(group: Sequence[Proposal]) -> Iterator[Proposal]:
    """Fill the places of a group from the best; whoever is barred takes one only if it then stays empty."""
    honour = group[0].honour
    ranked = [proposal for proposal in group if not proposal.line.excluded]
    places, taken = places_of(honour, len(ranked)), 0
    figures: dict[str, int | str] = {
        "within": honour.within.value,
        "size": len(ranked) * UNITS,
        "places": places * UNITS,
    }
    for _, level in groupby(filter(_qualifies, ranked), key=lambda proposal: proposal.line.order):
        equal = list(level)
        wanted = sum(not (proposal.bars and honour.moves_up) for proposal in equal)
        if taken >= places or (honour.ties is QuotaTies.NONE_IN and taken + wanted > places):
            return
        for proposal in equal:
            yield replace(proposal, reasons=(*proposal.reasons, Step("placed", figures)))
        taken += wanted
