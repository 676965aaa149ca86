"""Grade bands: first with second grade and so on in a primary school, the whole stage above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.schools.classes import classes_on
from banheng.schools.models import Posting, Stage

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from banheng.schools.models import School

GRADES_OF_A_BAND = 2


def bands(school: School, staff: Collection[int], day: date) -> Mapping[int, str]:
    """Tell in which band homeroom teachers serve on a day, such as `primary-2`; others are left out."""
    grades = {year.school_class_id: year.grade for year in classes_on(school, day).select_related("grade")}
    postings = Posting.objects.filter(
        staff__in=staff, role=Posting.Role.HOMEROOM_TEACHER, first__lte=day
    ).exclude(last__lt=day)
    found = {}
    for posting in postings:
        if grade := grades.get(posting.school_class_id):
            band = (grade.level + 1) // GRADES_OF_A_BAND if grade.stage == Stage.PRIMARY else 1
            found[posting.staff_id] = f"{grade.stage}-{band}"
    return found
