"""Hours and needs as words for a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.development.training.models import Kind, Level
from banheng.development.training.models.session import UNITS
from banheng.development.training.themes import themes
from banheng.eligibility.saying import missing
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from banheng.development.models import Fact
    from banheng.development.training.hours import Needs
    from banheng.eligibility.answer import Answer


def say_need(answer: Answer) -> str:
    """Say of a rule what is missing: its name and the reasons."""
    language = request_language()
    is_chinese = language.value.startswith("zh")
    name = answer.rule.name if is_chinese else answer.rule.name_en
    reasons = ("；" if is_chinese else "; ").join(missing(answer.seen, language, answer.wanted))
    return f"{name}{'：' if is_chinese else ': '}{reasons or answer.outcome.say(language)}"


def say_needs(needs: Needs) -> list[dict[str, object]]:
    """Say of each rule what follows and what is missing."""
    lacking = needs.lacking
    return [
        {
            "said": say_need(answer),
            "lacks": answer in lacking,
            "outcome": answer.outcome.say(request_language()),
            "clauses": "、".join(answer.rule.clause),
        }
        for answer in needs.answers
    ]


def kind_name(code: str) -> str:
    """Name what a training counts as; a code that the site does not know stays as it is."""
    return str(Kind(code).label) if code in Kind.values else code


def said_amount(by_unit: Mapping[str, Decimal]) -> str:
    """Say amounts, such as 6.5 学时、1 周."""
    return "、".join(f"{amount.normalize():f} {UNITS[unit]}" for unit, amount in by_unit.items())


def say_totals(sums: Mapping[str, Mapping[str, Decimal]]) -> list[tuple[str, str]]:
    """Say the sum of each kind."""
    return [(kind_name(kind), said_amount(by_unit)) for kind, by_unit in sums.items()]


def say_facts(facts: Sequence[Fact]) -> list[tuple[Fact, str, str]]:
    """Say of each training what it counts as, and its level."""
    return [(fact, kind_name(fact.content["training"]), _level(fact.content.get("level"))) for fact in facts]


def say_themes(codes: Iterable[str]) -> str:
    """Name themes."""
    language, known = request_language(), themes()
    return "、".join(known[code].say(language) for code in codes if code in known)


def _level(code: str | None) -> str:
    return str(Level(code).label) if code in Level.values else ""
