"""What the rules in force say about the certificate of a teacher, and what its rules ask the school to confirm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.core.wording import Language
from banheng.development.eligible import answered
from banheng.development.rule_packs import rules_in_force
from banheng.eligibility.answer import Outcome
from banheng.eligibility.pack import RuleKind, conditions_in
from banheng.eligibility.saying import say_answer
from banheng.eligibility.values import Item

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.eligibility.answer import Answer
    from banheng.schools.models import School, Staff

ASSESSMENT = "qualification_assessment"
"""The item of a rule that a passed assessment confirms."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What holds for a teacher on a day.

    Attributes:
        direct: answers on direct recognition, which the school may grant or not.
        certificate: answers on the certificate; none where the rules in force say nothing of it.
    """

    direct: Sequence[Answer]
    certificate: Sequence[Answer]

    @property
    def may_be_direct(self) -> bool:
        """Tell whether the school may recognise directly."""
        return any(answer.outcome is Outcome.OPEN for answer in self.direct)

    @property
    def missing(self) -> Sequence[Answer]:
        """The answers that keep the certificate from being issued."""
        return [answer for answer in self.certificate if answer.outcome in {Outcome.BLOCKED, Outcome.UNKNOWN}]

    def said(self) -> list[dict[str, str]]:
        """Word all answers in both languages, to be kept."""
        return [
            {"zh": say_answer(answer, Language.ZH_HANS), "en": say_answer(answer, Language.EN)}
            for answer in (*self.direct, *self.certificate)
        ]


def conditions_of(staff: Staff, day: date) -> Conditions:
    """Answer the rules in force on certificates for a teacher."""
    (found,) = answered(staff.school, [staff], day, {RuleKind.DIRECT, RuleKind.CERTIFICATE})
    answers = [answer for _, answer in found.answers]
    return Conditions(
        [answer for answer in answers if answer.rule.kind is RuleKind.DIRECT],
        [answer for answer in answers if answer.rule.kind is RuleKind.CERTIFICATE],
    )


def items_to_confirm(school: School, day: date) -> dict[str, Item]:
    """Give the items that the rules ask the school to confirm before the certificate, by code."""
    return {
        condition.code: condition
        for version in rules_in_force(school, day)
        for rule in version.rules.rules
        if rule.kind is RuleKind.CERTIFICATE
        for condition in conditions_in(rule.when)
        if isinstance(condition, Item) and condition.code != ASSESSMENT
    }
