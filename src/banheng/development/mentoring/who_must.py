"""Who must have a mentor or be one, by the rules in force, and what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.development.eligible import answered
from banheng.eligibility.answer import Outcome
from banheng.eligibility.pack import RuleKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.eligibility.answer import Answer
    from banheng.schools.models import School, Staff

WANTING = frozenset({Outcome.BLOCKED, Outcome.WARNED})


def mentors_wanting(
    school: School, staff: Sequence[Staff], day: date
) -> list[tuple[Staff, Sequence[Answer]]]:
    """List those for whom a rule about mentors is not met, each with the answers that say what is missing."""
    found: list[tuple[Staff, Sequence[Answer]]] = []
    for each in answered(school, staff, day, {RuleKind.MENTOR}):
        answers = [answer for _, answer in each.answers if answer.outcome in WANTING]
        if answers:
            found.append((each.staff, answers))
    return found
