"""Answers of rules as lists of words for a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.eligibility.saying import missing
from banheng.web.templatetags.points import request_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.eligibility.answer import Answer


def say_answers(answers: Sequence[Answer]) -> list[dict[str, object]]:
    """Say of each rule what follows, and what is missing."""
    language = request_language()
    return [
        {
            "name": answer.rule.name if language.value.startswith("zh") else answer.rule.name_en,
            "outcome": answer.outcome.value,
            "said": answer.outcome.say(language),
            "missing": missing(answer.seen, language, answer.wanted),
            "clauses": "、".join(answer.rule.clause),
        }
        for answer in answers
    ]
