"""What answers come to as evidence: marks with their number, without anybody's name and without an order."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from banheng.questionnaires.instrument import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.questionnaires.instrument import Instrument
    from banheng.questionnaires.sheets import Sheet

Asked = tuple[str, Group]
"""A receiver, and a group that was asked about it."""


def by_asked(sheets: Sequence[Sheet]) -> dict[Asked, list[Sheet]]:
    """Put the sheets of each receiver and group together, in the order of their names."""
    found: dict[Asked, list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        found[sheet.receiver, sheet.group].append(sheet)
    return {asked: found[asked] for asked in sorted(found)}


def marks(instrument: Instrument, sheets: Sequence[Sheet]) -> dict[Asked, list[tuple[int, int]]]:
    """Count the marks of each receiver and group: pairs of mark (units of 1/10,000) and number, least mark first.

    A sheet without anything that has a mark counts nowhere.
    """
    counted = {
        asked: Counter(
            mark for sheet in ours if (mark := instrument.mark(sheet.group, sheet.answers)) is not None
        )
        for asked, ours in by_asked(sheets).items()
    }
    return {asked: sorted(counts.items()) for asked, counts in counted.items() if counts}
