"""Hours of training: what a teacher has, and who still lacks what by the rules in force."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from banheng.development.eligible import answered
from banheng.development.models import Fact
from banheng.development.training.audience import HOMEROOM, staff_on
from banheng.development.training.models.session import UNITS
from banheng.eligibility.answer import Outcome
from banheng.eligibility.pack import RuleKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.eligibility.answer import Answer
    from banheng.schools.models import School, Staff

KINDS = (RuleKind.HOURS, RuleKind.PRACTICE, RuleKind.START)
LACKING = frozenset({Outcome.BLOCKED, Outcome.WARNED, Outcome.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Needs:
    """What the rules ask of a teacher.

    Attributes:
        in_post: they have a class.
        has_served: they have one or had one.
        answers: those that concern them.
    """

    staff: Staff
    in_post: bool
    has_served: bool
    answers: Sequence[Answer]

    @property
    def lacking(self) -> Sequence[Answer]:
        """The answers that are not as they should be."""
        return [answer for answer in self.answers if answer.outcome in LACKING]


def needs_of(school: School, staff: Sequence[Staff], day: date) -> list[Needs]:
    """Answer the rules about training for teachers: hours and practice for who serves or has, start for the rest."""
    found = []
    for each in answered(school, staff, day, KINDS):
        answers = [answer for _, answer in each.answers]
        posts = answers[0].person.posts or () if answers else ()
        served = [post for post in posts if post.post == HOMEROOM]
        found.append(
            Needs(
                each.staff,
                any(post.holds(day) for post in served),
                bool(served),
                [answer for answer in answers if served or answer.rule.kind is RuleKind.START],
            )
        )
    return found


def needs_of_all(school: School, day: date) -> list[Needs]:
    """Answer them for everybody at a school."""
    return needs_of(school, staff_on(school, day), day)


def trained(staff: Staff) -> list[Fact]:
    """List the trainings in a dossier that count, newest first."""
    kept = staff.facts.filter(kind=Fact.Kind.TRAINING, withdrawn_at=None, confirmed_at__isnull=False)
    return list(kept.order_by("-since", "-pk"))


def totals(facts: Sequence[Fact]) -> dict[str, dict[str, Decimal]]:
    """Add up trainings by what they count as, and by unit."""
    sums: defaultdict[str, defaultdict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for fact in facts:
        for unit in UNITS:
            amount = Decimal(str(fact.content.get(unit, 0)))
            if amount:
                sums[fact.content["training"]][unit] += amount
    return {kind: dict(by_unit) for kind, by_unit in sums.items()}
