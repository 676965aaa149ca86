"""What the published results say of a teacher, over time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from banheng.assessment.models import FrozenSheet
from banheng.core.periods import parse_period
from banheng.honours.frozen_lines import SETTLED
from banheng.schools.calendars import school_calendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.core.periods import Period
    from banheng.schools.models import Staff

MOST_RESULTS = 40


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """A teacher in one published result.

    Attributes:
        line: the subject as the form `banheng-score/1` has it.
    """

    period: Period
    scheme: str
    line: dict[str, Any]


def results_of(staff: Staff) -> Sequence[PeriodResult]:
    """List the lines of a teacher in the results that are published, the latest period first."""
    calendar = school_calendar(staff.school)
    editions = FrozenSheet.objects.filter(sheet__school=staff.school, sheet__state__in=SETTLED)
    newest = dict(editions.order_by("sheet_id", "number").values_list("sheet_id", "pk"))
    chosen = sorted(newest.values(), reverse=True)[:MOST_RESULTS]
    found = [
        PeriodResult(parse_period(edition.sheet.period, calendar), edition.version.title, line)
        for edition in editions.filter(pk__in=chosen).select_related("sheet", "version")
        for line in edition.results["results"]
        if line["teacher"] == staff.code and not line.get("is_class_line")
    ]
    return sorted(found, key=lambda each: (each.period.last, each.period.first), reverse=True)
