"""How far plans are: counts of measures, and what is owed, late ones first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.development.plans.models import Measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from banheng.schools.models import School, Staff


@dataclass(frozen=True, slots=True)
class Progress:
    """Measures of a plan; those that were given up are left out."""

    all: int
    done: int
    reached: int
    late: int
    unassigned: int

    @property
    def percent(self) -> int:
        """How many of a hundred are done, rounded down."""
        return 100 * self.done // self.all if self.all else 0


def progress(measures: Iterable[Measure], day: date) -> Progress:
    """Count how far measures are on a day."""
    counted = [each for each in measures if not each.dropped_for]
    return Progress(
        len(counted),
        sum(each.done_at is not None for each in counted),
        sum(each.verdict == Measure.Verdict.REACHED for each in counted),
        sum(each.is_late(day) for each in counted),
        sum(each.is_open and each.owner_id is None for each in counted),
    )


def owed(school: School, owner: Staff | None = None) -> Sequence[Measure]:
    """List the open measures of running plans, of one owner or all, earliest due day first."""
    measures = Measure.objects.filter(
        phase__plan__school=school, phase__plan__closed_at=None, done_at=None, dropped_for=""
    )
    if owner is not None:
        measures = measures.filter(owner=owner)
    return list(measures.select_related("phase__plan", "owner").order_by("due", "phase__plan", "position"))
