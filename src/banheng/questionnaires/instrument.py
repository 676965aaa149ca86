"""The instrument: questions as data, each with its options and the mark of each."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from banheng.core.points import UNITS
from banheng.core.rounding import divide
from banheng.core.wording import Language
from banheng.rules.figures import NotNegative, Positive, PositiveCount
from banheng.rules.node import Code, Node

if TYPE_CHECKING:
    from collections.abc import Mapping

LEAST_GROUP = 3
"""However few answers an instrument lets stand, fewer are never shown: two people know each other's."""


class About(StrEnum):
    """What is asked about."""

    CLASS = "class"  # the homeroom teacher of each class
    SCHOOL = "school"  # the school as a whole; counts in no scheme


class Group(StrEnum):
    """Who answers."""

    SELF = "self"
    PEER = "peer"  # homeroom teachers of the same grade
    SUBJECT_TEACHER = "subject_teacher"  # of the class
    PUPIL = "pupil"  # of the class
    GUARDIAN = "guardian"  # of a pupil of the class
    OFFICE = "office"
    LEADER = "leader"
    HOMEROOM_TEACHER = "homeroom_teacher"  # all of the school, about the school
    STAFF = "staff"  # all other colleagues, about the school


ABOUT_SCHOOL = frozenset({Group.HOMEROOM_TEACHER, Group.STAFF})
"""Who is asked about the school; everybody else is asked about a class."""

WITHOUT_ACCOUNT = frozenset({Group.PUPIL, Group.GUARDIAN})
"""Who answers by a slip with a code."""


class QuestionKind(StrEnum):
    """What an answer is."""

    SCORE = "score"  # a whole number from 0 to the greatest mark
    LEVELS = "levels"  # one of the options, each with its mark
    YES_NO = "yes_no"  # the full mark, or none
    RANKING = "ranking"  # all options in an order; counts in no mark
    CHOICES = "choices"  # any of the options, or none; about the school only, so that it counts in no mark
    TEXT = "text"  # a few words; counts in no mark


WITH_MARK = frozenset({QuestionKind.SCORE, QuestionKind.LEVELS, QuestionKind.YES_NO})
WITH_OPTIONS = frozenset({QuestionKind.LEVELS, QuestionKind.RANKING, QuestionKind.CHOICES})


class Option(Node):
    """One option of a question, with its mark where the question has marks."""

    code: Code
    name: str
    name_en: str = ""
    mark: NotNegative | None = None

    def say(self, language: Language) -> str:
        """Give the option in a language; in Chinese where there is no English."""
        return (self.name_en or self.name) if language is Language.EN else self.name


class Question(Node):
    """One question.

    Attributes:
        greatest: the greatest mark of one answer.
        groups: who is asked; without it everybody is.
        required: without an answer the sheet is not taken.
    """

    code: Code
    text: str
    text_en: str = ""
    kind: QuestionKind
    greatest: Positive | None = None
    options: tuple[Option, ...] = ()
    groups: tuple[Group, ...] = ()
    required: bool = True

    @property
    def has_mark(self) -> bool:
        """Tell whether answers have marks."""
        return self.kind in WITH_MARK

    def asks(self, group: Group) -> bool:
        """Tell whether a group is asked."""
        return not self.groups or group in self.groups

    def say(self, language: Language) -> str:
        """Give the question in a language; in Chinese where there is no English."""
        return (self.text_en or self.text) if language is Language.EN else self.text

    def mark(self, answer: Any) -> int:
        """Give the mark of an answer that was checked, in units of 1/10,000."""
        if self.kind is QuestionKind.SCORE:
            return int(answer) * UNITS
        if self.kind is QuestionKind.YES_NO:
            return int(self.greatest or 0) if answer else 0
        return next(int(option.mark or 0) for option in self.options if option.code == answer)

    def marks(self) -> list[int]:
        """List the different marks that an answer can have, from the least, in units of 1/10,000."""
        if self.kind is QuestionKind.SCORE:
            return list(range(0, int(self.greatest or 0) + 1, UNITS))
        if self.kind is QuestionKind.YES_NO:
            return [0, int(self.greatest or 0)]
        return sorted({int(option.mark) for option in self.options if option.mark is not None})

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        needs_options = self.kind in WITH_OPTIONS
        if needs_options != bool(self.options):
            raise PydanticCustomError(
                "options", "'options' are for levels, ranking and choices, which need them"
            )
        if needs_options and len({option.code for option in self.options}) < max(len(self.options), 2):
            raise PydanticCustomError("choices", "two options at least are needed, each with its own code")
        if self.has_mark != (self.greatest is not None):
            raise PydanticCustomError("greatest", "'greatest' is for questions with marks, which need it")
        if self.kind is QuestionKind.SCORE and int(self.greatest or 0) % UNITS:
            raise PydanticCustomError("whole", "the greatest mark of a score is a whole number")
        if self.kind is QuestionKind.LEVELS:
            marks = [option.mark for option in self.options]
            if None in marks or max(mark for mark in marks if mark is not None) != self.greatest:
                raise PydanticCustomError(
                    "marks", "each level has a mark, and the greatest is the question's"
                )
        return self


