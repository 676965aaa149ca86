"""Reduce packed evidence to sums for each subject, item, event and level, and to the single records beyond them."""

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
from banheng.scoring.other_records import Others, others_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy.typing as npt

    from banheng.core.rounding import Booleans, Integers
    from banheng.schemes.scheme import Item, Scheme
    from banheng.scoring.answering import Answering
    from banheng.scoring.packed import Columns
    from banheng.scoring.subject_table import SubjectTable

    Rows = npt.NDArray[np.int32]

GREATEST_SUM = 4 * 10**9
"""Greatest sum in one cell, in units: times the greatest figure of a scheme it still fits 64 bits."""

NONE_LISTED = Listed(*[np.zeros(0, dtype=np.int64)] * 6)


@dataclass(frozen=True, slots=True)
class CodeTable:
    """Where the records of each item, event and level of a scheme are counted.

    Attributes:
        cell: number of the cell by item, event and level.
        reading: items that read the records of another one, and the cell of each of their codes.
        first: first cell of each item; the last entry is the number of cells.
        listed: numbers of the items whose rules need single records.
        to_holder: shape (cells + 1,), whether the homeroom teacher answers though somebody stands in.
        asked_for: codes of records of no item that the scheme looks at.
    """

    cell: dict[tuple[str, str, str], int]
    reading: list[tuple[Item, dict[tuple[str, str], int]]]
    first: list[int]
    listed: list[int]
    to_holder: Booleans
    asked_for: frozenset[str]

    @property
    def cells(self) -> int:
        """Number of cells a subject."""
        return self.first[-1]

    def places(self, what: Sequence[tuple[str, str, str]]) -> tuple[Integers, npt.NDArray[np.int16]]:
        """Give for each number of `what` its cell, and the list that keeps its single records.

        After the numbers of `what` come as many again for each reading item. What is counted nowhere has one cell
        more. Lists are numbered as `listed`, then comes the list of the records of no item; -1 is kept nowhere.
        """
        cells = [self.cell.get(named, self.cells) for named in what]
        for item, own in self.reading:
            cells += [_read(item, own, named, self.cells) for named in what]
        cell = np.array(cells, dtype=np.int64)
        list_of_cell = np.full(self.cells + 1, -1, dtype=np.int16)
        for number, listed in enumerate(self.listed):
            list_of_cell[self.first[listed] : self.first[listed + 1]] = number
        kept_in = list_of_cell[cell]
        for number, (code, _, _) in enumerate(what):
            if code in self.asked_for and cells[number] == self.cells:
                kept_in[number] = len(self.listed)
        return cell, kept_in


def _read(item: Item, cells: Mapping[tuple[str, str], int], named: tuple[str, str, str], nowhere: int) -> int:
    code, event, level = named
    counted = item.counted_as(event, level) if code == item.records_of else None
    return nowhere if counted is None else cells[counted]


def code_table(scheme: Scheme) -> CodeTable:
    """Number the cells of a scheme."""
    cell: dict[tuple[str, str, str], int] = {}
    reading: list[tuple[Item, dict[tuple[str, str], int]]] = []
    first, listed, to_holder = [0], [], []
    for number, item in enumerate(scheme.items()):
        own = {pair: place for place, pair in enumerate(item.rule.codes(), first[-1])}
        if item.evidence is None:
            for (event, level), place in own.items():
                cell[item.code, event, level] = place
        else:
            reading.append((item, own))
        if item.rule.needs_listed:
            listed.append(number)
        to_holder += [item.answers == "homeroom_teacher"] * len(own)
        first.append(first[-1] + len(own))
    asked_for = {(veto.evidence or veto.code).partition("/")[0] for veto in scheme.vetoes}
    asked_for |= {DECISION, *(allowance.code for allowance in scheme.allowances)}
    return CodeTable(cell, reading, first, listed, np.array([*to_holder, False]), frozenset(asked_for))


@dataclass(frozen=True, slots=True)
class Reduced:
    """The evidence of one scheme for many subjects.

    Attributes:
        records: shape (cells, subjects), how many records.
        quantity: shape (cells, subjects), sum of quantities in units.
        value: shape (cells, subjects), sum of value times whole quantity, in units.
        listed: single records by number of the item, for rules that need them.
        others: records of no item.
    """

    codes: CodeTable
    table: SubjectTable
    records: Integers
    quantity: Integers
    value: Integers
    listed: Mapping[int, Listed]
    others: Others

    def cells(self, item: int) -> Cells:
        """Give the cells of an item by its number."""
        own = slice(self.codes.first[item], self.codes.first[item + 1])
        return Cells(
            records=self.records[own].T,
            quantity=self.quantity[own].T,
            value=self.value[own].T,
            listed=self.listed.get(item, NONE_LISTED),
            in_post=self.table.held if self.codes.to_holder[own.start] else self.table.in_post,
            groups=self.table.groups,
            pupils=self.table.headcounts[Headcount.PUPILS],
        )


