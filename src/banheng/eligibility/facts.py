"""What is known of a person at the time of asking: dated facts. `null` or nothing at all is unknown, `[]` is none."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from banheng.rules.figures import Blank, NotNegative


class Level(StrEnum):
    """Who gives an honour or holds a training, lowest first."""

    SCHOOL = "school"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"
    NATION = "nation"


class Stage(StrEnum):
    """Stages of school; a teacher qualification is for one."""

    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"
    VOCATIONAL = "vocational"


class Rank(StrEnum):
    """Professional titles (职称), lowest first."""

    THIRD_GRADE = "third_grade"
    JUNIOR = "junior"
    INTERMEDIATE = "intermediate"
    SENIOR = "senior"
    FULL_SENIOR = "full_senior"


class About(StrEnum):
    """About whom or what facts are, and rules ask."""

    PERSON = "person"
    CLASS = "class"
    AUTHORITY = "authority"  # a school or bureau, for what it holds in turn


HOMEROOM_TEACHER = "homeroom_teacher"
LEVELS, RANKS = tuple(Level), tuple(Rank)


class Fact(BaseModel):
    """A part of what is known. Unknown keys are refused; a key with `null` is as good as none."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_nothing(cls, content: Any) -> Any:
        if not isinstance(content, dict):
            return content
        return {
            key: fact for key, fact in content.items() if fact is not None and not isinstance(fact, Blank)
        }


class Lasting(Fact):
    """A fact that holds from a day on.

    Attributes:
        until: the last day on which it holds; without it, it still does.
    """

    since: date
    until: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Lasting:
        if self.until is not None and self.until < self.since:
            raise PydanticCustomError("ends_early", "it ends before it begins")
        return self

    def holds(self, at: date) -> bool:
        """Tell whether it holds on a day."""
        return self.since <= at and (self.until is None or at <= self.until)


class Qualification(Lasting):
    """A teacher qualification (教师资格)."""

    stage: Stage


class Certificate(Lasting):
    """A certificate; withdrawn or expired ones have an `until`."""

    certificate: str = "homeroom_teacher"


class Post(Lasting):
    """A post that is or was held.

    Attributes:
        until: the last day; the end of the term of office where it is still to come.
    """

    post: str = HOMEROOM_TEACHER

    def span(self, at: date) -> tuple[date, date]:
        """Give the days served up to a day, which itself is not over."""
        return self.since, min(at, self.until + timedelta(days=1)) if self.until else at


class Honour(Fact):
    """An honour received.

    Attributes:
        honour: what kind, as the pack names it.
    """

    honour: str
    level: Level
    on: date


class Titled(Lasting):
    """A title that was conferred, such as 学生满意的教师."""

    title: str


class Ranked(Fact):
    """The professional title (职称) held from a day on."""

    rank: Rank
    since: date


class Training(Fact):
    """One training, study class or spell of practice.

    Attributes:
        training: what kind, as the pack names it.
        on: its last day.
        level: who held it; unknown if left out.
        passed: whether it was passed; unknown if left out.
        hours, lessons, days, weeks, months: how long it was; unknown in the units that are left out.
    """

    training: str
    on: date
    level: Level | None = None
    passed: bool | None = None
    hours: NotNegative | None = None
    lessons: NotNegative | None = None
    days: NotNegative | None = None
    weeks: NotNegative | None = None
    months: NotNegative | None = None


class Side(StrEnum):
    """On which side of a pair."""

    MENTOR = "mentor"
    MENTEE = "mentee"


class Pair(Lasting):
    """A mentor and a mentee.

    Attributes:
        side: which of the two the person is.
        pairing: for what, such as `moral` or `subject`.
        other_post: the post of the other one; unknown if left out.
        other_is_young: whether the other one counts as a young teacher.
    """

    side: Side
    pairing: str = "homeroom"
    other_post: str | None = None
    other_is_young: bool | None = None


class Result(Fact):
    """The result of an academic year.

    Attributes:
        year: in which the academic year ended.
        failed: whether the assessment was failed.
        last: whether nobody was placed behind; unknown if left out.
    """

    year: Annotated[int, Field(ge=1950, le=2200)]
    failed: bool
    last: bool | None = None


class Incident(Fact):
    """Something that is held against the person, as it was finally established."""

    incident: str
    on: date


def _mapping(content: Any) -> Any:
    """Drop what is null."""
    if not isinstance(content, dict):
        return content
    return {key: fact for key, fact in content.items() if fact is not None and not isinstance(fact, Blank)}


def _confirmation(fact: Any) -> Any:
    if isinstance(fact, bool | date):
        return fact
    try:
        return date.fromisoformat(str(fact))
    except ValueError as error:
        raise PydanticCustomError(
            "confirmation", "true, false or a date as 2026-09-01 is expected here"
        ) from error


Confirmation = Annotated[bool | date, BeforeValidator(_confirmation)]
"""A yes, a no, or the day from which it is a yes."""


class Person(Fact):
    """All that is known of a person, or of a class or authority that rules ask about.

    Attributes:
        stage: in which the person serves or would serve.
        teaching_since: the first day as a teacher.
        confirmed: items of checklists and steps of procedures: yes, no, or the day from which it is a yes.
        figures: single figures, such as weekly lessons.
        dates: single days, such as the last round of an honour.
        partial: lists, by their names here, of which not all may be recorded; a no from them is unknown.
    """

    name: str
    about: About = About.PERSON
    stage: Stage | None = None
    teaching_since: date | None = None
    qualifications: tuple[Qualification, ...] | None = None
    certificates: tuple[Certificate, ...] | None = None
    posts: tuple[Post, ...] | None = None
    honours: tuple[Honour, ...] | None = None
    titles: tuple[Titled, ...] | None = None
    ranks: tuple[Ranked, ...] | None = None
    training: tuple[Training, ...] | None = None
    pairs: tuple[Pair, ...] | None = None
    confirmed: Annotated[dict[str, Confirmation], BeforeValidator(_mapping)] = {}
    results: tuple[Result, ...] | None = None
    incidents: tuple[Incident, ...] | None = None
    figures: Annotated[dict[str, NotNegative], BeforeValidator(_mapping)] = {}
    dates: Annotated[dict[str, date], BeforeValidator(_mapping)] = {}
    partial: frozenset[str] = frozenset()


class People(Fact):
    """A file of people."""

    people: tuple[Person, ...]
