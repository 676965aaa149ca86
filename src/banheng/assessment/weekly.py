"""The week of a school: how classes stand in what is inspected, and who leads each grade."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from banheng.assessment.live import inputs_of, live_part_sheet, live_sheet, results_by_class
from banheng.assessment.periods import ScoredPeriod
from banheng.assessment.visits import compared_items, days_looked_at
from banheng.core.periods import PeriodKind
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.schools.classes import classes_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from banheng.core.periods import Period
    from banheng.schools.models import ClassYear, Grade, School
    from banheng.scoring.outcome import SubjectResult


@dataclass(frozen=True, slots=True)
class WeekLine:
    """One class in a week.

    Attributes:
        points: in units; None if nothing applies.
        place: in the grade, equal points share it; None without points.
        days: on how many days the class was looked at.
    """

    class_year: ClassYear
    points: int | None
    place: int | None
    days: int


@dataclass(frozen=True, slots=True)
class GradeWeek:
    """One grade in a week, best first.

    Attributes:
        leaders: who has the most points and was looked at; several if they are level, none if nobody was.
        not_seen: classes that nobody looked at; the banner should wait for them.
        fewer: classes that were looked at on fewer days than another class of the grade.
    """

    grade: Grade
    lines: Sequence[WeekLine]
    leaders: Sequence[WeekLine]
    not_seen: Sequence[WeekLine]
    fewer: Sequence[WeekLine]


@dataclass(frozen=True, slots=True)
class Week:
    """All grades in a week.

    Attributes:
        is_result: the points are the scheme's own result for the week; otherwise they are those of the
            inspected items, from the week's records alone.
        full: most points of the latter, in units.
    """

    scored: ScoredPeriod
    is_result: bool
    full: int
    grades: Sequence[GradeWeek]


def week_of(school: School, week: Period, day: date) -> Week | None:
    """Compare the classes of each grade in a week, by the scheme for weeks or else by what is inspected.

    None if no scheme is in force.
    """
    until = min(week.last, day)
    versions = versions_in_force(school, until)
    if not versions:
        return None
    weekly = [version for version in versions if scheme_of(version).period is PeriodKind.WEEK]
    inspected = [version for version in versions if compared_items(scheme_of(version))]
    scored = ScoredPeriod((weekly or inspected or versions)[0], week)
    inputs = inputs_of(scored)
    sheet = live_sheet(scored, inputs) if weekly else live_part_sheet(scored, inputs)
    results = results_by_class(sheet)
    classes = list(classes_on(school, until))
    codes = [class_year.school_class.code for class_year in classes]
    days = days_looked_at(scored.scheme, inputs.evidence, week, codes)
    items = [item.code for item in compared_items(scored.scheme)]
    lines = [
        (class_year, _points(results.get(code), None if weekly else items), days[code])
        for class_year, code in zip(classes, codes, strict=True)
    ]
    grades = groupby(lines, key=lambda line: line[0].grade)
    full = scored.scheme.full_total if weekly else _full(scored, results.values())
    return Week(scored, bool(weekly), full, [_grade_week(grade, members) for grade, members in grades])


def _points(result: SubjectResult | None, items: Sequence[str] | None) -> int | None:
    """Give the total, or the sum of some items; None if nothing applies."""
    if result is None or "not_applicable" in result.flags:
        return None
    if items is None:
        return result.total
    applying = [result.items[code].points for code in items if result.items[code].applies]
    return sum(applying) if applying else None


def _full(scored: ScoredPeriod, results: Iterable[SubjectResult]) -> int:
    """Add up the full points of the items that apply to a class this week; the most of all classes."""
    items = compared_items(scored.scheme)
    applying = (
        sum(item.full_points or 0 for item in items if result.items[item.code].applies) for result in results
    )
    return max(applying, default=0)


def _grade_week(grade: Grade, members: Iterable[tuple[ClassYear, int | None, int]]) -> GradeWeek:
    known = list(members)
    all_points = [points for _, points, _ in known if points is not None]
    lines = [
        WeekLine(
            class_year,
            points,
            None if points is None else 1 + sum(other > points for other in all_points),
            days,
        )
        for class_year, points, days in known
    ]
    lines.sort(key=lambda line: (line.place is None, line.place))
    seen = [line for line in lines if line.days and line.place is not None]
    most = max((line.days for line in lines), default=0)
    return GradeWeek(
        grade,
        lines,
        leaders=[line for line in seen if line.place == seen[0].place],
        not_seen=[line for line in lines if not line.days],
        fewer=[line for line in lines if 0 < line.days < most],
    )
