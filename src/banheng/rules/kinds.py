"""All kinds of rule; a new kind is one file beside this one and one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from banheng.rules.band import Band
from banheng.rules.judged import Judged
from banheng.rules.level import Level
from banheng.rules.position import Position
from banheng.rules.progress import Progress
from banheng.rules.ratio import Ratio
from banheng.rules.roll_up import RollUp
from banheng.rules.streak import Streak
from banheng.rules.survey import Survey
from banheng.rules.tally import Tally
from banheng.rules.target import Target
from banheng.rules.timely import Timely

if TYPE_CHECKING:
    from banheng.rules.rule import Rule as AnyRule
else:
    AnyRule = Annotated[
        Band
        | Judged
        | Level
        | Position
        | Progress
        | Ratio
        | RollUp
        | Streak
        | Survey
        | Tally
        | Target
        | Timely,
        Field(discriminator="kind"),
    ]

# rules that hold an inner rule can be completed only now that all kinds are known
for _outer in (Position, Ratio, RollUp):
    _outer.model_rebuild(_types_namespace={"AnyRule": AnyRule})

RULE_KINDS = (
    Band,
    Judged,
    Level,
    Position,
    Progress,
    Ratio,
    RollUp,
    Streak,
    Survey,
    Tally,
    Target,
    Timely,
)

__all__ = ["RULE_KINDS", "AnyRule"]
