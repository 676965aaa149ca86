"""The kinds of figure a scheme may hold, and the blank that a template leaves for the school to fill."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic_core import PydanticCustomError
from pydantic_core.core_schema import no_info_plain_validator_function, plain_serializer_function_ser_schema

from banheng.core.errors import MalformedNumber
from banheng.core.points import format_units, parse_units

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema


class Blank(int):
    """A figure that the policy leaves open (`____分`).

    It is an int only so that rules need not ask for it at every step: a scheme with a blank is refused before
    anything is computed from it.
    """

    def __repr__(self) -> str:
        return "____"


BLANK: Final = Blank()

GREATEST_COUNT: Final = 10**6
GREATEST_FEN: Final = 10**10
"""A hundred million yuan. Both bounds keep every product of the pay inside 64 bits or refuse it by name."""


def _parse_figure(figure: object) -> int:
    if isinstance(figure, Blank):
        return figure
    if isinstance(figure, bool) or not isinstance(figure, int | Decimal | str):
        raise PydanticCustomError("figure", "a number is expected here")
    try:
        return parse_units(figure)
    except MalformedNumber as error:
        raise PydanticCustomError("figure", "{reason}", {"reason": str(error)}) from error


def _parse_count(figure: object) -> int:
    if isinstance(figure, Blank):
        return figure
    if isinstance(figure, bool) or not isinstance(figure, int):
        raise PydanticCustomError("count", "a whole number is expected here")
    if figure < 0:
        raise PydanticCustomError("not_negative", "a number that is not negative is expected here")
    if figure > GREATEST_COUNT:
        raise PydanticCustomError("too_large", "is beyond the greatest figure")
    return figure


def _parse_fen(figure: object) -> int:
    if isinstance(figure, Blank):
        return figure
    if isinstance(figure, bool) or not isinstance(figure, int):
        raise PydanticCustomError("count", "a whole number is expected here")
    if abs(figure) > GREATEST_FEN:
        raise PydanticCustomError("too_large", "is beyond the greatest figure")
    return figure


def _parse_not_negative(figure: object) -> int:
    units = _parse_figure(figure)
    if units < 0:
        raise PydanticCustomError("not_negative", "a number that is not negative is expected here")
    return units


def _parse_positive(figure: object) -> int:
    units = _parse_figure(figure)
    if units <= 0 and not isinstance(units, Blank):
        raise PydanticCustomError("positive", "a number above 0 is expected here")
    return units


def _parse_positive_count(figure: object) -> int:
    count = _parse_count(figure)
    if count <= 0 and not isinstance(count, Blank):
        raise PydanticCustomError("positive", "a number above 0 is expected here")
    return count


def _write_figure(units: int) -> str | None:
    return None if isinstance(units, Blank) else format_units(units)


def _write_count(count: int) -> int | None:
    return None if isinstance(count, Blank) else count


@dataclass(frozen=True)
class _Figure:
    """How a kind of figure is read, written and described, stated to the validator directly.

    A hundred fields hold figures, and pydantic looks through its own annotations for each of them anew,
    which would add 20 ms to the start of every command.
    """

    parse: Callable[[object], object]
    write: Callable[[Any], object]
    types: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = plain_serializer_function_ser_schema(self.write)
        return no_info_plain_validator_function(self.parse, serialization=written)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": list(self.types)}


_DECIMAL = ("number", "string", "null")
_WHOLE = ("integer", "null")

Figure = Annotated[int, _Figure(_parse_figure, _write_figure, _DECIMAL)]
"""A decimal figure held in units: points, a quantity, a measured value, a percentage."""

NotNegative = Annotated[int, _Figure(_parse_not_negative, _write_figure, _DECIMAL)]
"""A figure of 0 or more."""

Positive = Annotated[int, _Figure(_parse_positive, _write_figure, _DECIMAL)]
"""A figure above 0, for what something is divided by."""

Count = Annotated[int, _Figure(_parse_count, _write_count, _WHOLE)]
"""A whole number that is not negative."""

PositiveCount = Annotated[int, _Figure(_parse_positive_count, _write_count, _WHOLE)]
"""A whole number above 0, for what something is divided by."""

Fen = Annotated[int, _Figure(_parse_fen, _write_count, _WHOLE)]
"""An amount of money; negative for a deduction."""


def _parse_start(start: object) -> str | int:
    return str(start) if start in ("full", "zero") else _parse_figure(start)


def _write_start(start: str | int) -> str | None:
    return start if isinstance(start, str) else _write_figure(start)


Start = Annotated[str | int, _Figure(_parse_start, _write_start, ("string", "number", "null"))]
"""What a rule starts from: `full`, `zero` or a figure."""


def starting_points(start: str | int, full_points: int) -> int:
    """Give the points that a start stands for."""
    if isinstance(start, str):
        return full_points if start == "full" else 0
    return start
