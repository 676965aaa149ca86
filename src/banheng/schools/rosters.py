"""The roster of a span of days, as scoring wants it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from banheng.schools.models import ClassSize, ClassYear, Posting
from banheng.scoring.roster import Posting as RosterPosting
from banheng.scoring.roster import Role

if TYPE_CHECKING:
    from datetime import date

    from banheng.schools.models import School

# Only what a roster says, as plain lines: to make objects of models would take most of its time.
CLASS = (
    "school_class", "school_class__code", "name", "number", "class_type",
    "grade__stage", "grade__name", "grade__stage_order", "grade__level",
)  # fmt: skip
POSTING = (
    "school_class", "role", "first", "last", "staff__code", "staff__name", "staff__homeroom_since",
)  # fmt: skip


def roster(school: School, first: date, last: date) -> tuple[RosterPosting, ...]:
    """List who had which class between two days, with the class as it was on the last of them."""
    years = ClassYear.objects.filter(
        school_class__school=school, academic_year__first__lte=last, academic_year__last__gte=first
    ).order_by("academic_year__first")
    classes = {line.school_class: line for line in years.values_list(*CLASS, named=True)}
    counts = ClassSize.objects.filter(school_class__school=school, first__lte=last).order_by("first")
    sizes = {
        school_class: (pupils, boarders)
        for school_class, pupils, boarders in counts.values_list("school_class", "pupils", "boarders")
    }
    postings = (
        Posting.objects.filter(school_class__school=school, first__lte=last)
        .filter(Q(last__isnull=True) | Q(last__gte=first))
        .values_list(*POSTING, named=True)
    )
    by_class = defaultdict(list)
    for posting in postings:
        by_class[posting.school_class].append(posting)
    ordered = sorted(
        classes.values(), key=lambda line: (line.grade__stage_order, line.grade__level, line.number)
    )
    return tuple(
        _row(posting, line, sizes.get(line.school_class, (0, 0)), last)
        for line in ordered
        for posting in by_class[line.school_class]
    )


def _row(posting: Any, of_class: Any, size: tuple[int, int], last: date) -> RosterPosting:
    pupils, boarders = size
    return RosterPosting(
        school_class=of_class.school_class__code,
        teacher=posting.staff__code,
        class_name=of_class.name,
        teacher_name=posting.staff__name,
        stage=of_class.grade__stage,
        grade=of_class.grade__name,
        class_type=of_class.class_type,
        role=Role(posting.role),
        first=posting.first,
        last=posting.last,
        pupils=pupils,
        boarders=boarders,
        years=full_years(posting.staff__homeroom_since, last),
    )


def full_years(since: date | None, day: date) -> int:
    """Count the full years of somebody who has been a homeroom teacher since a day."""
    if since is None or since > day:
        return 0
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))
