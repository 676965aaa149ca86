"""Put answers into words, in either language, and into plain data."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from banheng.core.wording import Language, Wording
from banheng.eligibility.junctions import All, AnyOf, AtLeast, BySetting, Implies, Junction, Not
from banheng.eligibility.truth import NO, UNKNOWN, YES, Truth

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.eligibility.answer import Answer
    from banheng.eligibility.condition import Condition, Seen

MARKS = {YES: "✓", NO: "✗", UNKNOWN: "?"}
LEAF = Wording("{demand}：{found}", "{demand}: {found}")
FULL_STOP, SEMICOLON, AND = Wording("。", ". "), Wording("；", "; "), Wording("，并且", ", and ")
NUMBERED = re.compile(r"(\d+(?:\.\d+)?|____) (\w+(?: \w+)?)\(s\)")
ONE_OF = Wording("以下至少一项：{parts}", "at least one of: {parts}")
SOME_OF = Wording("以下还差 {number} 项：{parts}", "{number} more of: {parts}")


def say_answer(answer: Answer, language: Language) -> str:
    """Say on one line what follows, and what is missing or calls for it.

    Examples: `持证上岗：不符合。班主任资格证书：无`.
    """
    rule = answer.rule
    name = rule.name if language is Language.ZH_HANS else rule.name_en
    head = LEAF.say(language, demand=name, found=answer.outcome.say(language))
    reasons = missing(answer.seen, language, answer.wanted)
    if not reasons:
        return head
    return FULL_STOP.say(language).join((head, SEMICOLON.say(language).join(reasons)))


def missing(seen: Seen, language: Language, wanted: Truth = YES) -> list[str]:
    """List in words what keeps an answer from being the wanted one; nothing if it is.

    Args:
        wanted: yes, or no where a yes calls for something.
    """
    if seen.truth is wanted:
        return []
    condition = seen.condition
    if not isinstance(condition, Junction):
        return [_leaf(seen, language)]
    if isinstance(condition, Not):
        return missing(seen.parts[0], language, wanted.opposite)
    if isinstance(condition, Implies):
        return _of_implication(seen, language, wanted)
    lacking = [part for part in _alternatives(seen, wanted) if part.truth is not wanted]
    number = _number_lacking(seen, wanted)
    reasons = [missing(part, language, wanted) for part in lacking]
    if number == len(reasons):
        return [reason for several in reasons for reason in several]
    parts = [AND.say(language).join(several) for several in reasons]
    wording = ONE_OF if number == 1 else SOME_OF
    return [wording.say(language, number=number, parts=SEMICOLON.say(language).join(parts))]


def _is_choice(condition: Condition, wanted: Truth) -> bool:
    """Tell whether one part with the wanted answer is enough."""
    return isinstance(condition, AnyOf if wanted is YES else All)


def _alternatives(seen: Seen, wanted: Truth) -> list[Seen]:
    """List the parts; a choice inside a choice lends its own."""
    if not _is_choice(seen.condition, wanted):
        return list(seen.parts)
    return [
        inner
        for part in seen.parts
        for inner in (_alternatives(part, wanted) if _is_choice(part.condition, wanted) else [part])
    ]


def _number_lacking(seen: Seen, wanted: Truth) -> int:
    """Count how many parts more must have the wanted answer."""
    condition = seen.condition
    if _is_choice(condition, wanted):
        return 1
    has = sum(part.truth is wanted for part in seen.parts)
    if isinstance(condition, AtLeast):
        return (condition.number if wanted is YES else len(seen.parts) - condition.number + 1) - has
    return len(seen.parts) - has


def _of_implication(seen: Seen, language: Language, wanted: Truth) -> list[str]:
    given, then = seen.parts
    if wanted is YES and given.truth is YES:
        return missing(then, language)
    if wanted is YES and then.truth is NO:
        return missing(given, language, NO)
    return missing(given, language, wanted.opposite) + missing(then, language, wanted)


def _leaf(seen: Seen, language: Language) -> str:
    return LEAF.say(language, demand=_demand(seen.condition, language), found=_found(seen, language))


def _demand(condition: Condition, language: Language) -> str:
    return in_number(condition.demand(language))


def _found(seen: Seen, language: Language) -> str:
    return in_number(seen.condition.found(seen, language))


def in_number(text: str) -> str:
    """Put English words after a number into singular or plural.

    Examples:
        >>> in_number("has 1 year(s), 2.5 month(s) short")
        'has 1 year, 2.5 months short'
    """
    return NUMBERED.sub(lambda found: f"{found[1]} {found[2]}{'' if found[1] == '1' else 's'}", text)


def tree_lines(seen: Seen, language: Language, depth: int = 0) -> Iterator[str]:
    """Say every part of a condition on a line of its own, with its answer."""
    condition = seen.condition
    said = _demand(condition, language) if isinstance(condition, Junction) else _leaf(seen, language)
    yield f"{'  ' * depth}{MARKS[seen.truth]} {said}"
    for part in seen.parts:
        yield from tree_lines(part, language, depth + 1)


def demand_lines(condition: Condition, language: Language, depth: int = 0) -> Iterator[str]:
    """Say every part of what a condition asks for on a line of its own."""
    yield f"{'  ' * depth}{_demand(condition, language)}"
    if isinstance(condition, BySetting):
        for option, part in condition.options.items():
            yield f"{'  ' * (depth + 1)}{option}"
            yield from demand_lines(part, language, depth + 2)
        return
    for part in condition.children():
        yield from demand_lines(part, language, depth + 1)


def as_data(answer: Answer) -> dict[str, Any]:
    """Give an answer with its whole explanation as plain data, in both languages."""
    return {
        "name": answer.person.name,
        "rule": answer.rule.code,
        "kind": answer.rule.kind.value,
        "hard": answer.rule.hard,
        "clauses": list(answer.rule.clause),
        "answer": answer.truth.name.lower(),
        "outcome": answer.outcome.value,
        "missing": missing(answer.seen, Language.EN, answer.wanted),
        "missing_zh": missing(answer.seen, Language.ZH_HANS, answer.wanted),
        "explanation": _tree_data(answer.seen),
    }


def _tree_data(seen: Seen) -> dict[str, Any]:
    condition = seen.condition
    return {
        "kind": getattr(condition, "kind"),  # noqa: B009 - each kind has its own
        "answer": seen.truth.name.lower(),
        "demand": _demand(condition, Language.EN),
        "demand_zh": _demand(condition, Language.ZH_HANS),
        "found": _found(seen, Language.EN),
        "found_zh": _found(seen, Language.ZH_HANS),
        **({"parts": [_tree_data(part) for part in seen.parts]} if seen.parts else {}),
    }
