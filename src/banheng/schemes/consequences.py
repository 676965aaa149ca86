"""Consequences: what has to be done after a result, by whom and until when."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from banheng.core.periods import PeriodKind
from banheng.rules.figures import Count
from banheng.rules.node import Code, Node
from banheng.schemes.honours import Repeats


class Action(StrEnum):
    """What is done after a result."""

    COMMEND = "commend"
    REWARD = "reward"
    RECOMMEND = "recommend"
    STUDY = "study"
    TALK = "talk"
    HELP = "help"
    TRAIN = "train"
    RECTIFY = "rectify"
    ADJUST_POST = "adjust_post"
    REMOVE = "remove"
    INVESTIGATE = "investigate"
    TAKE_INTO_ACCOUNT = "take_into_account"


class Owner(StrEnum):
    """Who has to do it."""

    MORAL_EDUCATION_OFFICE = "moral_education_office"
    PRINCIPAL = "principal"
    GRADE_LEADER = "grade_leader"
    BOOKKEEPER = "bookkeeper"
    HOMEROOM_TEACHER = "homeroom_teacher"


class Deadline(Node):
    """Until when, counted from the day on which the result was published.

    Attributes:
        days: after so many days, or
        at: at the end of the term or academic year of that day.
        school_days: only school days count.
    """

    days: Count | None = None
    school_days: bool = False
    at: Literal["term_end", "year_end"] | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.days is None) == (self.at is None):
            raise ValueError("a deadline is either days or at")
        return self


class Task(Node):
    """One thing to do.

    Attributes:
        name: what the policy calls it; the action's own name if not given.
        wait_years: whoever it is about may be appointed again only after so many years.
    """

    action: Action
    name: str | None = None
    owner: Owner
    due: Deadline | None = None
    wait_years: Count | None = None


class Trigger(Node):
    """What has consequences: one of these ratings, vetoes or flags.

    Attributes:
        flags: `last_place` is there if the ranking marks it (`flag_last`).
    """

    ratings: tuple[Code, ...] = ()
    vetoes: tuple[Code, ...] = ()
    flags: tuple[Literal["last_place"], ...] = ()

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not (self.ratings or self.vetoes or self.flags):
            raise ValueError("a consequence says when: ratings, vetoes or flags")
        return self


class Consequence(Repeats):
    """What follows from a result: all of the tasks, or one rung of a ladder.

    Attributes:
        who: whom it is about: the teacher, or the class.
        period: whose results: of the scheme's own period unless given, or of a longer one.
        ladder: the first time only the first task, the second time the second; the last one for all later times.
    """

    code: Code
    name: str
    who: Literal["teacher", "class"] = "teacher"
    period: PeriodKind | None = None
    when: Trigger
    ladder: bool = False
    tasks: tuple[Task, ...] = Field(min_length=1)
