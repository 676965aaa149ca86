"""What if one school had other figures: the county computed anew, exactly, and nothing kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.bureau.collecting.figures import Counted, read_cells
from banheng.bureau.standing.county import standing_with

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.bureau.standing.county import Standing


def suppose(standing: Standing, school: int, cells: Mapping[str, str]) -> Standing:
    """Put other cells in the place of those that a school has filed."""
    collection = standing.collection
    changed = []
    for each in standing.counted:
        if each.filing.school_id != school:
            changed.append(each)
            continue
        own, _ = read_cells(
            {**(each.filing.counted_cells or {}), **cells},
            collection.stocks,
            name=each.school.name,
            county=collection.bureau.name,
            year=str(collection.year),
        )
        changed.append(Counted(each.filing, own))
    return standing_with(collection, standing.regime, changed)
