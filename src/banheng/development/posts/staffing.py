"""Whether every class has its homeroom teacher, and the school its counsellors."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from banheng.development.posts.models import Appointment, Post, StaffingNorm
from banheng.development.rule_packs import rules_in_force
from banheng.eligibility.evaluating import evaluate
from banheng.eligibility.facts import About, Person
from banheng.schools.classes import classes_on
from banheng.schools.models import ClassSize, Posting, Staff

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django.db.models import QuerySet

    from banheng.eligibility.answer import Answer
    from banheng.schools.models import ClassYear, School

Role = Posting.Role


@dataclass(frozen=True, slots=True)
class Staffed:
    """A class of a day, any kind of class, and who is there.

    Attributes:
        elsewhere: homeroom teachers of it who have another class as well.
        answers: of the rules about classes.
    """

    class_year: ClassYear
    homeroom: Sequence[Posting]
    assistants: Sequence[Posting]
    elsewhere: Sequence[Staff]
    answers: Sequence[Answer]

    @property
    def is_well(self) -> bool:
        """Tell whether it has one homeroom teacher, who has no other class."""
        return len(self.homeroom) == 1 and not self.elsewhere


@dataclass(frozen=True, slots=True)
class Counsellors:
    """How many full-time counsellors there are, and how many pupils ask for; None where the school set no norm."""

    number: int
    pupils: int
    wanted: int | None


def classes_staffed(school: School, day: date) -> list[Staffed]:
    """Check every class of a day, internship classes too."""
    found: dict[tuple[int, str], list[Posting]] = defaultdict(list)
    classes_of: dict[int, set[int]] = defaultdict(set)
    for posting in _held(school, day).select_related("staff"):
        found[posting.school_class_id, posting.role].append(posting)
        if posting.role == Role.HOMEROOM_TEACHER:
            classes_of[posting.staff_id].add(posting.school_class_id)
    rules = [version.rules for version in rules_in_force(school, day)]
    lines = []
    for class_year in classes_on(school, day):
        homeroom = found[class_year.school_class_id, Role.HOMEROOM_TEACHER]
        asked = Person(
            name=class_year.name,
            about=About.CLASS,
            figures={"homeroom_teachers": len(homeroom)},
        )
        lines.append(
            Staffed(
                class_year,
                homeroom,
                found[class_year.school_class_id, Role.ASSISTANT_HOMEROOM_TEACHER],
                [posting.staff for posting in homeroom if len(classes_of[posting.staff_id]) > 1],
                [answer for each in rules for answer in evaluate(each, asked, day)],
            )
        )
    return lines


def homeroom_teachers(school: School, day: date) -> list[Staff]:
    """List who is a homeroom teacher on a day, in the order of their codes."""
    held = _held(school, day).filter(role=Role.HOMEROOM_TEACHER)
    return list(Staff.objects.filter(pk__in=held.values("staff")).select_related("school").order_by("code"))


def grades_of(school: School, day: date) -> Mapping[int, str]:
    """Give the grade of each homeroom teacher of a day, by the number of the teacher."""
    grades = {year.school_class_id: year.grade.name for year in classes_on(school, day)}
    held = _held(school, day).filter(role=Role.HOMEROOM_TEACHER)
    return {
        posting.staff_id: grades[posting.school_class_id]
        for posting in held
        if posting.school_class_id in grades
    }


def counsellors(school: School, day: date) -> Counsellors:
    """Compare the full-time counsellors of a day with the school's norm."""
    norm = StaffingNorm.objects.filter(school=school).first()
    per = norm.pupils_per_counsellor if norm else None
    classes = [year.school_class_id for year in classes_on(school, day)]
    sizes: dict[int, int] = {}
    for size in ClassSize.objects.filter(school_class__in=classes, first__lte=day):
        sizes[size.school_class_id] = size.pupils
    pupils = sum(sizes.values())
    number = appointments_on(school, day).filter(post=Post.COUNSELLOR).values("staff").distinct().count()
    return Counsellors(number, pupils, -(-pupils // per) if per else None)


def appointments_on(school: School, day: date) -> QuerySet[Appointment]:
    """List the appointments whose term of office has not ended by a day, future ones too."""
    return Appointment.objects.filter(school=school, last__gte=day).select_related(
        "staff", "school_class", "mentor"
    )


def _held(school: School, day: date) -> QuerySet[Posting]:
    return Posting.objects.filter(
        Q(last=None) | Q(last__gte=day), school_class__school=school, first__lte=day
    )
