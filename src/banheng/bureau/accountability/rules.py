"""What sets accountability off, and what may follow, as a policy says it: data, never carried out by itself."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, model_validator

from banheng.bureau.blanks import BLANK_IS_NONE
from banheng.rules.node import Code, Node
from banheng.schemes.loading import parse_document, read_text

LIBRARY = Path(__file__).parent / "library"
NONE = "none"
"""The choice of whoever votes for no sanction."""


class Trigger(Node):
    """What sets it off.

    Attributes:
        within_days: how late is too late; `null` where the policy leaves it blank, and the committee judges.
        evidence: where it is seen.
    """

    code: Code
    name: str
    within_days: Annotated[Annotated[int, Field(ge=1)] | None, BLANK_IS_NONE] = None
    evidence: str = ""


class Group(Node):
    """Whom the triggers are about."""

    code: Code
    name: str
    triggers: tuple[Trigger, ...] = Field(min_length=1)


class Sanction(Node):
    """One step of the ladder.

    Attributes:
        months: how long it has an effect; `null` where the policy is silent, and the committee fixes the day.
        appraisal: what it means for the yearly appraisal.
        needs_citation: it rests on another provision, which the decision names.
    """

    code: Code
    name: str
    months: Annotated[Annotated[int, Field(ge=1, le=120)] | None, BLANK_IS_NONE] = None
    appraisal: str = ""
    needs_citation: bool = False


class Rules(Node):
    """A policy on accountability.

    Attributes:
        least_votes: how many of the committee must vote.
        hearing_days: how many days those concerned have at least for a statement.
    """

    rules: Code
    title: str
    title_en: str = ""
    basis: str = ""
    least_votes: Annotated[int, Field(ge=1)]
    hearing_days: Annotated[int, Field(ge=1)]
    reports_to: tuple[str, ...] = ()
    groups: tuple[Group, ...] = Field(min_length=1)
    sanctions: tuple[Sanction, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _codes_are_single(self) -> Self:
        codes = Counter(
            [*(each.code for each in self.triggers), *(each.code for each in self.sanctions), NONE]
        )
        if twice := [code for code, number in codes.items() if number > 1]:
            raise ValueError(f"two triggers or sanctions have the code {', '.join(twice)}")
        return self

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """Give all triggers."""
        return tuple(trigger for group in self.groups for trigger in group.triggers)

    def trigger(self, code: str) -> Trigger | None:
        """Find a trigger by its code."""
        return next((each for each in self.triggers if each.code == code), None)

    def sanction(self, code: str) -> Sanction | None:
        """Find a sanction by its code."""
        return next((each for each in self.sanctions if each.code == code), None)


def parse_rules(text: str, *, name: str) -> Rules:
    """Read a policy on accountability.

    Raises:
        SchemeUnreadable, SchemeInvalid: as `schemes.loading.parse_document` does.
    """
    return parse_document(text, Rules, name=name)[0]


@cache
def rule_texts() -> dict[str, str]:
    """Read the policies of the library, by code."""
    return {path.stem: read_text(path) for path in sorted(LIBRARY.glob("*.yaml"))}
