"""What each kind of fact says, and how the rules read it.

`content` of a fact holds what the models of `banheng.eligibility.facts` ask for beside its days.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from banheng.development.models import Fact
from banheng.eligibility import facts
from banheng.rules.figures import NotNegative

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

Kind = Fact.Kind


class Coded(BaseModel):
    """What is named by a code of a rule pack: an item of a checklist, a step, a figure."""

    model_config = ConfigDict(extra="forbid")

    code: str


class Figured(Coded):
    """A figure, such as weekly lessons, as the exact decimal that was said."""

    value: NotNegative


class Output(BaseModel):
    """Something made or taken part in; `form` is paper, project, case, contest, plan, lesson or membership."""

    model_config = ConfigDict(extra="forbid")

    form: str
    level: facts.Level | None = None
    role: str = ""
    place: str = ""


LASTING: Mapping[Kind, type[facts.Lasting]] = {
    Kind.QUALIFICATION: facts.Qualification,
    Kind.CERTIFICATE: facts.Certificate,
    Kind.POST: facts.Post,
    Kind.TITLE: facts.Titled,
    Kind.PAIR: facts.Pair,
}
"""Kinds that hold from a day on, until another."""

ON_A_DAY: Mapping[Kind, type[facts.Fact]] = {Kind.HONOUR: facts.Honour, Kind.TRAINING: facts.Training}
OTHERS: Mapping[Kind, type[BaseModel]] = {
    Kind.CONFIRMATION: Coded,
    Kind.INCIDENT: facts.Incident,
    Kind.FIGURE: Figured,
    Kind.STUDIO: Output,
    Kind.RESEARCH: Output,
}


def read(kind: Kind, since: date, until: date | None, content: Mapping[str, Any]) -> BaseModel | None:
    """Read the content of a fact; None where its days say all.

    Raises:
        pydantic.ValidationError: it does not say what the kind asks for.
    """
    if kind in LASTING:
        return LASTING[kind](**content, since=since, until=until)
    if kind in ON_A_DAY or kind is Kind.INCIDENT:
        model: type[BaseModel] = facts.Incident if kind is Kind.INCIDENT else ON_A_DAY[kind]
        return model(**content, on=until or since)
    if kind is Kind.RANK:
        return facts.Ranked(**content, since=since)
    if kind is Kind.RESULT:
        return facts.Result(**content)
    if kind in OTHERS:
        return OTHERS[kind](**content)
    return None
