"""Who is scored: a homeroom teacher with a class, over the days in post."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from banheng.core.errors import InputRefused
from banheng.core.findings import Finding, Place, Severity
from banheng.core.wording import Wording
from banheng.rules.rule import Within
from banheng.scoring.roster import Posting, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from banheng.core.periods import Period

TWO_IN_POST = Wording(
    "{day} 班级 {school_class} 同时有 {first} 和 {second} 两人任职。请更正起止日期，或把其中一人的角色写成代理。",
    "on {day} class {school_class} has both {first} and {second} in post. Correct the dates, or give one the role "
    "substitute.",
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One line of the result.

    Attributes:
        posting: the latest posting of this teacher with this class in the period.
        days: the days answered for, in order.
        substituted_days: days of the own posting on which somebody stood in.
        is_class_line: the line of a class that several teachers had; it is neither ranked nor rated nor paid.
    """

    posting: Posting
    days: tuple[date, ...]
    substituted_days: tuple[date, ...] = ()
    is_class_line: bool = False

    @property
    def key(self) -> str:
        """Identify the subject: school, class and teacher codes."""
        teacher = "" if self.is_class_line else self.posting.teacher
        return f"{self.posting.school}/{self.posting.school_class}/{teacher}"

    @property
    def name(self) -> str:
        """Name the subject for people: class and teacher."""
        return " ".join(
            filter(None, [self.posting.class_name or self.posting.school_class, self.teacher_name])
        )

    @property
    def teacher_name(self) -> str:
        """Name the teacher; empty for the line of a class."""
        return "" if self.is_class_line else self.posting.teacher_name or self.posting.teacher

    @property
    def groups(self) -> Mapping[Within, str]:
        """Name the groups inside which the subject is compared; line of a class and teachers are kept apart."""
        line = "class" if self.is_class_line else "teacher"
        place = self.posting
        return {
            Within.SCHOOL: f"{place.school}|{line}",
            Within.STAGE: f"{place.school}|{place.stage}|{line}",
            Within.GRADE: f"{place.school}|{place.stage}|{place.grade}|{line}",
            Within.CLASS_TYPE: f"{place.school}|{place.class_type}|{line}",
        }


def subjects_of(postings: Iterable[Posting], period: Period) -> list[Subject]:
    """Find who is scored in a period, in the order of the roster.

    A substitute takes the day from the homeroom teacher. A class with several subjects gets a line of its own.

    Raises:
        InputRefused: two of the same role have a class on the same day.
    """
    by_class: dict[tuple[str, str], list[Posting]] = defaultdict(list)
    for posting in postings:
        by_class[posting.school, posting.school_class].append(posting)
    return [subject for members in by_class.values() for subject in _subjects_of_class(members, period)]


def _subjects_of_class(postings: Sequence[Posting], period: Period) -> list[Subject]:
    days: dict[str, list[date]] = defaultdict(list)
    substituted: dict[str, list[date]] = defaultdict(list)
    latest: dict[str, Posting] = {}
    for day in period.days():
        in_post = {
            role: _holder([p for p in postings if p.role is role and p.holds_on(day)], day) for role in Role
        }
        homeroom_teacher, substitute = in_post[Role.HOMEROOM_TEACHER], in_post[Role.SUBSTITUTE]
        answering = substitute or homeroom_teacher
        if answering is None:
            continue
        days[answering.teacher].append(day)
        latest[answering.teacher] = answering
        if substitute and homeroom_teacher:
            substituted[homeroom_teacher.teacher].append(day)
            latest.setdefault(homeroom_teacher.teacher, homeroom_teacher)
    teachers = sorted(latest, key=lambda teacher: latest[teacher].row)
    subjects = [Subject(latest[t], tuple(days[t]), tuple(substituted[t])) for t in teachers]
    if len(subjects) > 1:
        all_days = tuple(sorted(day for own in days.values() for day in own))
        subjects.append(Subject(replace(subjects[-1].posting, row=0), all_days, is_class_line=True))
    return subjects


def _holder(postings: Sequence[Posting], day: date) -> Posting | None:
    if len({posting.teacher for posting in postings}) > 1:
        first, second = postings[0], postings[1]
        figures: dict[str, str | int] = {
            "day": day.isoformat(),
            "school_class": first.school_class,
            "first": first.teacher,
            "second": second.teacher,
        }
        place = Place("", second.row, "")
        finding = Finding("input.E020", Severity.ERROR, place, TWO_IN_POST, figures)
        raise InputRefused(f"two teachers in post for class {first.school_class} on {day}", [finding])
    return postings[-1] if postings else None
