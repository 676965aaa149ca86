"""A plan as a policy draws it up: what the library holds, as YAML."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from banheng.rules.node import Code, Node
from banheng.schemes.loading import parse_document, read_text

LIBRARY = Path(__file__).parent / "library"


class MeasureDraft(Node):
    """A measure.

    Attributes:
        owner: whose business it is, as the name of a post.
        target: what is to be reached; figures that the policy leaves open are for the school to fill in.
        proof: what will prove it.
    """

    name: str
    owner: str
    target: str
    proof: str


class PhaseDraft(Node):
    """A phase; phases share the time of the plan equally."""

    name: str
    goal: str = ""
    measures: Annotated[tuple[MeasureDraft, ...], Field(min_length=1)]


class PlanDraft(Node):
    """A plan."""

    plan: Code
    title: str
    title_en: str
    goal: str
    phases: Annotated[tuple[PhaseDraft, ...], Field(min_length=1)]


@cache
def plan_drafts() -> dict[str, PlanDraft]:
    """Read the plans of the library, by code."""
    found = (
        parse_document(read_text(path), PlanDraft, name=path.name)[0]
        for path in sorted(LIBRARY.glob("*.yaml"))
    )
    return {draft.plan: draft for draft in found}
