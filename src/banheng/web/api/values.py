"""What fields of the interface are made of."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Schema
from pydantic import ConfigDict, Field

from banheng.core.points import format_units
from banheng.web.api.problem import Fault, plain
from banheng.web.api.refusing import malformed, no_such_key
from banheng.web.inspect.sent import Code, DeviceId, Text

__all__ = [
    "After",
    "Code",
    "DeviceId",
    "Figure",
    "Limit",
    "Page",
    "SchoolCode",
    "Sent",
    "Text",
    "figure",
    "refuse_unknown",
]

MOST_ROWS = 200
_LARGEST = 2**63 - 1

Figure = Annotated[str, Field(pattern=r"^-?\d+(\.\d{1,4})?$", examples=["1", "-0.2", "87.5"])]
SchoolCode = Annotated[
    str, Path(description="Code of the school, as in its addresses.", pattern=r"^[-a-zA-Z0-9_]+$")
]
After = Annotated[
    int,
    Field(description="Cursor: `next` of the page before; 0 begins at the beginning.", ge=0, le=_LARGEST),
]
Limit = Annotated[int, Field(description="Most rows of a page.", ge=1, le=MOST_ROWS)]


class Sent(Schema):
    """What is sent; a key that is not known is refused."""

    model_config = ConfigDict(extra="forbid")


class Page(Schema):
    """A page of a list; its rows never change place, so that walking meets each once."""

    next: int = Field(
        description="Cursor behind the last row: give it as `after`, now or another day, for what follows."
    )
    more: bool = Field(description="Whether there are more rows behind it now.")


def refuse_unknown(request: HttpRequest, wanted: Sent) -> None:
    """Refuse a query with a key that is none: a mistyped filter must not give everything.

    Raises:
        Problem: with each of them.
    """
    unknown = sorted(set(request.GET) - set(type(wanted).model_fields))
    if unknown:
        raise malformed(
            [
                Fault(place=f"query.{plain(key)}", found=plain(request.GET[key]), reason=no_such_key())
                for key in unknown
            ]
        )


def figure(units: int | None) -> Any:
    """Write units as an exact decimal; null stays null."""
    return None if units is None else format_units(units)
