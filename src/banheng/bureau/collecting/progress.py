"""How far a collection has come: who is where, and who is late."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.bureau.collecting.models import Filing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banheng.bureau.collecting.models import Collection


@dataclass(frozen=True)
class Progress:
    """The filings of a collection, with how many are in each state.

    Attributes:
        late: those that should have been handed in before today.
    """

    filings: Sequence[Filing]
    counts: Sequence[tuple[str, str, int]]
    late: frozenset[int]


def progress_of(collection: Collection, day: date) -> Progress:
    """Count; one query."""
    filings = list(collection.filings.select_related("school"))
    counted = Counter(each.state for each in filings)
    is_late = collection.is_overdue(day)
    return Progress(
        filings,
        [
            (state.value, str(state.label), counted[state.value])
            for state in Filing.State
            if counted[state.value]
        ],
        frozenset(each.pk for each in filings if is_late and each.is_open),
    )
