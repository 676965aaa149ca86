"""The duty pack: duties as data, each with who, when, what proves it and how long it takes."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from banheng.routines.when import When
from banheng.rules.figures import Count
from banheng.rules.node import Code, Node

MOST_DAYS = 20


def _few_days(days: int) -> int:
    if days > MOST_DAYS:
        raise PydanticCustomError("too_many_days", "at most 20 school days are expected here")
    return days


Days = Annotated[Count, AfterValidator(_few_days)]
"""School days, at most a month of them."""


class Owner(StrEnum):
    """Who has a duty: a homeroom teacher for each of the own classes, the others once for the school."""

    HOMEROOM_TEACHER = "homeroom_teacher"
    MORAL_EDUCATION_OFFICE = "moral_education_office"
    PRINCIPAL = "principal"
    BOOKKEEPER = "bookkeeper"


class Proof(StrEnum):
    """What shows that a duty was done."""

    TICK = "tick"  # whoever has it says so
    NOTE = "note"  # a few words, in the fields of the duty
    COUNT = "count"  # a number, such as pupils present
    RECORD = "record"  # a record that the ledger has anyway


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
    """

    code: Code
    name: str
    group: str = ""
    who: Owner = Owner.HOMEROOM_TEACHER
    when: When
    proof: Proof = Proof.TICK
    record_of: RecordOf | None = None
    fields: tuple[str, ...] = ()
    grace_days: Days = 0
    remind_days: Days = 0
    minutes: Annotated[int, Field(ge=0, le=600)] = 0
    restricted: bool = False

    @property
    def is_of_class(self) -> bool:
        """Tell whether it is done class by class."""
        return self.who is Owner.HOMEROOM_TEACHER

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.restricted and self.proof is Proof.NOTE:
            raise PydanticCustomError(
                "restricted_note", "what is restricted is ticked or counted; no words about persons are kept"
            )
        if (self.proof is Proof.RECORD) != (self.record_of is not None):
            raise PydanticCustomError("record_of", "'record_of' and 'proof: record' go together")
        if self.fields and self.proof is not Proof.NOTE:
            raise PydanticCustomError("fields", "'fields' need 'proof: note'")
        return self


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
