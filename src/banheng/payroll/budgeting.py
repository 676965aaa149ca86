"""What a scheme costs in an academic year: what is final, what is computed so far, and what is to be expected."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Sum

from banheng.assessment.live import live_sheet
from banheng.assessment.models import ScoreSheet
from banheng.assessment.periods import ScoredPeriod, find_period
from banheng.core.errors import BanhengError
from banheng.core.periods import PeriodKind
from banheng.core.rounding import divide
from banheng.payroll.models import PayLine, PaySheet
from banheng.payroll.owing import final_edition
from banheng.payroll.year_periods import paying_periods
from banheng.policies.in_force import scheme_of
from banheng.schools.calendars import school_calendar
from banheng.schools.models import Grade
from banheng.schools.rosters import roster
from banheng.scoring.full_marks import full_marks, reaches_full_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from banheng.core.periods import Period
    from banheng.policies.models import SchemeVersion
    from banheng.schools.models import AcademicYear

    ByGrade = Mapping[str, int]


class Basis(StrEnum):
    """What the cost of a period rests on."""

    PAID = "paid"  # a final result with a pay sheet that is approved
    FINAL = "final"  # a final result
    COMPUTED = "computed"  # the ledger as it is now, of a period that is over
    RUNS = "runs"  # the ledger as it is now, of a period that runs
    EXPECTED = "expected"  # the mean of the periods that are over


@dataclass(frozen=True, slots=True)
class PeriodCost:
    """What one period costs, by grade.

    Attributes:
        fen: empty if nothing can be expected yet.
        scored: the period with the version that scores it; None if it is still to come.
        at_full_marks: the same if everybody has full marks; None if that cannot be computed.
    """

    period: Period
    basis: Basis
    fen: ByGrade
    at_full_marks: ByGrade | None
    scored: ScoredPeriod | None = None

    @property
    def sum(self) -> int:
        """The whole school."""
        return sum(self.fen.values())


@dataclass(frozen=True, slots=True)
class Budget:
    """What a year costs.

    Attributes:
        besides: differences and amounts decided one by one that pay sheets of the year have taken up.
    """

    costs: Sequence[PeriodCost]
    grades: Sequence[str]
    besides: int

    def of_grade(self, grade: str) -> int:
        """What a grade costs in the year."""
        return sum(cost.fen.get(grade, 0) for cost in self.costs)

    @property
    def sum(self) -> int:
        """What the periods of the year cost together."""
        return sum(cost.sum for cost in self.costs)

    @property
    def at_full_marks(self) -> int | None:
        """What the year costs if everybody has full marks; None if that cannot be computed."""
        known = [cost.at_full_marks for cost in self.costs if cost.at_full_marks is not None]
        return sum(sum(fen.values()) for fen in known) if len(known) == len(self.costs) else None


def budget(version: SchemeVersion, year: AcademicYear, day: date) -> Budget:
    """Put together what a scheme costs in a year, as it looks on a day.

    A period to come is expected to cost the mean of those of its kind that are over, by grade, rounded half up
    to the fen; while none is over, as much as the one that runs.
    """
    begun: list[PeriodCost] = []
    ahead: list[Period] = []
    for period in paying_periods(version, year):
        if period.first > day:
            ahead.append(period)
        elif scored := find_period(year.school, version.code, period.code, day):
            begun.append(_begun(scored, day))
    expected = [
        PeriodCost(period, Basis.EXPECTED, mean_cost(period, begun), _at_full_marks(version, period))
        for period in ahead
    ]
    kinds = list(PeriodKind)
    costs = sorted([*begun, *expected], key=lambda cost: (kinds.index(cost.period.kind), cost.period.first))
    return Budget(costs, _grades(year, costs), _besides(version, costs))


def mean_cost(period: Period, begun: Iterable[PeriodCost]) -> ByGrade:
    """Give the mean cost of the periods of the same kind that are over, or of those that run if none is."""
    alike = [cost for cost in begun if cost.period.kind is period.kind]
    over = [cost for cost in alike if cost.basis is not Basis.RUNS] or alike
    grades = {grade for cost in over for grade in cost.fen}
    return {grade: divide(sum(cost.fen.get(grade, 0) for cost in over), len(over)) for grade in grades}


def by_grade(paid: Iterable[tuple[str, int]]) -> ByGrade:
    """Add up amounts by grade."""
    sums: defaultdict[str, int] = defaultdict(int)
    for grade, fen in paid:
        sums[grade] += fen
    return dict(sums)


def _begun(scored: ScoredPeriod, day: date) -> PeriodCost:
    sheet = ScoreSheet.objects.filter(
        school=scored.version.school,
        version__code=scored.version.code,
        period=scored.period.code,
        state=ScoreSheet.State.FINAL,
    ).first()
    if sheet:
        paid = PaySheet.objects.filter(sheet=sheet, state__in=["approved", "paid"]).exists()
        rows = final_edition(sheet).results["results"]
        basis, fen = (
            Basis.PAID if paid else Basis.FINAL,
            by_grade((row["grade"], row["pay_fen"]) for row in rows),
        )
    else:
        basis = Basis.RUNS if scored.period.last >= day else Basis.COMPUTED
        results = live_sheet(scored).results
        fen = by_grade((result.subject.posting.grade, result.pay) for result in results)
    return PeriodCost(scored.period, basis, fen, _at_full_marks(scored.version, scored.period), scored)


def _at_full_marks(version: SchemeVersion, period: Period) -> ByGrade | None:
    postings = roster(version.school, period.first, period.last)
    try:
        sheet = full_marks(scheme_of(version), postings, period, school_calendar(version.school))
    except BanhengError:  # the roster is faulty, or a piece of a period holds no whole week
        return None
    if not reaches_full_marks(sheet):
        return None
    return by_grade((result.subject.posting.grade, result.pay) for result in sheet.results)


def _grades(year: AcademicYear, costs: Iterable[PeriodCost]) -> list[str]:
    known = [grade.name for grade in Grade.objects.filter(school=year.school)]
    used = {grade for cost in costs for grade in cost.fen}
    return [grade for grade in known if grade in used] + sorted(used - set(known))


def _besides(version: SchemeVersion, costs: Iterable[PeriodCost]) -> int:
    """Add up what pay sheets of the year paid beside the results themselves."""
    lines = PayLine.objects.filter(
        code__in=[PayLine.DIFFERENCE, PayLine.EXTRA],
        slip__pay_sheet__state__in=["approved", "paid"],
        slip__pay_sheet__sheet__version__code=version.code,
        slip__pay_sheet__sheet__school=version.school,
        slip__pay_sheet__sheet__period__in=[cost.period.code for cost in costs],
    )
    return lines.aggregate(sum=Sum("fen"))["sum"] or 0
