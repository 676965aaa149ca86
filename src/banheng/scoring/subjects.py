"""Who is scored: a homeroom teacher with a class, over the days in post."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from banheng.core.errors import InputRefused
from banheng.core.findings import Finding, Place, Severity
from banheng.core.wording import Wording
from banheng.rules.rule import Within
from banheng.scoring.roster import Posting, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from banheng.core.periods import Period

ASSISTANT = Role.ASSISTANT_HOMEROOM_TEACHER

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
        held_days: days on which the class was the own one, whoever stood in; a substitute has only days on which
            the class had no homeroom teacher.
    """

    posting: Posting
    days: tuple[date, ...]
    substituted_days: tuple[date, ...] = ()
    is_class_line: bool = False
    held_days: tuple[date, ...] = ()

    @property
    def key(self) -> str:
        """Identify the subject: school, class and teacher codes, and that somebody assists."""
        teacher = "" if self.is_class_line else self.posting.teacher
        role = f"/{ASSISTANT.value}" if self.is_assistant else ""
        return f"{self.posting.school}/{self.posting.school_class}/{teacher}{role}"

    @property
    def is_assistant(self) -> bool:
        """Tell whether this is an assistant, who has the result of whom they assist."""
        return self.posting.role is ASSISTANT

    def of_same_class(self, other: Subject) -> bool:
        """Tell whether two subjects have the same class."""
        own, others = self.posting, other.posting
        return (own.school, own.school_class) == (others.school, others.school_class)

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
    def places(self) -> Mapping[Within, str]:
        """Name the school, stage, grade and kind of class that the subject belongs to."""
        place = self.posting
        return {
            Within.SCHOOL: place.school,
            Within.STAGE: f"{place.school}|{place.stage}",
            Within.GRADE: f"{place.school}|{place.stage}|{place.grade}",
            Within.CLASS_TYPE: f"{place.school}|{place.class_type}",
        }

    @property
    def groups(self) -> Mapping[Within, str]:
        """Name the groups inside which the subject is compared: teachers, assistants and lines of classes apart."""
        line = "class" if self.is_class_line else "assistant" if self.is_assistant else "teacher"
        return {within: f"{place}|{line}" for within, place in self.places.items()}


def subjects_of(postings: Iterable[Posting], period: Period) -> list[Subject]:
    """Find who is scored in a period, in the order of the roster.

    A substitute takes the day from the homeroom teacher. A class for which several answer gets a line of its own.
    An assistant is there on the days in post on which somebody answers for the class.

    Raises:
        InputRefused: two of the same role have a class on the same day.
    """
    by_class: dict[tuple[str, str], list[Posting]] = defaultdict(list)
    for posting in postings:
        by_class[posting.school, posting.school_class].append(posting)
    return [subject for members in by_class.values() for subject in _subjects_of_class(members, period)]


def _subjects_of_class(postings: Sequence[Posting], period: Period) -> list[Subject]:
    try:
        shares = shares_of(tenures_of(postings, period), period)
    except TwoInPost as clash:
        raise refused(postings, clash) from clash
    return [
        Subject(
            replace(postings[share.posting], row=0) if share.is_class_line else postings[share.posting],
            share.days,
            share.substituted_days,
            share.is_class_line,
            share.held_days,
        )
        for share in shares
    ]


@dataclass(frozen=True, slots=True)
class Tenure:
    """What of a posting decides who answers for a class when: no names, so that alike classes are alike.

    Attributes:
        teacher: number of the teacher in the class.
        first, last: inside the period.
        row: order in the roster.
    """

    teacher: int
    role: Role
    first: date
    last: date
    row: int


@dataclass(frozen=True, slots=True)
class Share:
    """A subject of a class without its names: the place of its latest posting, and its days."""

    posting: int
    days: tuple[date, ...]
    substituted_days: tuple[date, ...] = ()
    is_class_line: bool = False
    held_days: tuple[date, ...] = ()


class TwoInPost(Exception):
    """Two of the same role have a class on the same day."""

    def __init__(self, day: date, first: int, second: int) -> None:
        super().__init__(day, first, second)
        self.day, self.first, self.second = day, first, second


