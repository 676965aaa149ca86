"""Classes as they are called on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.schools.models import ClassYear

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from banheng.schools.models import School


def classes_on(school: School, day: date) -> QuerySet[ClassYear]:
    """List the school's classes of a day with name and grade, in the order of the school."""
    return (
        ClassYear.objects.filter(
            school_class__school=school,
            academic_year__first__lte=day,
            academic_year__last__gte=day,
            school_class__opened__lte=day,
        )
        .exclude(school_class__closed__lt=day)
        .select_related("grade", "school_class", "campus")
        .order_by("grade__stage_order", "grade__level", "number")
    )
