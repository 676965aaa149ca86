"""Where in the form of a draft a place of its text is edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from banheng.policies.marked_places import blanks_of
from banheng.web.schemes.outline import part_of, read_part

if TYPE_CHECKING:
    from banheng.web.schemes.grammar import Path_

TABLES = {"events", "levels", "groups", "percent", "fen", "factors", "weights", "ladders", "by_stage"}


@dataclass(frozen=True, slots=True)
class FormPlace:
    """A place of the form: the page it is edited on, and its field there; empty where the page itself is meant."""

    part: str
    field: str


def form_place(document: Any, path: Path_) -> FormPlace:
    """Find the field for a path of the document."""
    page = part_of(path)
    inside: Any = document
    for step in path[: len(read_part(page))]:
        inside = inside[step]
    steps: list[str] = []
    for step in path[len(read_part(page)) :]:
        # rows of a table go by their position in the form
        above = steps[-1] if steps and not steps[-1].isdecimal() else (steps[-2:-1] or [""])[0]
        is_row = isinstance(inside, dict) and (
            (steps[-1:] == [above] and above in TABLES) or above == "levels"
        )
        steps.append(str(list(inside).index(step)) if is_row else str(step))
        inside = inside[step]
    return FormPlace(page, "f-" + "-".join(steps) if steps else "")


def next_blank(document: Any, part: str) -> FormPlace | None:
    """Give the first blank after this page; the first of all if there is none behind it."""
    found = [form_place(document, path) for path in blanks_of(document)]
    pages = [blank.part for blank in found]
    if part in pages:
        return found[pages.index(part)]
    return found[0] if found else None
