"""Find what a cell names: by code, or by a name that only one thing has."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


def key(text: str) -> str:
    """Reduce a name to what decides: full-width forms, case and spaces make no difference."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


class Names(Generic[T]):
    """Things by code and by name; a code goes before a name."""

    def __init__(self, things: Iterable[tuple[str, str, T]]) -> None:
        """Take the code, the name (may be empty) and the thing itself."""
        self._by_code: dict[str, dict[T, None]] = defaultdict(dict)
        self._by_name: dict[str, dict[T, None]] = defaultdict(dict)
        self.words: list[str] = []
        for code, name, thing in things:
            self._by_code[key(code)][thing] = None
            self._by_name[key(name)][thing] = None
            self.words.append(name or code)

    def find(self, text: str) -> list[T]:
        """List what the text names: nothing, one thing, or several of the same name."""
        wanted = key(text)
        if not wanted:
            return []
        return list(self._by_code.get(wanted) or self._by_name.get(wanted) or ())
