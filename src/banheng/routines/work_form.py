"""The work form: what a record of the work holds, as data; `forms/` has a file for each field of the work."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from banheng.rules.figures import PositiveCount
from banheng.rules.node import Code, Node
from banheng.schemes.loading import parse_document, read_text

FORMS = Path(__file__).parent / "forms"


class FieldKind(StrEnum):
    """What a field holds."""

    LINE = "line"  # up to 200 letters
    TEXT = "text"  # up to 5,000
    NUMBER = "number"  # a whole number from 0
    DAY = "day"
    CLOCK = "clock"
    CHOICE = "choice"  # one of the options
    CHOICES = "choices"  # any of them
    YES_NO = "yes_no"
    PUPILS = "pupils"  # pupils of the class
    MARKS = "marks"  # an option for each pupil; the first is the usual one, and is not kept
    TEXTS = "texts"  # a text for each pupil
    SEATS = "seats"  # row and place for each pupil
    STAFF = "staff"  # colleagues


OF_PUPILS = frozenset({FieldKind.PUPILS, FieldKind.MARKS, FieldKind.TEXTS, FieldKind.SEATS})
WITH_OPTIONS = frozenset({FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.MARKS})


class About(StrEnum):
    """Whose record it is."""

    CLASS = "class"  # of a class, by its homeroom teacher
    SCHOOL = "school"  # of the school, by those whom the form names
    OWN = "own"  # of whoever writes it


class Part(StrEnum):
    """Who takes part in a form besides the homeroom teacher; roles of accounts carry the same codes."""

    MORAL_EDUCATION_OFFICE = "moral_education_office"
    ACADEMIC_AFFAIRS_OFFICE = "academic_affairs_office"
    PRINCIPAL = "principal"
    GRADE_LEADER = "grade_leader"
    BOOKKEEPER = "bookkeeper"
    SUBJECT_LEADER = "subject_leader"
    FINANCE_GROUP = "finance_group"
    SUBJECT_TEACHER = "subject_teacher"


class FormField(Node):
    """One field.

    Attributes:
        help: a hint below it.
        all_pupils: every pupil of the class must have a mark or text.
        differ: no two pupils may have the same text.
    """

    code: Code
    name: str
    kind: FieldKind
    required: bool = False
    options: tuple[str, ...] = ()
    help: str = ""
    all_pupils: bool = False
    differ: bool = False

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        if (self.kind in WITH_OPTIONS) != bool(self.options):
            raise PydanticCustomError(
                "options", "'options' are for choice, choices and marks, which need them"
            )
        return self


class FormStep(Node):
    """What follows after the first entry, with its own time; the last one taken closes the case.

    Attributes:
        by: who takes it; without it whoever may write the record.
        named: the colleagues whom this field names take it as well.
        until: it is in time until the end of the day that this field names.
        optional: the case is closed without it.
    """

    code: Code
    name: str
    by: tuple[Part, ...] = ()
    named: Code | None = None
    until: Code | None = None
    optional: bool = False


class WorkForm(Node):
    """What a record of one kind holds.

    Attributes:
        writers: who writes one about the school; or about a class, instead of its homeroom teacher.
        restricted: about single persons' health, family or troubles: encrypted, never scored, seen by its
            author and by `readers`, each look is noted.
        keep_months: so long after its day it is deleted.
        minutes: what one takes, as the school reckons.
        covers: every pupil ought to be in one in the course of a term.
        signs_in: colleagues say by QR code that they are present.
    """

    form: Code
    title: str
    about: About = About.CLASS
    writers: tuple[Part, ...] = ()
    restricted: bool = False
    readers: tuple[Part, ...] = ()
    keep_months: PositiveCount
    minutes: Annotated[int, Field(ge=0, le=600)] = 5
    covers: bool = False
    signs_in: bool = False
    fields: tuple[FormField, ...] = Field(min_length=1)
    steps: tuple[FormStep, ...] = ()

    def field(self, code: str) -> FormField | None:
        """Find a field by its code."""
        return next((field for field in self.fields if field.code == code), None)

    def step(self, code: str) -> FormStep | None:
        """Find a step by its code."""
        return next((step for step in self.steps if step.code == code), None)

    def names_staff(self, code: str) -> bool:
        """Tell whether a field names colleagues."""
        return (field := self.field(code)) is not None and field.kind is FieldKind.STAFF

    def names_day(self, code: str) -> bool:
        """Tell whether a field names a day."""
        return (field := self.field(code)) is not None and field.kind is FieldKind.DAY

    @property
    def has_pupils(self) -> bool:
        """Tell whether single pupils stand in it."""
        return any(field.kind in OF_PUPILS for field in self.fields)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        codes = Counter([*(field.code for field in self.fields), *(step.code for step in self.steps)])
        if twice := [code for code, number in codes.items() if number > 1]:
            raise ValueError(f"two fields or steps have the code {', '.join(twice)}")
        if (self.about is About.SCHOOL and not self.writers) or (self.about is About.OWN and self.writers):
            raise PydanticCustomError(
                "writers", "a form about the school names its writers, the writer's own form does not"
            )
        if any(step.named and not self.names_staff(step.named) for step in self.steps):
            raise PydanticCustomError("named", "'named' is the code of a field of kind staff")
        if any(step.until and not self.names_day(step.until) for step in self.steps):
            raise PydanticCustomError("until", "'until' is the code of a field of kind day")
        if self.readers and not self.restricted:
            raise PydanticCustomError("readers", "'readers' are named where a form is restricted")
        if self.has_pupils and self.about is not About.CLASS:
            raise PydanticCustomError("pupils", "pupils stand in forms about a class only")
        return self


class FormGroup(Node):
    """The forms of one field of the work."""

    group: str
    forms: tuple[WorkForm, ...] = Field(min_length=1)


@cache
def form_groups() -> tuple[FormGroup, ...]:
    """Read all groups of forms, in the order of their files.

    Raises:
        SchemeInvalid: a file does not say what a form must say.
    """
    paths = sorted(FORMS.glob("*.yaml"))
    return tuple(parse_document(read_text(path), FormGroup, name=str(path))[0] for path in paths)


@cache
def work_forms() -> dict[str, WorkForm]:
    """Give all forms by code, group by group."""
    return {form.form: form for group in form_groups() for form in group.forms}
