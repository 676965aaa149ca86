"""Who is meant to take part in a training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.development.people import people_of
from banheng.development.training.models import Audience
from banheng.eligibility.spans import add_months
from banheng.schools.models import Posting

if TYPE_CHECKING:
    from datetime import date

    from banheng.eligibility.facts import Person
    from banheng.schools.models import School, Staff

HOMEROOM = "homeroom_teacher"
POTENTIAL = frozenset(
    {
        "reserve_homeroom_teacher",
        "trainee_homeroom_teacher",
        "assistant_homeroom_teacher",
        "deputy_homeroom_teacher",
    }
)
"""Posts that lead to that of a homeroom teacher."""

NEW_MONTHS = 12
FAILED_YEARS = 2
"""A failed year counts in the year after it too."""


def audience_of(school: School, audience: str, day: date) -> list[Staff]:
    """List those whom an audience means on a day; nobody where people are named one by one."""
    staff = staff_on(school, day)
    if audience == Audience.EVERYBODY:
        return staff
    if audience in {Audience.NAMED, Audience.GUARDIANS}:
        return []
    assistants = assistants_on(school, day)
    return [
        each
        for each, person in zip(staff, people_of(school, staff, day), strict=True)
        if _is_meant(person, audience, day) or (audience == Audience.POTENTIAL and each.pk in assistants)
    ]


def staff_on(school: School, day: date) -> list[Staff]:
    """List those who work at a school on a day."""
    return list(school.staff.filter(Q(left=None) | Q(left__gte=day)))


def assistants_on(school: School, day: date) -> set[int]:
    """Give the ids of those whom the roster has as assistants."""
    held = Posting.objects.filter(Q(last=None) | Q(last__gte=day), first__lte=day)
    assistants = held.filter(
        school_class__school=school, role=Posting.Role.ASSISTANT_HOMEROOM_TEACHER
    ).values_list("staff", flat=True)
    return set(assistants)


def _is_meant(person: Person, audience: str, day: date) -> bool:
    posts = person.posts or ()
    served = [post for post in posts if post.post == HOMEROOM]
    in_post = any(post.holds(day) for post in served)
    match audience:
        case Audience.ALL:
            return in_post
        case Audience.NEW:
            return in_post and min(post.since for post in served) > add_months(day, -NEW_MONTHS)
        case Audience.NEVER:
            return not served
        case Audience.RESTING:
            return bool(served) and not in_post
        case Audience.POTENTIAL:
            return any(post.post in POTENTIAL and post.holds(day) for post in posts)
        case _:  # weak
            failed = [result.year for result in person.results or () if result.failed]
            return in_post and any(year > day.year - FAILED_YEARS for year in failed)
