"""How the team of homeroom teachers is made up: age, years of service, titles, grade by grade."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.core.points import UNITS
from banheng.core.rounding import divide
from banheng.development.people import people_of
from banheng.development.posts.figures import Figure
from banheng.development.posts.staffing import grades_of, homeroom_teachers
from banheng.eligibility.spans import merged, months_between

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.eligibility.facts import Person, Rank
    from banheng.schools.models import School, Staff

YOUNG_BELOW = 35
"""Age from which a teacher no longer counts as young, as in the awards for young teachers."""

AGES = (30, 35, 40, 45, 50, 55)
YEARS = (1, 3, 6, 10, 15, 20)


@dataclass(frozen=True, slots=True)
class Member:
    """One homeroom teacher; None is what the dossier does not say.

    Attributes:
        months: of service as a homeroom teacher in total.
    """

    staff: Staff
    grade: str
    age: int | None
    months: int
    rank: Rank | None

    @property
    def is_young(self) -> bool | None:
        """Tell whether the teacher counts as young; None where the year of birth is not known."""
        return None if self.age is None else self.age < YOUNG_BELOW


@dataclass(frozen=True, slots=True)
class Mix:
    """Old and young in a grade.

    Attributes:
        mean_age: in 1/10,000 year; None where nobody's is known.
        newcomers: of less than a year of service.
    """

    grade: str
    number: int
    young: int
    older: int
    newcomers: int
    mean_age: int | None

    @property
    def is_mixed(self) -> bool:
        """Tell whether old leads new: there is somebody of both."""
        return self.young > 0 and self.older > 0


def members(school: School, day: date) -> list[Member]:
    """List the homeroom teachers of a day with what the structure asks for."""
    staff, grades = homeroom_teachers(school, day), grades_of(school, day)
    return [
        Member(each, grades.get(each.pk, ""), _age(person, day), _months(person, day), _rank(person))
        for each, person in zip(staff, people_of(school, staff, day), strict=True)
    ]


def mixes(found: Sequence[Member]) -> list[Mix]:
    """Count old and young grade by grade, in the order of the roster."""
    by_grade: dict[str, list[Member]] = defaultdict(list)
    for each in found:
        by_grade[each.grade].append(each)
    return [_mix(grade, there) for grade, there in by_grade.items()]


def band(value: int, edges: Sequence[int]) -> int:
    """Give the number of the band that a value lies in: each edge begins the next."""
    return sum(value >= edge for edge in edges)


def _mix(grade: str, there: Sequence[Member]) -> Mix:
    ages = [each.age for each in there if each.age is not None]
    return Mix(
        grade,
        len(there),
        sum(each.is_young is True for each in there),
        sum(each.is_young is False for each in there),
        sum(each.months < 12 for each in there),
        divide(sum(ages) * UNITS, len(ages)) if ages else None,
    )


def _age(person: Person, day: date) -> int | None:
    """Give the age that is reached in the year: the dossier holds the year of birth only."""
    born = person.figures.get(Figure.BIRTH_YEAR)
    return None if born is None else day.year - born // UNITS


def _months(person: Person, day: date) -> int:
    spans = merged(post.span(day) for post in person.posts or () if post.post == "homeroom_teacher")
    return sum(months_between(first, end) for first, end in spans)


def _rank(person: Person) -> Rank | None:
    """Give the latest title."""
    held = sorted(person.ranks or (), key=lambda one: one.since)
    return held[-1].rank if held else None
