"""A filing as lines of a page: each figure with last year's, what was locked, and how it came about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.balance.exact import read_exact, rounded
from banheng.bureau.collecting.checking import name_of
from banheng.bureau.collecting.opening import last_year
from banheng.bureau.collecting.template import asked_columns, said
from banheng.core.errors import MalformedNumber

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from banheng.bureau.collecting.models import FigureChange, Filing


@dataclass(frozen=True)
class Line:
    """One cell of a filing.

    Attributes:
        grown: by how many per cent since last year; None where that cannot be told.
        locked: what was locked, where it is something else now; None where it is not.
    """

    column: str
    name: str
    now: str
    before: str
    grown: Decimal | None
    locked: str | None
    history: Sequence[FigureChange]


def lines_of(filing: Filing) -> list[Line]:
    """Lay out all cells that a school is asked for; two queries."""
    year_before = last_year(filing.collection)
    earlier = year_before.filings.filter(school=filing.school_id).first() if year_before else None
    before = (earlier.counted_cells if earlier else None) or {}
    history = defaultdict(list)
    for change in filing.changes.select_related("by"):
        history[change.column].append(change)
    locked = filing.locked_cells
    return [
        Line(
            column,
            name_of(filing.collection, column),
            said(column, filing.cells.get(column, "")),
            said(column, before.get(column, "")),
            _grown(before.get(column, ""), filing.cells.get(column, "")),
            None
            if locked is None or locked.get(column, "") == filing.cells.get(column, "")
            else said(column, locked.get(column, "")),
            history[column],
        )
        for column in asked_columns(filing)
    ]


def _grown(before: str, now: str) -> Decimal | None:
    try:
        old, new = read_exact(before), read_exact(now)
    except MalformedNumber:
        return None
    return rounded((new - old) * 100 / old, 1) if old else None
