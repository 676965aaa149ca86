"""Walk through the parts of a scheme, each with its path as it stands in the file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from banheng.rules.figures import Blank

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Path_ = tuple[str | int, ...]
Kind = TypeVar("Kind", bound=BaseModel)

_HOLD_PARTS = (BaseModel, dict, tuple)


def nodes(part: object, kind: type[Kind], path: Path_ = ()) -> Iterator[tuple[Path_, Kind]]:
    """Walk through all parts of a kind."""
    if isinstance(part, kind):
        yield path, part
    for key, child in _inside(part):
        if isinstance(child, _HOLD_PARTS):
            yield from nodes(child, kind, (*path, key))


def blanks_in(part: object, path: Path_ = ()) -> list[Path_]:
    """List the paths of the figures in a part that are left open."""
    if isinstance(part, Blank):
        return [path]
    found: list[Path_] = []
    for key, child in _inside(part):
        if isinstance(child, (*_HOLD_PARTS, Blank)):
            found += blanks_in(child, (*path, key))
    return found


def _inside(part: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(part, BaseModel):
        return [(key, getattr(part, name)) for name, key in _keys(type(part))]
    if isinstance(part, dict):
        return part.items()
    return enumerate(part) if isinstance(part, tuple) else ()


@cache
def _keys(kind: type[BaseModel]) -> list[tuple[str, str]]:
    """List the names of the fields and the keys they have in the file."""
    return [(name, field.alias or name) for name, field in kind.model_fields.items()]
