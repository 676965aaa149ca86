"""What every part of a scheme can carry: its source clause, a note, an assumption."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from banheng.rules.figures import Blank

Code = str
"""A short stable name of a part, unique among its neighbours."""


def _as_tuple(clauses: object) -> object:
    return (clauses,) if isinstance(clauses, str) else clauses


Clauses = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]


class Node(BaseModel):
    """A part of a scheme. Unknown keys are refused.

    Attributes:
        clause: the clauses of the policy that the figures here come from.
        note: a remark for readers of the scheme.
        assumption: what was decided where the policy is silent, in one sentence.
    """

    by_subject: ClassVar[frozenset[str]] = frozenset()
    """Figures that may be columns when many subjects are scored at once (`rules/by_subject.py`)."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    clause: Clauses = ()
    note: str | None = None
    assumption: str | None = None

    @model_validator(mode="after")
    def _floor_is_not_above_cap(self) -> Self:
        floor: int | None = getattr(self, "floor", None)
        cap: int | None = getattr(self, "cap", None)
        if floor is None or cap is None or isinstance(floor, Blank) or isinstance(cap, Blank):
            return self
        if floor > cap:
            raise ValueError("the floor is above the cap")
        return self
