"""How many points a rule can give at most, as far as its figures tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.periods import PeriodKind
from banheng.rules.roll_up import Combine, RollUp
from banheng.rules.streak import Streak
from banheng.rules.tally import Take, Tally

if TYPE_CHECKING:
    from banheng.rules.event import Event
    from banheng.rules.rule import Rule

MOST_PIECES = {
    (PeriodKind.DAY, PeriodKind.WEEK): 7,
    (PeriodKind.DAY, PeriodKind.MONTH): 31,
    (PeriodKind.DAY, PeriodKind.TERM): 213,
    (PeriodKind.DAY, PeriodKind.HALF_YEAR): 184,
    (PeriodKind.DAY, PeriodKind.YEAR): 366,
    (PeriodKind.WEEK, PeriodKind.MONTH): 6,
    (PeriodKind.WEEK, PeriodKind.TERM): 31,
    (PeriodKind.WEEK, PeriodKind.HALF_YEAR): 27,
    (PeriodKind.WEEK, PeriodKind.YEAR): 54,
    (PeriodKind.MONTH, PeriodKind.TERM): 7,
    (PeriodKind.MONTH, PeriodKind.HALF_YEAR): 6,
    (PeriodKind.MONTH, PeriodKind.YEAR): 12,
}
"""The greatest number of pieces a period can be cut into; a term is at most February to August."""


def most_points(rule: Rule, full_points: int, period: PeriodKind) -> int | None:
    """Give the most points one scoring can give, in units; None if there is no limit or it is not known."""
    if isinstance(rule, Tally):
        return _most_of_tally(rule, full_points)
    if isinstance(rule, Streak):
        pieces = MOST_PIECES.get((rule.each, period))
        if pieces is None or rule.length == 0:
            return rule.cap
        return _least(pieces // rule.length * rule.points, rule.cap)
    if isinstance(rule, RollUp):
        inner = most_points(rule.rule, full_points, rule.each)
        if inner is None or rule.take is not Combine.SUM or rule.count is not None:
            return inner if rule.count is None else None
        pieces = MOST_PIECES.get((rule.each, period))
        return None if pieces is None else inner * pieces
    return rule.greatest(full_points)


def _most_of_tally(rule: Tally, full_points: int) -> int | None:
    gain = most_gain(rule)
    start = rule.start_points(full_points)
    return rule.cap if gain is None else _least(start + gain, rule.cap)


def most_gain(rule: Tally) -> int | None:
    """Give the most that the events of a tally can add, None if there is no limit."""
    gains = {code: _most_of_event(event) for code, event in rule.events.items()}
    if rule.take is Take.HIGHEST:
        return max(max(event.prices()) for event in rule.events.values())
    if rule.take is Take.HIGHEST_PER_PROJECT:
        return None
    together: list[int | None] = []
    for group in rule.groups:
        inside = [gains.pop(code) for code in group.events]
        together.append(_least(_sum(inside), group.cap))
    return _sum([*together, *gains.values()])


def _most_of_event(event: Event) -> int | None:
    prices = [*event.prices(), *(event.escalate or ()), *(event.range or ())]
    if max(prices) <= 0:
        return 0
    if event.limit is not None:
        return event.limit
    if event.once:
        return (event.escalate or prices)[0]
    # the last price repeats
    if event.escalate is not None and event.escalate[-1] <= 0:
        return max(sum(event.escalate[:turn]) for turn in range(len(event.escalate) + 1))
    return None


def _sum(gains: list[int | None]) -> int | None:
    known = [gain for gain in gains if gain is not None]
    return sum(known) if len(known) == len(gains) else None


def _least(points: int | None, cap: int | None) -> int | None:
    known = [bound for bound in (points, cap) if bound is not None]
    return min(known) if known else None
