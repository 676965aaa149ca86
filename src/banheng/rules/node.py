"""What every part of a scheme can carry: its source clause, a note, an assumption."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

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

    model_config = ConfigDict(frozen=True, extra="forbid")

    clause: Clauses = ()
    note: str | None = None
    assumption: str | None = None
