"""One record of what was seen; never the points it is worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EvidenceRecord:
    """One effective record as the rules see it.

    Attributes:
        id: unique in the school.
        event, level, project: codes of the scheme's item; empty where the item has none.
        day: the day it happened.
        quantity: how many, in units of 1/10,000; 0 means "looked, found nothing".
        value: the measured value, mark or points chosen, in units; None if there is none.
            A record with a value or a level and quantity q stands for q equal records.
        recorder, note: who wrote it down, and their remark.
    """

    id: str
    item: str
    day: date
    event: str = ""
    level: str = ""
    project: str = ""
    quantity: int = 10_000
    value: int | None = None
    recorder: str = ""
    note: str = ""
