"""What a file would do, or has done: lines to read, faults by row, and the journal that undoes it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from banheng.core.wording import Language
from banheng.schools.journal import Journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from banheng.core.findings import Finding
    from banheng.schools.errors import ChangeRefused

MOST_KEPT = 300
"""So many faults, and lines of a kind, are kept to be read; the rest is counted."""


class Line(NamedTuple):
    """One difference between the file and the school.

    Attributes:
        kind: `new`, `changed` or `vanished`.
        what: `class`, `grade`, `teacher`, `posting`, `size`, `pupil`, `enrolment`, `record`, `void`, `year`.
        row: of the file; 0 if none.
    """

    kind: str
    what: str
    who: str
    before: str = ""
    after: str = ""
    row: int = 0


@dataclass
class Work:
    journal: Journal = field(default_factory=Journal)
    lines: list[Line] = field(default_factory=list)
    unchanged: int = 0
    faults: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)

    def new(self, what: str, who: str, after: str = "", row: int = 0) -> None:
        self.lines.append(Line("new", what, who, "", after, row))

    def changed(self, what: str, who: str, before: str, after: str, row: int = 0) -> None:
        self.lines.append(Line("changed", what, who, before, after, row))

    def vanished(self, what: str, who: str, before: str = "") -> None:
        self.lines.append(Line("vanished", what, who, before))

    def refuse(self, row: int, column: str, refusal: ChangeRefused) -> None:
        """Add a fault of a row."""
        self.faults.append(
            {"row": row, "column": column, "id": refusal.code, "zh": refusal.reason, "en": refusal.reason}
        )

    def preview(self) -> dict[str, Any]:
        """Give what is shown of it, as plain data."""
        kinds = Counter((line.kind, line.what) for line in self.lines)
        shown: Counter[tuple[str, str]] = Counter()
        kept = []
        for line in self.lines:
            shown[line.kind, line.what] += 1
            if shown[line.kind, line.what] <= MOST_KEPT:
                kept.append(line._asdict())
        return {
            "counts": [
                {"kind": kind, "what": what, "number": number} for (kind, what), number in kinds.items()
            ],
            "unchanged": self.unchanged,
            "lines": kept,
            "faults": self.faults[:MOST_KEPT],
            "faults_by_kind": _by_kind(self.faults),
            "number_of_faults": len(self.faults),
            "notes": self.notes[:MOST_KEPT],
            "digest": hashlib.sha256(json.dumps(self.lines, ensure_ascii=False).encode()).hexdigest(),
        }


class Prepared(NamedTuple):
    """A file that was read: how many rows it has, and what does the work, inside a transaction."""

    rows: int
    do: Callable[[datetime], Work]


def faults_of(findings: Iterable[Finding], folder: Path) -> list[dict[str, Any]]:
    """Give findings of a file as plain data, without the folder in which it was read."""
    return [
        {
            "row": finding.place.line,
            "column": finding.place.path,
            "id": finding.id,
            "zh": finding.say(Language.ZH_HANS).replace(f"{folder}/", ""),
            "en": finding.say(Language.EN).replace(f"{folder}/", ""),
        }
        for finding in findings
    ]


def _by_kind(faults: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Count faults of one kind in one column; a mistake made ten thousand times is one line."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for fault in faults:
        found.setdefault((fault["id"], fault["column"]), []).append(fault)
    return [
        {**same[0], "number": len(same), "first": same[0]["row"], "last": same[-1]["row"]}
        for same in found.values()
    ]
