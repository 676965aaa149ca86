"""What the rules in force say of somebody for a post, and what of it stands in the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.core.wording import Language
from banheng.development.eligible import answered
from banheng.eligibility.answer import Outcome
from banheng.eligibility.pack import RuleKind
from banheng.eligibility.saying import say_answer
from banheng.ledger.language import request_language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.development.posts.models import Post
    from banheng.eligibility.answer import Answer
    from banheng.schools.models import School, Staff

TO_SERVE = (RuleKind.SERVE, RuleKind.START, RuleKind.REST, RuleKind.EXIT, RuleKind.VETO, RuleKind.RETURN)
TO_LEAVE = (RuleKind.EXIT, RuleKind.VETO, RuleKind.REST)
AGAINST = frozenset({Outcome.BLOCKED, Outcome.DUE})
BESIDE = (RuleKind.PRIORITY, RuleKind.MENTOR)
"""Shown beside an applicant, and never in the way."""


def suitable(school: School, staff: Sequence[Staff], post: Post, at: date) -> list[list[Answer]]:
    """Answer the rules that count for a post, for teachers in their order.

    A promotion is asked about by the rule that has the code of the post, and by the one for any promotion.
    """
    if post.is_promotion:
        found = answered(school, staff, at, (RuleKind.PROMOTE,))
        return [
            [answer for _, answer in each.answers if answer.rule.code in {post.value, "backbone"}]
            for each in found
        ]
    if post.is_group:
        return [[] for _ in staff]
    if post == post.HOMEROOM_TEACHER:
        found = answered(school, staff, at, (*TO_SERVE, *BESIDE))
    else:
        found = answered(school, staff, at, (RuleKind.EXIT, RuleKind.VETO))
    return [[answer for _, answer in each.answers] for each in found]


def hinders(answer: Answer) -> bool:
    """Tell whether an answer stands in the way of an appointment."""
    return answer.outcome in AGAINST and answer.rule.kind not in BESIDE


def hindrances(staff: Staff, post: Post, at: date) -> list[str]:
    """Say what stands in the way of appointing a teacher to a post."""
    (answers,) = suitable(staff.school, [staff], post, at)
    return [say_answer(answer, request_language()) for answer in answers if hinders(answer)]


def grounds(staff: Staff, at: date) -> list[dict[str, object]]:
    """List what calls for a teacher to leave the post, to be kept with the case."""
    (found,) = answered(staff.school, [staff], at, TO_LEAVE)
    called = [answer for _, answer in found.answers if answer.outcome in {Outcome.DUE, Outcome.ADVISED}]
    return kept(called)


def kept(answers: Sequence[Answer]) -> list[dict[str, object]]:
    """Write answers as they are kept with a case: later facts do not change what was known then."""
    return [
        {
            "outcome": answer.outcome.value,
            "hinders": hinders(answer),
            "zh": say_answer(answer, Language.ZH_HANS),
            "en": say_answer(answer, Language.EN),
        }
        for answer in answers
    ]
