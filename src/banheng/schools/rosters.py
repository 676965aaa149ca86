"""The roster of a span of days, as scoring wants it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.schools.models import ClassSize, ClassYear, Posting
from banheng.scoring.roster import Posting as RosterPosting
from banheng.scoring.roster import Role

if TYPE_CHECKING:
    from datetime import date

    from banheng.schools.models import School, Staff


def roster(school: School, first: date, last: date) -> tuple[RosterPosting, ...]:
    """List who had which class between two days, with the class as it was on the last of them."""
    class_years = {
        year.school_class_id: year
        for year in ClassYear.objects.filter(
            school_class__school=school, academic_year__first__lte=last, academic_year__last__gte=first
        )
        .select_related("grade", "school_class")
        .order_by("academic_year__first")
    }
    sizes: dict[int, ClassSize] = {}
    for size in ClassSize.objects.filter(school_class__school=school, first__lte=last).order_by("first"):
        sizes[size.school_class_id] = size
    postings = (
        Posting.objects.filter(school_class__school=school, first__lte=last)
        .filter(Q(last__isnull=True) | Q(last__gte=first))
        .select_related("staff")
    )
    by_class: defaultdict[int, list[Posting]] = defaultdict(list)
    for posting in postings:
        by_class[posting.school_class_id].append(posting)
    ordered = sorted(
        class_years.values(), key=lambda year: (year.grade.stage_order, year.grade.level, year.number)
    )
    rows = [
        _row(posting, year, sizes.get(year.school_class_id), last)
        for year in ordered
        for posting in by_class[year.school_class_id]
    ]
    return tuple(rows)


def _row(posting: Posting, year: ClassYear, size: ClassSize | None, last: date) -> RosterPosting:
    return RosterPosting(
        school_class=year.school_class.code,
        teacher=posting.staff.code,
        class_name=year.name,
        teacher_name=posting.staff.name,
        stage=year.grade.stage,
        grade=year.grade.name,
        class_type=year.class_type,
        role=Role(posting.role),
        first=posting.first,
        last=posting.last,
        pupils=size.pupils if size else 0,
        boarders=size.boarders if size else 0,
        years=full_years(posting.staff, last),
    )


def full_years(staff: Staff, day: date) -> int:
    """Count somebody's full years as a homeroom teacher."""
    since = staff.homeroom_since
    if since is None or since > day:
        return 0
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))
