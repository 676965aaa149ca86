"""Answer the rules in force for teachers of a school."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.development.people import people_of
from banheng.development.rule_packs import rules_in_force
from banheng.eligibility.evaluating import evaluate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from datetime import date

    from banheng.development.models import RulesVersion
    from banheng.eligibility.answer import Answer
    from banheng.eligibility.pack import RuleKind
    from banheng.schools.models import School, Staff


@dataclass(frozen=True, slots=True)
class Answered:
    """What the rules in force come to for a teacher, each answer with the pack it comes from."""

    staff: Staff
    answers: Sequence[tuple[RulesVersion, Answer]]


def answered(
    school: School, staff: Sequence[Staff], at: date, kinds: Collection[RuleKind] = ()
) -> list[Answered]:
    """Answer the rules in force on a day for teachers, in their order; of these kinds only, if any are named."""
    versions = rules_in_force(school, at)
    with _undisturbed():
        return [
            Answered(
                each,
                [
                    (version, answer)
                    for version in versions
                    for answer in evaluate(version.rules, person, at)
                    if not kinds or answer.rule.kind in kinds
                ],
            )
            for each, person in zip(staff, people_of(school, staff, at), strict=True)
        ]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the collector of reference cycles, of which answers have none, from walking through all of them again.

    It would take as long as the answers of a county do.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
