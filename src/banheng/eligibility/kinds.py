"""All kinds of condition; a new kind is one class in a file beside this one and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from banheng.eligibility.junctions import All, AnyOf, AtLeast, ByRule, BySetting, Implies, Not
from banheng.eligibility.mentoring import Paired
from banheng.eligibility.records import HasHonour, HasIncident, HasPassed, HasRank, HasTitle, HasTrained
from banheng.eligibility.results import FailedYears, LastPlace
from banheng.eligibility.service import (
    Certified,
    ContinuousService,
    HasServed,
    Holds,
    Qualified,
    ServiceYears,
    StagesRested,
    StagesServed,
    TeachingYears,
    TermOfOffice,
)
from banheng.eligibility.values import FigureIs, Item, StepDone, YearsSince

if TYPE_CHECKING:
    from banheng.eligibility.condition import Condition as AnyCondition
else:
    AnyCondition = Annotated[
        All
        | AnyOf
        | AtLeast
        | ByRule
        | BySetting
        | Certified
        | ContinuousService
        | FailedYears
        | FigureIs
        | HasHonour
        | HasIncident
        | HasPassed
        | HasRank
        | HasServed
        | HasTitle
        | HasTrained
        | Holds
        | Implies
        | Item
        | LastPlace
        | Not
        | Paired
        | Qualified
        | ServiceYears
        | StagesRested
        | StagesServed
        | StepDone
        | TeachingYears
        | TermOfOffice
        | YearsSince,
        Field(discriminator="kind"),
    ]

# conditions that hold others can be completed only now that all kinds are known
for _outer in (All, AnyOf, AtLeast, BySetting, Implies, Not):
    _outer.model_rebuild(_types_namespace={"AnyCondition": AnyCondition})

__all__ = ["AnyCondition"]
