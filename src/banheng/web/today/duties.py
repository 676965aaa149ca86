"""What an inspector owes today: the posts of the week, and the classes nobody has looked at for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.assessment.visits import inspected_items
from banheng.ledger.models import Duty, Record
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.schools.classes import classes_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.accounts.access import Access
    from banheng.ledger.models import Post
    from banheng.schools.models import ClassYear


@dataclass(frozen=True, slots=True)
class DutyToday:
    """A post of the account today.

    Attributes:
        items: names of what is to be looked at.
        done: how many classes were looked at for it today, by whomever.
        open: the others.
    """

    post: Post
    items: Sequence[str]
    done: int
    open: Sequence[ClassYear]


def duties_today(access: Access) -> list[DutyToday]:
    """List the posts of the account in today's duty week."""
    duties = Duty.objects.filter(
        user=access.user,
        week__school=access.school,
        week__first__lte=access.day,
        week__last__gte=access.day,
    )
    return [
        _duty(access, duty.post) for duty in duties.select_related("post").prefetch_related("post__grades")
    ]


def _duty(access: Access, post: Post) -> DutyToday:
    versions = versions_in_force(access.school, access.day)
    items = {item.code: item.name for version in versions for item in inspected_items(scheme_of(version))}
    wanted = {code: name for code, name in items.items() if not post.items or code in post.items}
    grades = {grade.pk for grade in post.grades.all()}
    classes = [
        class_year
        for class_year in classes_on(access.school, access.day)
        if not grades or class_year.grade_id in grades
    ]
    seen = set(
        Record.objects.filter(
            school=access.school, day=access.day, item__in=wanted, voids=None, voided_by=None
        )
        .values_list("school_class", flat=True)
        .distinct()
    )
    unseen = [class_year for class_year in classes if class_year.school_class_id not in seen]
    return DutyToday(post, list(wanted.values()), len(classes) - len(unseen), unseen)
