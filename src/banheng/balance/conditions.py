"""The conditions beside the coefficients: guarantees, quality, recognition, vetoes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.balance.regime import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from banheng.balance.regime import Condition, Regime
    from banheng.balance.schools import Level

    Answer = Fraction | bool
    Answers = Mapping[tuple[str, Level | None], Answer]
    """What a county shows, by condition and level."""


@dataclass(frozen=True, slots=True)
class Met:
    """One condition.

    Attributes:
        met: None if the county shows nothing, or the regime leaves the figure open.
    """

    condition: Condition
    level: Level | None
    answer: Answer | None
    limit: Fraction | None
    met: bool | None


def check_conditions(regime: Regime, answers: Answers) -> Iterator[Met]:
    """Check all conditions; one with figures of both levels is checked for each of them."""
    for condition in regime.conditions:
        for level in condition.levels():
            answer = answers.get((condition.code, level), answers.get((condition.code, None)))
            limit = condition.limit(level)
            yield Met(condition, level, answer, limit, _is_met(condition, answer, limit))


def all_met(conditions: list[Met]) -> bool | None:
    """Tell whether all are met; None if that hangs on what is not shown."""
    answers = [each.met for each in conditions]
    return False if False in answers else None if None in answers else True


def _is_met(condition: Condition, answer: Answer | None, limit: Fraction | None) -> bool | None:
    if answer is None:
        return None
    if condition.kind is Kind.HOLDS:
        return bool(answer)
    if condition.kind is Kind.ABSENT:
        return not answer
    if limit is None or isinstance(answer, bool):
        return None
    return {
        Kind.AT_LEAST: answer >= limit,
        Kind.AT_MOST: answer <= limit,
        Kind.BELOW: answer < limit,
    }[condition.kind]