def tenures_of(postings: Sequence[Posting], period: Period) -> tuple[Tenure, ...]:
    """Take the names out of the postings of one class."""
    teachers: dict[str, int] = {}
    rows = sorted({posting.row for posting in postings})
    return tuple(
        Tenure(
            teacher=teachers.setdefault(posting.teacher, len(teachers)),
            role=posting.role,
            first=max(posting.first or period.first, period.first),
            last=min(posting.last or period.last, period.last),
            row=rows.index(posting.row),
        )
        for posting in postings
    )


@lru_cache(maxsize=4096)
def shares_of(tenures: tuple[Tenure, ...], period: Period) -> tuple[Share, ...]:
    """Divide the days of one class among its teachers, in the order of the roster.

    Assistants come after them, and the line of the class last.

    Raises:
        TwoInPost: two of the same role have the class on the same day.
    """
    days: dict[int, list[date]] = defaultdict(list)
    substituted: dict[int, list[date]] = defaultdict(list)
    held: dict[int, list[date]] = defaultdict(list)
    latest: dict[int, int] = {}
    for day in period.days():
        homeroom_teacher = _holder(tenures, Role.HOMEROOM_TEACHER, day)
        substitute = _holder(tenures, Role.SUBSTITUTE, day)
        answering = homeroom_teacher if substitute is None else substitute
        if answering is None:
            continue
        teacher = tenures[answering].teacher
        days[teacher].append(day)
        held[teacher if homeroom_teacher is None else tenures[homeroom_teacher].teacher].append(day)
        # whoever is homeroom teacher on some days and stands in on others is paid as homeroom teacher
        if answering == homeroom_teacher or tenures[latest.get(teacher, answering)].role is Role.SUBSTITUTE:
            latest[teacher] = answering
        if substitute is not None and homeroom_teacher is not None:
            substituted[tenures[homeroom_teacher].teacher].append(day)
            latest[tenures[homeroom_teacher].teacher] = homeroom_teacher
    teachers = sorted(latest, key=lambda teacher: tenures[latest[teacher]].row)
    shares = [
        Share(latest[t], tuple(days[t]), tuple(substituted[t]), held_days=tuple(held[t])) for t in teachers
    ]
    all_days = tuple(sorted(day for own in days.values() for day in own))
    lines = (
        [Share(shares[-1].posting, all_days, (), is_class_line=True, held_days=all_days)]
        if len(shares) > 1
        else []
    )
    return (*shares, *_assistants(tenures, all_days), *lines)


def _assistants(tenures: Sequence[Tenure], days: Sequence[date]) -> Iterator[Share]:
    """Give assistants the days in post on which somebody answers for the class; there may be several at once."""
    postings: dict[int, list[int]] = defaultdict(list)
    for number, tenure in sorted(enumerate(tenures), key=lambda pair: pair[1].row):
        if tenure.role is ASSISTANT:
            postings[tenure.teacher].append(number)
    for numbers in postings.values():
        spans = [(tenures[number].first, tenures[number].last) for number in numbers]
        own = tuple(day for day in days if any(first <= day <= last for first, last in spans))
        if own:
            yield Share(numbers[-1], own)


def _holder(tenures: Sequence[Tenure], role: Role, day: date) -> int | None:
    """Find whose tenure of a role covers a day."""
    holders = [
        n for n, tenure in enumerate(tenures) if tenure.role is role and tenure.first <= day <= tenure.last
    ]
    if len({tenures[number].teacher for number in holders}) > 1:
        raise TwoInPost(day, holders[0], holders[1])
    return holders[-1] if holders else None


def refused(postings: Sequence[Posting], clash: TwoInPost) -> InputRefused:
    """Say to a reader who has a class on the same day."""
    first, second = postings[clash.first], postings[clash.second]
    figures: dict[str, str | int] = {
        "day": clash.day.isoformat(),
        "school_class": first.school_class,
        "first": first.teacher,
        "second": second.teacher,
    }
    finding = Finding("input.E020", Severity.ERROR, Place("", second.row, ""), TWO_IN_POST, figures)
    return InputRefused(f"two teachers in post for class {first.school_class} on {clash.day}", [finding])