class Instrument(Node):
    """A questionnaire.

    Attributes:
        instrument: the code, the same in all its versions.
        about: what is asked about.
        scale: what the mark of a whole sheet is brought to; the scheme's rule has the same `scale`.
        groups: who answers.
        pupils_from_grade: pupils of younger grades are not asked (their level within the stage).
        least: fewer answers of a group about one class are not shown, at least `LEAST_GROUP`.
    """

    instrument: Code
    title: str
    title_en: str = ""
    introduction: str = ""
    introduction_en: str = ""
    about: About = About.CLASS
    scale: Positive = 100 * UNITS
    groups: tuple[Group, ...] = Field(min_length=1)
    pupils_from_grade: PositiveCount = 1
    least: Annotated[int, Field(ge=LEAST_GROUP, le=100)] = 5
    questions: tuple[Question, ...] = Field(min_length=1)

    def introduce(self, language: Language) -> str:
        """Give the introduction in a language; in Chinese where there is no English."""
        return (self.introduction_en or self.introduction) if language is Language.EN else self.introduction

    def asked(self, group: Group) -> tuple[Question, ...]:
        """List the questions of a group."""
        return tuple(question for question in self.questions if question.asks(group))

    def mark(self, group: Group, answers: Mapping[str, Any]) -> int | None:
        """Give the mark of a sheet in units of 1/10,000, brought to the scale and rounded half up.

        None if nothing that has a mark was answered.
        """
        answered = [
            (question, answers[question.code])
            for question in self.asked(group)
            if question.has_mark and question.code in answers
        ]
        greatest = sum(int(question.greatest or 0) for question, _ in answered)
        if not greatest:
            return None
        reached = sum(question.mark(answer) for question, answer in answered)
        return divide(reached * int(self.scale), greatest)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        codes = Counter(question.code for question in self.questions)
        if twice := [code for code, number in codes.items() if number > 1]:
            raise ValueError(f"two questions have the code {', '.join(twice)}")
        if any(set(question.groups) - set(self.groups) for question in self.questions):
            raise PydanticCustomError("strangers", "questions are for groups that the instrument has")
        if self.about is About.SCHOOL:
            if not set(self.groups) <= ABOUT_SCHOOL:
                raise PydanticCustomError(
                    "school_groups", "about the school homeroom teachers and staff are asked"
                )
            return self
        if set(self.groups) & ABOUT_SCHOOL:
            raise PydanticCustomError(
                "class_groups", "homeroom_teacher and staff are asked about the school only"
            )
        if any(question.kind is QuestionKind.CHOICES for question in self.questions):
            raise PydanticCustomError("choices_of_school", "choices are asked about the school only")
        for group in self.groups:
            if not any(question.has_mark for question in self.asked(group)):
                raise PydanticCustomError("unasked", "each group is asked something that has a mark")
        return self
