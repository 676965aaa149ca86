"""Reduce packed evidence to one cell for each subject, item, event and level."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from banheng.core.errors import LimitExceeded
from banheng.core.points import UNITS
from banheng.rules.rule import Cells, Listed
from banheng.schemes.allowances import Headcount
from banheng.scoring.answering import EPOCH
from banheng.scoring.concluding import DECISION

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.rounding import Booleans, Integers
    from banheng.schemes.scheme import Item, Scheme
    from banheng.scoring.answering import Answering
    from banheng.scoring.packed import Columns
    from banheng.scoring.subject_table import SubjectTable

GREATEST_SUM = 4 * 10**9
"""Greatest sum in one cell, in units: times the greatest figure of a scheme it still fits 64 bits."""

NONE_LISTED = Listed(*[np.zeros(0, dtype=np.int64)] * 6)

NO_ITEM = -1
"""Cell of a record that a veto, a decision or a paid event may ask for."""

NOWHERE = -2
"""Cell of a record that nothing asks for, or that is nobody's."""


@dataclass(frozen=True, slots=True)
class CodeTable:
    """Where the records of each item, event and level of a scheme are counted.

    Attributes:
        cell: number of the cell by item, event and level.
        reading: items that read the records of another one, and the cell of each of their codes.
        first: first cell of each item; the last entry is the number of cells.
        listed_item: shape (cells + 2,), number of the item if its rule needs single records, else -1;
            the last two entries stand for NOWHERE and NO_ITEM.
        to_holder: shape (cells + 2,), whether the homeroom teacher answers though somebody stands in.
        asked_for: codes of records of no item that the scheme looks at.
    """

    cell: dict[tuple[str, str, str], int]
    reading: list[tuple[Item, dict[tuple[str, str], int]]]
    first: list[int]
    listed_item: Integers
    to_holder: Booleans
    asked_for: frozenset[str]

    @property
    def cells(self) -> int:
        """Number of cells a subject."""
        return self.first[-1]

    def cells_of(self, what: Sequence[tuple[str, str, str]]) -> list[Integers]:
        """Give the cell for each number of `what`, and once more for each reading item."""
        elsewhere = [NO_ITEM if item in self.asked_for else NOWHERE for item, _, _ in what]
        cells = [self.cell.get(named, other) for named, other in zip(what, elsewhere, strict=True)]
        readings = [[_read(item, own, named) for named in what] for item, own in self.reading]
        return [np.array(each, dtype=np.int64) for each in (cells, *readings)]


def _read(item: Item, cells: Mapping[tuple[str, str], int], named: tuple[str, str, str]) -> int:
    code, event, level = named
    counted = item.counted_as(event, level) if code == item.records_of else None
    return NOWHERE if counted is None else cells[counted]


def code_table(scheme: Scheme) -> CodeTable:
    """Number the cells of a scheme."""
    cell: dict[tuple[str, str, str], int] = {}
    reading: list[tuple[Item, dict[tuple[str, str], int]]] = []
    first, listed_item, to_holder = [0], [], []
    for number, item in enumerate(scheme.items()):
        codes = item.rule.codes()
        own = {pair: first[-1] + place for place, pair in enumerate(codes)}
        if item.evidence is None:
            cell |= {(item.code, *pair): place for pair, place in own.items()}
        else:
            reading.append((item, own))
        to_holder += [item.answers == "homeroom_teacher"] * len(codes)
        listed_item += [number if item.rule.needs_listed else -1] * len(codes)
        first.append(first[-1] + len(codes))
    asked_for = {(veto.evidence or veto.code).partition("/")[0] for veto in scheme.vetoes}
    asked_for |= {DECISION, *(allowance.code for allowance in scheme.allowances)}
    return CodeTable(
        cell,
        reading,
        first,
        np.array([*listed_item, -1, -1], dtype=np.int16),
        np.array([*to_holder, False, False]),
        frozenset(asked_for),
    )


@dataclass(frozen=True, slots=True)
class Encoded:
    """Records as numbers, for each subject in order of day and arrival; shape (records,) each.

    Attributes:
        subject, cell: where the record is counted; the subject is -1 for a record of nobody.
        what: as in packed evidence.
        day: from the epoch.
        quantity, value: in units; 0 where there is no value.
        project: a number for each name.
    """

    subject: Integers
    cell: Integers
    what: Integers
    day: Integers
    quantity: Integers
    value: Integers
    project: Integers


