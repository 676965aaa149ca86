"""What differs between two editions of a result, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one subject stands in an edition, as it is shown; `total` is empty if nothing applies."""

    total: str = ""
    rank: int | None = None
    rating: str = ""
    fen: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One subject whose result is another now; a subject that is new or gone stands at nothing on one side."""

    key: str
    school_class: str
    class_name: str
    teacher: str
    teacher_name: str
    before: Standing
    after: Standing

    @property
    def fen(self) -> int:
        """Give what the pay differs by."""
        return self.after.fen - self.before.fen


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> Sequence[Change]:
    """List the subjects whose total, rank, rating or pay differs, in the order of the later results.

    Args:
        before, after: results in the form `banheng-score/1`.
    """
    old = {row["key"]: row for row in before["results"]}
    new = {row["key"]: row for row in after["results"]}
    changes = []
    for key in [*new, *(key for key in old if key not in new)]:
        sides = _standing(old.get(key)), _standing(new.get(key))
        if sides[0] != sides[1]:
            row = new.get(key) or old[key]
            changes.append(
                Change(
                    key,
                    row["class"],
                    row["class_name"] or row["class"],
                    row["teacher"],
                    row["teacher_name"],
                    *sides,
                )
            )
    return changes


def _standing(row: Mapping[str, Any] | None) -> Standing:
    if row is None:
        return Standing()
    return Standing(row["total"] if row["applies"] else "", row["rank"], row["rating_name"], row["pay_fen"])
