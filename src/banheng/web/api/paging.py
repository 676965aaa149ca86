"""Cut a list into pages by the number of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import QuerySet


def page_of(rows: QuerySet[Any], place: str, after: int, limit: int) -> tuple[list[Any], int, bool]:
    """Give the next rows behind a cursor, the cursor behind them, and whether there are more.

    Args:
        place: the field that counts the rows; no row ever comes before one that was seen.
    """
    found = list(rows.filter(**{f"{place}__gt": after}).order_by(place)[: limit + 1])
    shown = found[:limit]
    return shown, getattr(shown[-1], place) if shown else after, len(found) > limit
