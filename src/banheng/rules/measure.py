"""How the measured values of several records become one."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from banheng.core.points import UNITS
from banheng.core.rounding import divide, divide_array
from banheng.core.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.evidence import EvidenceRecord
    from banheng.core.rounding import Integers
    from banheng.rules.rule import Cells


class Measure(StrEnum):
    """Which one value stands for several records."""

    LATEST = "latest"
    MEAN = "mean"
    SUM = "sum"
    COUNT = "count"  # the sum of quantities; values are not looked at
    LEAST = "least"
    GREATEST = "greatest"


MEASURE_NAMES: Mapping[Measure, Wording] = {
    Measure.LATEST: Wording("最近一次", "latest"),
    Measure.MEAN: Wording("平均", "mean"),
    Measure.SUM: Wording("合计", "sum"),
    Measure.COUNT: Wording("数量", "count"),
    Measure.LEAST: Wording("最低", "least"),
    Measure.GREATEST: Wording("最高", "greatest"),
}

ORDERED = frozenset({Measure.LATEST, Measure.LEAST, Measure.GREATEST})
"""Measures that need the single records."""


def measure(records: Sequence[EvidenceRecord], how: Measure, *, counts_nothing: bool = False) -> int | None:
    """Measure some records, in units; None if there is nothing to measure.

    A mean is rounded half up to one unit. Records of quantity 0 say "looked, found nothing":
    they count as 0 for `count` and are passed over by the rest.
    """
    if how is Measure.COUNT:
        return sum(record.quantity for record in records) if records or counts_nothing else None
    counted = [
        (record.value or 0, record.quantity // UNITS) for record in records if record.quantity >= UNITS
    ]
    if not counted:
        return None
    if how is Measure.LATEST:
        return counted[-1][0]
    if how is Measure.LEAST:
        return min(value for value, _ in counted)
    if how is Measure.GREATEST:
        return max(value for value, _ in counted)
    total = sum(value * times for value, times in counted)
    return total if how is Measure.SUM else divide(total, sum(times for _, times in counted))


def measured_words(records: Sequence[EvidenceRecord], how: Measure) -> str:
    """Tell how several records became one value; empty for a count, or where there was one value only."""
    return "" if how is Measure.COUNT or len(records) == 1 else how.value


def measure_cells(
    cells: Cells, how: Measure, code: int = 0, *, counts_nothing: bool = False
) -> tuple[Integers, Integers]:
    """Measure one code for all rows: the values and, as 0 or 1, whether there is one; shape (rows,) each."""
    records, quantity = cells.records[:, code], cells.quantity[:, code]
    if how is Measure.COUNT:
        return quantity, ((records > 0) | counts_nothing).astype(np.int64)
    times = quantity // UNITS
    present = (times > 0).astype(np.int64)
    if how is Measure.SUM:
        return cells.value[:, code], present
    if how is Measure.MEAN:
        return divide_array(cells.value[:, code], np.maximum(times, 1)), present
    return _ordered(cells, how, code), present


def _ordered(cells: Cells, how: Measure, code: int) -> Integers:
    listed = cells.listed
    chosen = (listed.code == code) & (listed.quantity >= UNITS)
    row, value = listed.row[chosen], listed.value[chosen]
    if how is Measure.LATEST:
        found = np.zeros(len(cells.records), dtype=np.int64)
        # listed records are in order of time, and of equal places the last assignment stands
        found[row] = value
        return found
    bound = np.iinfo(np.int64).max if how is Measure.LEAST else np.iinfo(np.int64).min
    found = np.full(len(cells.records), bound, dtype=np.int64)
    (np.minimum if how is Measure.LEAST else np.maximum).at(found, row, value)
    found[found == bound] = 0
    return found
