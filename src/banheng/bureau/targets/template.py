"""A target letter as a policy draws it up: what the library holds, as YAML. Blanks of the policy are `null`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from banheng.bureau.blanks import BLANK_IS_NONE
from banheng.rules.node import Code, Node
from banheng.schemes.loading import parse_document, read_text

LIBRARY = Path(__file__).parent / "library"


class BudgetDraft(Node):
    """Money for a target; `yuan: null` where no amount is fixed."""

    name: str
    yuan: Annotated[int | None, BLANK_IS_NONE]


class ProblemDraft(Node):
    """Something that is wrong at the beginning."""

    code: Code
    text: str


class TargetDraft(Node):
    """A target, or a heading with parts.

    Attributes:
        co_owners: who else takes part.
        value: what is to be reached; shares in percent.
        indicator: the code of a figure of the yearly data.
        answers: the problems that it is to solve.
    """

    name: str
    owner: str = ""
    co_owners: str = ""
    kind: Literal["number", "share", "date", "yes_no", "words"] = "yes_no"
    direction: Literal["at_least", "at_most"] = "at_least"
    value: Annotated[Decimal | None, BLANK_IS_NONE] = None
    unit: str = ""
    due: Annotated[date | None, BLANK_IS_NONE] = None
    proof: str = ""
    indicator: str = ""
    answers: tuple[Code, ...] = ()
    budget: tuple[BudgetDraft, ...] = ()
    parts: tuple[TargetDraft, ...] = ()


class LetterDraft(Node):
    """A letter.

    Attributes:
        party: who undertakes it.
        year: `null` where the policy leaves it blank.
    """

    letter: Code
    title: str
    title_en: str
    party: str = ""
    basis: str = ""
    year: Annotated[int | None, BLANK_IS_NONE] = None
    problems: tuple[ProblemDraft, ...] = ()
    targets: tuple[TargetDraft, ...] = Field(min_length=1)


@cache
def letter_drafts() -> dict[str, LetterDraft]:
    """Read the letters of the library, by code."""
    found = (
        parse_document(read_text(path), LetterDraft, name=path.name)[0]
        for path in sorted(LIBRARY.glob("*.yaml"))
    )
    return {draft.letter: draft for draft in found}
