"""The duty pack: duties as data, each with who, when, what proves it and how long it takes."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from banheng.routines.when import When
from banheng.routines.work_form import FieldKind, work_forms
from banheng.rules.figures import Count, PositiveCount
from banheng.rules.node import Code, Node

MOST_DAYS = 20


def _few_days(days: int) -> int:
    if days > MOST_DAYS:
        raise PydanticCustomError("too_many_days", "at most 20 school days are expected here")
    return days


Days = Annotated[Count, AfterValidator(_few_days)]
"""School days, at most a month of them."""


class Owner(StrEnum):
    """Who has a duty; roles of accounts carry the same codes.

    A homeroom teacher has it for each of the own classes, an office, the principal, the bookkeeper or the
    finance group once for the school, the others (`PERSONAL`) each for themselves.
    """

    HOMEROOM_TEACHER = "homeroom_teacher"
    MORAL_EDUCATION_OFFICE = "moral_education_office"
    ACADEMIC_AFFAIRS_OFFICE = "academic_affairs_office"
    PRINCIPAL = "principal"
    BOOKKEEPER = "bookkeeper"
    FINANCE_GROUP = "finance_group"
    GRADE_LEADER = "grade_leader"
    SUBJECT_LEADER = "subject_leader"
    SUBJECT_TEACHER = "subject_teacher"


PERSONAL = frozenset({Owner.GRADE_LEADER, Owner.SUBJECT_LEADER, Owner.SUBJECT_TEACHER})
"""Whose duties each holder of the role has for themselves."""


class Proof(StrEnum):
    """What shows that a duty was done."""

    TICK = "tick"  # whoever has it says so
    NOTE = "note"  # a few words, in the fields of the duty
    COUNT = "count"  # a number, such as pupils present
    RECORD = "record"  # a record that the ledger has anyway
    FORM = "form"  # a record of the work


class Counted(StrEnum):
    """What is counted of the records of a form."""

    RECORDS = "records"
    PUPILS = "pupils"  # person-times
    EVERY_PUPIL = "every_pupil"  # each pupil of the class in one at least


class FormOf(Node):
    """The records of the work that prove a duty by themselves.

    Attributes:
        form: which form.
        step: not before this step is taken; where the duty is due on an event, this step is what is due.
        counted, number: what is counted of them, and how many there must be each time.
    """

    form: Code
    step: Code | None = None
    counted: Counted = Counted.RECORDS
    number: PositiveCount = 1

    @model_validator(mode="after")
    def _form_exists(self) -> Self:
        form = work_forms().get(self.form)
        if form is None:
            raise PydanticCustomError("unknown_form", "there is no work form with this code")
        if self.step and form.step(self.step) is None:
            raise PydanticCustomError("unknown_step", "the form has no step with this code")
        if self.counted is not Counted.RECORDS and not any(
            field.kind in {FieldKind.PUPILS, FieldKind.TEXTS} for field in form.fields
        ):
            raise PydanticCustomError("no_pupils", "the form names no pupils that could be counted")
        return self


class Feed(Node):
    """What each time a duty is done counts as in a scheme.

    Attributes:
        item, event: of the scheme in force, as records name them.
        level_of: the field of the form that holds the level, called as in the scheme.
        value_of: the field of the form that holds the mark.
    """

    item: Code
    event: Code = ""
    level_of: Code | None = None
    value_of: Code | None = None


class RecordOf(Node):
    """The records of the ledger that prove a duty by themselves.

    Attributes:
        item: of the scheme in force, as records name it.
        event: only records of this event.
    """

    item: Code
    event: Code | None = None


class Duty(Node):
    """One duty.

    Attributes:
        group: heading under which it stands.
        grace_days: school days after the due day on which it still counts as done in time.
        restricted: about single persons, such as talks: only that it was done is kept, never words.
        minutes: what one time takes, as the school reckons; the burden meter adds them up.
        fields: what the note must hold, where the policy says so.
        remind_days: from so many school days before the due day it is called to mind.
        escalate_days: so many school days after it was due the grade leader and the office are told.
        feeds: what it counts as in a scheme; never what is restricted.
    """

    code: Code
    name: str
    group: str = ""
    who: Owner = Owner.HOMEROOM_TEACHER
    when: When
    proof: Proof = Proof.TICK
    record_of: RecordOf | None = None
    form_of: FormOf | None = None
    fields: tuple[str, ...] = ()
    grace_days: Days = 0
    remind_days: Days = 0
    minutes: Annotated[int, Field(ge=0, le=600)] = 0
    restricted: bool = False
    escalate_days: Days | None = None
    feeds: Feed | None = None

    @property
    def is_of_class(self) -> bool:
        """Tell whether it is done class by class."""
        return self.who is Owner.HOMEROOM_TEACHER

    @property
    def is_personal(self) -> bool:
        """Tell whether each holder of the role does it."""
        return self.who in PERSONAL

    @property
    def is_restricted(self) -> bool:
        """Tell whether it is about single persons."""
        return self.restricted or (self.form_of is not None and work_forms()[self.form_of.form].restricted)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.restricted and self.proof is Proof.NOTE:
            raise PydanticCustomError(
                "restricted_note", "what is restricted is ticked or counted; no words about persons are kept"
            )
        if (self.proof is Proof.RECORD) != (self.record_of is not None):
            raise PydanticCustomError("record_of", "'record_of' and 'proof: record' go together")
        if (self.proof is Proof.FORM) != (self.form_of is not None):
            raise PydanticCustomError("form_of", "'form_of' and 'proof: form' go together")
        if self.feeds and self.is_restricted:
            raise PydanticCustomError(
                "restricted_feeds",
                "what is restricted (talks, health, family) never counts in a scheme; take 'feeds' out",
            )
        if self.feeds and not self.is_of_class:
            raise PydanticCustomError("feeds_of_class", "'feeds' is for duties of homeroom teachers")
        if self.feeds and not self._has_fields(self.feeds):
            raise PydanticCustomError(
                "feeds_of_field",
                "'level_of' is the code of a field of kind choice, 'value_of' of kind number, of the form",
            )
        if self.fields and self.proof is not Proof.NOTE:
            raise PydanticCustomError("fields", "'fields' need 'proof: note'")
        return self

    def _has_fields(self, feeds: Feed) -> bool:
        form = work_forms()[self.form_of.form] if self.form_of else None
        wanted = {FieldKind.CHOICE: feeds.level_of, FieldKind.NUMBER: feeds.value_of}
        return all(
            code is None or (form and (field := form.field(code)) and field.kind is kind)
            for kind, code in wanted.items()
        )


class Source(Node):
    """Where a pack comes from."""

    clauses: tuple[str, ...] = ()


class DutyPack(Node):
    """The duties of a policy.

    Attributes:
        pack: the code, the same in all its versions.
    """

    pack: Code
    title: str
    source: Source = Source()
    duties: tuple[Duty, ...] = Field(min_length=1)

    def duty(self, code: str) -> Duty | None:
        """Find a duty by its code."""
        return next((duty for duty in self.duties if duty.code == code), None)

    @model_validator(mode="after")
    def _codes_are_unique(self) -> Self:
        twice = [code for code, number in Counter(duty.code for duty in self.duties).items() if number > 1]
        if twice:
            raise ValueError(f"two duties have the code {', '.join(twice)}")
        return self
