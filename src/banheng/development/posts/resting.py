"""Rotation and rest: who has served long enough to rest, who rests, who may come back, who is back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from banheng.development.eligible import answered
from banheng.development.people import people_of
from banheng.eligibility.answer import Outcome
from banheng.eligibility.pack import RuleKind
from banheng.eligibility.spans import merged

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.eligibility.answer import Answer
    from banheng.eligibility.facts import Person
    from banheng.schools.models import School, Staff

DAY = timedelta(days=1)
HOLIDAYS = 70
"""Days without a class that a long holiday explains; more is a rest."""


class Rest(StrEnum):
    """Where somebody stands between serving and resting."""

    DUE = "due"
    RESTING = "resting"
    MAY_RETURN = "may_return"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Resting:
    """A teacher and the rest.

    Attributes:
        since: first day of the service that calls for a rest, of the rest, or of the service after it.
        rested: first and last day of the rest of whoever is back.
    """

    staff: Staff
    state: Rest
    since: date
    answers: Sequence[Answer] = field(default_factory=tuple)
    rested: tuple[date, date] | None = None


def resting(school: School, day: date) -> list[Resting]:
    """List who is due to rest, rests, may come back or is back from a rest, by the rules in force."""
    staff = list(school.staff.filter(left=None).order_by("code"))
    asked = answered(school, staff, day, (RuleKind.REST, RuleKind.RETURN))
    found = []
    for each, person in zip(asked, people_of(school, staff, day), strict=True):
        line = _line(each.staff, person, [answer for _, answer in each.answers], day)
        if line is not None:
            found.append(line)
    return found


def _line(staff: Staff, person: Person, answers: Sequence[Answer], day: date) -> Resting | None:
    spans = merged(
        (post.span(day) for post in person.posts or () if post.post == "homeroom_teacher"), HOLIDAYS
    )
    if not spans:
        return None
    first, end = spans[-1]
    if (day - end).days > HOLIDAYS:  # out of the post
        backs = [answer for answer in answers if answer.rule.kind is RuleKind.RETURN]
        may = any(answer.outcome is Outcome.OPEN for answer in backs)
        return Resting(staff, Rest.MAY_RETURN if may else Rest.RESTING, end, backs) if backs else None
    due = [answer for answer in answers if answer.outcome in {Outcome.DUE, Outcome.ADVISED}]
    if due:
        return Resting(staff, Rest.DUE, first, due)
    if len(spans) > 1:
        return Resting(staff, Rest.RETURNED, first, (), (spans[-2][1], first - DAY))
    return None