def reduce_records(
    columns: Columns,
    what: Sequence[tuple[str, str, str]],
    codes: CodeTable,
    people: Answering,
    table: SubjectTable,
) -> Reduced:
    """Reduce the records of the period.

    Each further item that reads a record gets it once more, and the line of a class those of all its teachers.

    Raises:
        LimitExceeded: a cell's sum is too large to stay exact.
    """
    cell, kept_in = codes.places(what)
    columns = _of_period(columns, people)
    if codes.reading:
        columns = _read_again(columns, cell.reshape(1 + len(codes.reading), len(what)) < codes.cells)
    place = np.multiply(columns["who"], people.on_day.shape[1], dtype=np.int64)
    place += columns["day"] - people.first_day
    subject = people.on_day.ravel().take(place)
    if people.held_by is not None:
        to_holder = codes.to_holder[cell].take(columns["what"])
        subject[to_holder] = people.held_by.ravel()[place[to_holder]]
    # cell by cell, so that a rule walks through memory; the first place of each cell takes what is nobody's
    shape = codes.cells + 1, len(table) + 1
    address = (cell * shape[1] + 1).take(columns["what"])
    address += subject
    records = np.bincount(address, minlength=shape[0] * shape[1]).astype(np.int64, copy=False)
    sums = records, _quantities(address, columns, records), _values(address, columns, len(records))
    grids = [each.reshape(shape)[:-1, 1:] for each in sums]
    for lines, teachers in _teachers_of_lines(people.line_of):
        for grid in grids:
            grid[:, lines] += grid[:, teachers]
    *listed, others = _kept(columns, subject, people.line_of, kept_in, len(codes.listed) + 1)
    return Reduced(
        codes,
        table,
        records=grids[0],
        quantity=_checked(grids[1]),
        value=_checked(grids[2]),
        listed={
            item: _listed(own, cell, codes.first[item])
            for item, own in zip(codes.listed, listed, strict=True)
        },
        others=others_of(others, what),
    )


def _of_period(columns: Columns, people: Answering) -> Columns:
    day, end = columns["day"], people.first_day + people.on_day.shape[1]
    if not len(day) or (day.min() >= people.first_day and day.max() < end):
        return columns
    inside = np.flatnonzero((day >= people.first_day) & (day < end))
    return {name: column[inside] for name, column in columns.items()}


def _read_again(columns: Columns, reads: Booleans) -> Columns:
    """Add the records that are read again, each with a `what` of its own.

    `reads` tells which numbers of `what` are counted; its first row is of the records themselves.
    """
    what = columns["what"]
    chosen = [np.arange(len(what)), *(np.flatnonzero(row.take(what)) for row in reads[1:])]
    columns = {name: column[np.concatenate(chosen)] for name, column in columns.items()}
    first = np.arange(len(chosen), dtype=what.dtype) * reads.shape[1]
    columns["what"] += np.repeat(first, list(map(len, chosen)))
    return columns


def _quantities(address: Integers, columns: Columns, records: Integers) -> Integers:
    """Sum the quantities of each cell: one for each record, and what the few others differ by."""
    other = np.flatnonzero(columns["quantity"] != UNITS)
    sums = records * UNITS
    np.add.at(sums, address[other], columns["quantity"][other].astype(np.int64) - UNITS)
    return sums


def _values(address: Integers, columns: Columns, size: int) -> Integers:
    """Sum value times whole quantity of each cell."""
    given = np.flatnonzero(columns["value"] != 0)
    amounts = columns["value"][given].astype(np.int64) * (columns["quantity"][given] // UNITS)
    sums = np.zeros(size, dtype=np.int64)
    # checked one by one, so that the sum of billions of them cannot leave 64 bits unseen
    np.add.at(sums, address[given], _checked(amounts))
    return sums


def _teachers_of_lines(line_of: Rows) -> Iterator[tuple[Rows, npt.NDArray[np.signedinteger]]]:
    """Give lines of classes and a teacher of each: the first of each class, then the second of some, and so on."""
    teachers = np.flatnonzero((line_of >= 0) & (line_of != np.arange(len(line_of))))
    while len(teachers):
        lines, first = np.unique(line_of[teachers], return_index=True)
        yield lines, teachers[first]
        teachers = np.delete(teachers, first)


def _checked(sums: Integers) -> Integers:
    if sums.size and max(sums.max(), -sums.min()) > GREATEST_SUM:
        raise LimitExceeded(
            f"the records of one item and subject add up to more than {GREATEST_SUM // UNITS:,}; "
            "check the quantities and values of the evidence"
        )
    return sums


def _kept(
    columns: Columns, subject: Rows, line_of: Rows, kept_in: npt.NDArray[np.int16], lists: int
) -> list[Columns]:
    """Pick the records that are kept one by one, list by list, for each subject in order of day and arrival.

    `subject` is added to the columns. The line of a class gets the records of all its teachers once more.
    """
    number = kept_in.take(columns["what"])
    chosen = np.flatnonzero(number >= 0)
    row = subject.take(chosen)
    if row.min(initial=0) < 0:
        chosen, row = chosen[row >= 0], row[row >= 0]
    line = line_of.take(row)
    again = np.flatnonzero(line >= 0)
    chosen, row = np.concatenate([chosen, chosen[again]]), np.concatenate([row, line[again]])
    number = number.take(chosen)
    order = np.argsort(number, kind="stable")
    bounds = np.searchsorted(number[order], np.arange(lists + 1, dtype=np.int16)).tolist()
    chosen = chosen[order]
    kept = {name: columns[name].take(chosen).astype(np.int64) for name in columns if name != "who"}
    kept["subject"] = row[order].astype(np.int64)
    return [{name: column[first:last] for name, column in kept.items()} for first, last in pairwise(bounds)]


def _listed(kept: Columns, cell: Integers, first_cell: int) -> Listed:
    return Listed(
        row=kept["subject"],
        code=cell[kept["what"]] - first_cell,
        day=kept["day"] + EPOCH.toordinal(),
        quantity=kept["quantity"],
        value=kept["value"],
        project=kept["project"],
    )
