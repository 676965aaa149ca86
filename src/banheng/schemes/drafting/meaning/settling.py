"""Figures and words keep their place while a text is read; settling parts them from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from banheng.schemes.drafting.meaning.figures import Figure
from banheng.schemes.drafting.nodes import Span


class Words(NamedTuple):
    """Some words of the text and their place."""

    text: str
    span: Span


class Read(dict[str, Any]):
    """Params as plain values; `spans` says where each figure stands, by its way through them: `table/优秀`."""

    spans: Mapping[str, Span]

    def __init__(self, params: Mapping[str, Any]) -> None:
        super().__init__(_plain(params))
        self.spans = dict(_places(params))


def _plain(value: Any) -> Any:
    match value:
        case Figure():
            return value.value
        case Words():
            return value.text
        case Mapping():
            return {key: _plain(part) for key, part in value.items()} | _blanks(value)
        case list():
            return [_plain(part) for part in value]
    return value


def _blanks(params: Mapping[Any, Any]) -> dict[str, bool]:
    """Mark the params whose figure the text leaves blank; a table has names of the text as keys, and no marks."""
    blank = [key for key, part in params.items() if isinstance(part, Figure) and part.value is None]
    return {f"{key}_blank": True for key in blank if str(key).isascii()}


def _places(value: Any, way: str = "") -> Iterator[tuple[str, Span]]:
    match value:
        case Figure() | Words():
            yield way, value.span
        case Mapping():
            for key, part in value.items():
                yield from _places(part, f"{way}/{key}" if way else str(key))
        case list():
            for position, part in enumerate(value):
                yield from _places(part, f"{way}/{position}" if way else str(position))