def encode(
    columns: Columns, codes: CodeTable, what: Sequence[tuple[str, str, str]], people: Answering
) -> Encoded:
    """Find the subject and cell of each record of the period.

    Each further item that reads a record gets it once more, and the line of a class those of all its teachers.
    """
    days = people.on_day.shape[1]
    day = columns["day"]
    if len(day) and (day.min() < people.first_day or day.max() >= people.first_day + days):
        inside = np.flatnonzero((day >= people.first_day) & (day < people.first_day + days))
        columns = {name: column[inside] for name, column in columns.items()}
    cell, *readings = (cells[columns["what"]] for cells in codes.cells_of(what))
    for read in readings:
        again = np.flatnonzero(read != NOWHERE)
        columns = {name: np.concatenate([column, column[again]]) for name, column in columns.items()}
        cell = np.concatenate([cell, read[again]])
    place = columns["who"].astype(np.int64) * days + (columns["day"] - people.first_day)
    subject = people.on_day.ravel()[place]
    if people.held_by is not None:
        subject = np.where(codes.to_holder[cell], people.held_by.ravel()[place], subject)
    if (people.line_of >= 0).any():
        again = np.flatnonzero(np.append(people.line_of >= 0, False)[subject])
        columns = {name: np.concatenate([column, column[again]]) for name, column in columns.items()}
        cell = np.concatenate([cell, cell[again]])
        subject = np.concatenate([subject, people.line_of[subject[again]]])
    cell[subject < 0] = NOWHERE
    return Encoded(
        subject,
        cell,
        columns["what"],
        columns["day"],
        columns["quantity"],
        columns["value"],
        columns["project"],
    )


def cells_by_item(encoded: Encoded, codes: CodeTable, table: SubjectTable) -> list[Cells]:
    """Reduce the records to the cells of each item of the scheme.

    Raises:
        LimitExceeded: a cell's sum is too large to stay exact.
    """
    size = len(table) * codes.cells
    address = encoded.cell * len(table) + encoded.subject  # cell by cell, so that a rule walks through memory
    address[encoded.cell < 0] = size  # one more cell takes what belongs to no item or nobody
    records = np.bincount(address, minlength=size + 1).astype(np.int64, copy=False)
    sums = (records, _quantities(address, encoded, records), _values(address, encoded, size + 1))
    grids = [_checked(each[:size]).reshape(codes.cells, len(table)).T for each in sums]
    listed = _listed_by_item(encoded, codes)
    return [
        Cells(
            records=grids[0][:, first:last],
            quantity=grids[1][:, first:last],
            value=grids[2][:, first:last],
            listed=listed[number],
            in_post=table.held if codes.to_holder[first] else table.in_post,
            groups=table.groups,
            pupils=table.headcounts[Headcount.PUPILS],
        )
        for number, (first, last) in enumerate(pairwise(codes.first))
    ]


def _quantities(address: Integers, encoded: Encoded, records: Integers) -> Integers:
    """Sum the quantities of each cell: one for each record, and what the few others differ by."""
    other = np.flatnonzero(encoded.quantity != UNITS)
    sums = records * UNITS
    np.add.at(sums, address[other], encoded.quantity[other].astype(np.int64) - UNITS)
    return sums


def _values(address: Integers, encoded: Encoded, size: int) -> Integers:
    """Sum value times whole quantity of each cell."""
    given = np.flatnonzero(encoded.value)
    amounts = encoded.value[given].astype(np.int64) * (encoded.quantity[given] // UNITS)
    sums = np.zeros(size, dtype=np.int64)
    # checked one by one, so that the sum of billions of them cannot leave 64 bits unseen
    np.add.at(sums, address[given], _checked(amounts))
    return sums


def _checked(sums: Integers) -> Integers:
    if len(sums) and max(sums.max(), -sums.min()) > GREATEST_SUM:
        raise LimitExceeded(
            f"the records of one item and subject add up to more than {GREATEST_SUM // UNITS:,}; "
            "check the quantities and values of the evidence"
        )
    return sums


def _listed_by_item(encoded: Encoded, codes: CodeTable) -> list[Listed]:
    """Pick the single records of the items whose rules need them."""
    item = codes.listed_item[encoded.cell]
    chosen = np.flatnonzero(item >= 0)
    chosen = chosen[np.argsort(item[chosen], kind="stable")]
    bounds = np.searchsorted(item[chosen], np.arange(len(codes.first), dtype=np.int16))
    return [
        _listed(encoded, chosen[first:last], codes.first[number]) if last > first else NONE_LISTED
        for number, (first, last) in enumerate(pairwise(bounds.tolist()))
    ]


def _listed(encoded: Encoded, chosen: Integers, first_cell: int) -> Listed:
    return Listed(
        row=encoded.subject[chosen].astype(np.int64),
        code=encoded.cell[chosen] - first_cell,
        day=encoded.day[chosen].astype(np.int64) + EPOCH.toordinal(),
        quantity=encoded.quantity[chosen].astype(np.int64),
        value=encoded.value[chosen].astype(np.int64),
        project=encoded.project[chosen].astype(np.int64),
    )
