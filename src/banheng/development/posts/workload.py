"""Weekly lessons of homeroom teachers against the average of the school."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.development.eligible import answered
from banheng.development.people import people_of
from banheng.development.posts.figures import AVERAGE_OF_ALL, AVERAGE_OF_TEACHING, Figure
from banheng.development.posts.models import StaffingNorm
from banheng.development.posts.staffing import homeroom_teachers
from banheng.eligibility.pack import RuleKind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.eligibility.answer import Answer
    from banheng.schools.models import School, Staff


@dataclass(frozen=True, slots=True)
class Load:
    """What a homeroom teacher teaches a week, in 1/10,000 lesson; None where it is not entered.

    Attributes:
        total: with what the work as a homeroom teacher counts as; None where the school did not set it.
        is_above: more than the average of all teachers.
        answers: of the rules about workload.
    """

    staff: Staff
    lessons: int | None
    total: int | None
    is_above: bool
    answers: Sequence[Answer]


@dataclass(frozen=True, slots=True)
class Workload:
    """The loads of a school with its averages."""

    loads: Sequence[Load]
    average: int | None
    average_of_teaching: int | None


def workload(school: School, day: date) -> Workload:
    """Compare the lessons of those in post with the average."""
    norm = StaffingNorm.objects.filter(school=school).first()
    counts_as = norm.homeroom_lessons if norm else None
    staff = homeroom_teachers(school, day)
    asked = answered(school, staff, day, (RuleKind.WORKLOAD,))
    loads, average, of_teaching = [], None, None
    for each, person in zip(asked, people_of(school, staff, day), strict=True):
        lessons = person.figures.get(Figure.WEEKLY_LESSONS)
        mean = person.figures.get(AVERAGE_OF_ALL)
        average = mean if mean is not None else average
        of_teaching = person.figures.get(AVERAGE_OF_TEACHING, of_teaching)
        loads.append(
            Load(
                each.staff,
                lessons,
                None if lessons is None or counts_as is None else lessons + counts_as,
                lessons is not None and mean is not None and lessons > mean,
                [answer for _, answer in each.answers],
            )
        )
    return Workload(loads, average, of_teaching)
