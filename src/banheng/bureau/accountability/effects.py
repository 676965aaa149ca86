"""What sanctions mean for the yearly appraisal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.bureau.accountability.models import Proceeding

if TYPE_CHECKING:
    from datetime import date

    from banheng.schools.models import School


def in_effect(school: School, first: date, last: date) -> list[Proceeding]:
    """List the sanctions that have an effect on at least one of the days, by person."""
    found = Proceeding.objects.filter(
        school=school, served_on__lte=last, revoked_on=None, first__lte=last, last__gte=first
    )
    return list(found.select_related("concerned", "rules_version").order_by("concerned__code", "first"))
