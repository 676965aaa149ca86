"""The answer of a rule for a person, and what follows from it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from banheng.core.wording import Language, Wording
from banheng.eligibility.pack import RuleKind
from banheng.eligibility.truth import NO, UNKNOWN, YES

if TYPE_CHECKING:
    from banheng.eligibility.condition import Seen
    from banheng.eligibility.facts import Person
    from banheng.eligibility.pack import EligibilityRule
    from banheng.eligibility.truth import Truth


class Outcome(StrEnum):
    """What follows from an answer."""

    MET = "met"
    BLOCKED = "blocked"
    WARNED = "warned"  # not met, but only asked for in principle
    DUE = "due"  # something is to be done: a rest, a removal, the next round of an honour
    ADVISED = "advised"  # the same, in principle
    NOT_DUE = "not_due"
    OPEN = "open"  # something may be granted
    CLOSED = "closed"  # it may not, and nothing is held against anybody
    UNKNOWN = "unknown"

    def say(self, language: Language) -> str:
        """Say what follows."""
        return SAID[self].say(language)


SAID = {
    Outcome.MET: Wording("符合", "met"),
    Outcome.BLOCKED: Wording("不符合", "not met"),
    Outcome.WARNED: Wording(
        "不符合（原则上要求，仅提醒）", "not met (asked for in principle: a warning only)"
    ),
    Outcome.DUE: Wording("应当执行", "due"),
    Outcome.ADVISED: Wording("原则上应当执行", "due in principle"),
    Outcome.NOT_DUE: Wording("不涉及", "not due"),
    Outcome.OPEN: Wording("可以", "may be granted"),
    Outcome.CLOSED: Wording("不具备", "does not apply"),
    Outcome.UNKNOWN: Wording("不能判断", "cannot be told"),
}
CALLS = frozenset({RuleKind.REST, RuleKind.EXIT, RuleKind.VETO, RuleKind.ACCOUNT, RuleKind.CYCLE})
"""Kinds whose yes calls for something, and whose no is as it should be."""

OFFERS = frozenset({RuleKind.DIRECT, RuleKind.PRIORITY, RuleKind.RETURN})
"""Kinds whose yes opens something, and whose no takes nothing away."""


class Answer(NamedTuple):
    """What a rule comes to for a person.

    Attributes:
        seen: the condition with all its parts, each with its answer.
    """

    person: Person
    rule: EligibilityRule
    seen: Seen

    @property
    def truth(self) -> Truth:
        """Give the answer itself."""
        return self.seen.truth

    @property
    def wanted(self) -> Truth:
        """Give the answer that nobody need do anything about."""
        return NO if self.rule.kind in CALLS else YES

    @property
    def outcome(self) -> Outcome:
        """Tell what follows."""
        yes = self.truth is YES
        if self.truth is UNKNOWN:
            return Outcome.UNKNOWN
        if self.rule.kind in CALLS:
            return (Outcome.DUE if self.rule.hard else Outcome.ADVISED) if yes else Outcome.NOT_DUE
        if self.rule.kind in OFFERS:
            return Outcome.OPEN if yes else Outcome.CLOSED
        if yes:
            return Outcome.MET
        return Outcome.BLOCKED if self.rule.hard else Outcome.WARNED
