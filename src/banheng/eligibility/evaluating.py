"""Answer the rules of a pack for people at a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.eligibility.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from banheng.eligibility.facts import Person
    from banheng.eligibility.loading import RulesInForce


def evaluate(rules: RulesInForce, person: Person, at: date) -> list[Answer]:
    """Answer each rule that asks about what the person is, in the order of the pack."""
    return [
        Answer(person, rule, rule.when.look(person, at)) for rule in rules.rules if rule.about is person.about
    ]


def evaluate_all(rules: RulesInForce, people: Iterable[Person], at: date) -> list[Answer]:
    """Answer the rules for many people, one after another."""
    return [answer for person in people for answer in evaluate(rules, person, at)]
