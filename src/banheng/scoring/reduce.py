"""Reduce evidence to one cell for each subject, item, event and level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from banheng.core.errors import LimitExceeded
from banheng.core.points import UNITS
from banheng.rules.rule import Cells, Listed
from banheng.schemes.allowances import Headcount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.core.periods import Period
    from banheng.core.rounding import Integers
    from banheng.schemes.scheme import Item, Scheme
    from banheng.scoring.subject_table import SubjectTable
    from banheng.scoring.subjects import Subject

GREATEST_SUM = 4 * 10**9
"""Greatest sum in one cell, in units: times the greatest figure of a scheme it still fits 64 bits."""


@dataclass(frozen=True, slots=True)
class CodeTable:
    """Where the records of each item, event and level of a scheme are counted.

    Attributes:
        frame: item, event, level (strings) and `cell`, `item_number` (int64).
        first: first cell of each item; the last entry is the number of cells.
    """

    frame: pl.DataFrame
    first: list[int]

    @property
    def cells(self) -> int:
        """Number of cells a subject."""
        return self.first[-1]


def code_table(items: Sequence[Item]) -> CodeTable:
    """Number the cells of a scheme."""
    rows: list[tuple[str, str, str, int, int]] = []
    first = [0]
    for number, item in enumerate(items):
        rows += [
            (item.code, event, level, first[-1] + place, number)
            for place, (event, level) in enumerate(item.rule.codes())
        ]
        first.append(len(rows))
    schema = {"item": pl.String, "event": pl.String, "level": pl.String, "cell": pl.Int64, "item_number": pl.Int64}
    return CodeTable(pl.DataFrame(rows, schema=schema, orient="row"), first)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Records of the tree's items as numbers, in order of day and arrival; all of shape (records,)."""

    subject: Integers
    cell: Integers
    item: Integers
    day: Integers
    quantity: Integers
    value: Integers
    project: Integers


def attribute(evidence: pl.DataFrame, subjects: Sequence[Subject], span: Period) -> pl.DataFrame:
    """Add the column `subject`: who answers for each record; records of nobody drop out.

    The line of a class gets the records of all its teachers once more.
    """
    classes: dict[tuple[str, str], int] = {}
    teachers: dict[tuple[str, str, str], int] = {}
    lines: dict[int, int] = {}
    for number, subject in enumerate(subjects):
        posting = subject.posting
        place = classes.setdefault((posting.school, posting.school_class), len(classes))
        if subject.is_class_line:
            lines[place] = number
        else:
            teachers[posting.school, posting.school_class, posting.teacher] = number
            teachers.setdefault((posting.school, "", posting.teacher), number)
    on_day = np.full((len(classes) + 1, len(span.days())), -1, dtype=np.int64)
    for number, subject in enumerate(subjects):
        if not subject.is_class_line:
            place = classes[subject.posting.school, subject.posting.school_class]
            on_day[place, [(day - span.first).days for day in subject.days]] = number
    frame = evidence.join(_class_frame(classes), on=["school", "school_class"], how="left", maintain_order="left")
    if not evidence["teacher"].is_in([""]).all():
        frame = frame.join(
            _teacher_frame(teachers), on=["school", "school_class", "teacher"], how="left", maintain_order="left"
        )
    else:
        frame = frame.with_columns(teacher_subject=pl.lit(-1, dtype=pl.Int64))
    day = frame["day"].to_physical().to_numpy().astype(np.int64) - _epoch_day(span)
    place = frame["class_number"].fill_null(len(classes)).to_numpy()
    by_class = on_day[place, day]
    of_teacher = frame["teacher_subject"].fill_null(-1).to_numpy()
    subject_of = np.where(frame["teacher"].to_numpy() != "", of_teacher, by_class)
    frame = frame.with_columns(subject=pl.Series(subject_of)).filter(pl.col("subject") >= 0)
    if lines:
        line_of = np.full(len(subjects), -1, dtype=np.int64)
        for number, subject in enumerate(subjects):
            line_of[number] = lines.get(classes[subject.posting.school, subject.posting.school_class], -1)
        copies = frame.with_columns(subject=pl.Series(line_of[frame["subject"].to_numpy()]))
        frame = pl.concat([frame, copies.filter(pl.col("subject") >= 0)])
    return frame


def _epoch_day(span: Period) -> int:
    return span.first.toordinal() - 719_163  # Polars counts days from 1970-01-01


def _class_frame(classes: dict[tuple[str, str], int]) -> pl.DataFrame:
    return pl.DataFrame(
        [(school, school_class, number) for (school, school_class), number in classes.items()],
        schema={"school": pl.String, "school_class": pl.String, "class_number": pl.Int64},
        orient="row",
    )


def _teacher_frame(teachers: dict[tuple[str, str, str], int]) -> pl.DataFrame:
    return pl.DataFrame(
        [(*key, number) for key, number in teachers.items()],
        schema={
            "school": pl.String,
            "school_class": pl.String,
            "teacher": pl.String,
            "teacher_subject": pl.Int64,
        },
        orient="row",
    )


def encode(attributed: pl.DataFrame, codes: CodeTable) -> tuple[Encoded, pl.DataFrame]:
    """Number the records of the tree's items; the rest (vetoes, decisions, paid events) stay a table."""
    frame = attributed.join(codes.frame, on=["item", "event", "level"], how="left", maintain_order="left")
    others = frame.filter(pl.col("cell").is_null())
    ours = frame.filter(pl.col("cell").is_not_null())
    project = ours["project"].rank("dense").cast(pl.Int64) if len(ours) else pl.Series([], dtype=pl.Int64)
    encoded = Encoded(
        subject=ours["subject"].to_numpy(),
        cell=ours["cell"].to_numpy(),
        item=ours["item_number"].to_numpy(),
        day=ours["day"].to_physical().to_numpy().astype(np.int64) + 719_163,
        quantity=ours["quantity"].to_numpy(),
        value=ours["value"].fill_null(0).to_numpy(),
        project=project.to_numpy(),
    )
    return encoded, others


def cells_by_item(scheme: Scheme, encoded: Encoded, codes: CodeTable, table: SubjectTable) -> list[Cells]:
    """Reduce the records to the cells of each item of the scheme.

    Raises:
        LimitExceeded: a cell's sum is too large to stay exact.
    """
    width, size = codes.cells, len(table) * codes.cells
    address = encoded.subject * width + encoded.cell
    records = np.bincount(address, minlength=size).astype(np.int64)
    quantity = _summed(address, encoded.quantity, size, common=UNITS)
    value = _summed(address, encoded.value * (encoded.quantity // UNITS), size, common=0)
    if size and max(quantity.max(), np.abs(value).max()) > GREATEST_SUM:
        raise LimitExceeded(
            f"the records of one item and subject add up to more than {GREATEST_SUM // UNITS:,}; "
            "check the quantities and values of the evidence"
        )
    shape = (len(table), width)
    by_item = _listed_by_item(scheme, encoded, codes)
    empty = _listed(encoded, np.zeros(0, dtype=np.int64), 0)
    return [
        Cells(
            records=records.reshape(shape)[:, codes.first[number] : codes.first[number + 1]],
            quantity=quantity.reshape(shape)[:, codes.first[number] : codes.first[number + 1]],
            value=value.reshape(shape)[:, codes.first[number] : codes.first[number + 1]],
            listed=by_item.get(number, empty),
            in_post=table.in_post,
            groups=table.groups,
            pupils=table.headcounts[Headcount.PUPILS],
        )
        for number in range(len(codes.first) - 1)
    ]


def _summed(address: Integers, amounts: Integers, size: int, *, common: int) -> Integers:
    """Sum exactly by address; the most common amount is counted, which is faster than adding."""
    sums = np.zeros(size, dtype=np.int64)
    if common:
        sums += np.bincount(address[amounts == common], minlength=size) * common
    rest = amounts != common
    np.add.at(sums, address[rest], amounts[rest])
    return sums


def _listed_by_item(scheme: Scheme, encoded: Encoded, codes: CodeTable) -> dict[int, Listed]:
    wanted = [number for number, item in enumerate(scheme.items()) if item.rule.needs_listed]
    if not wanted:
        return {}
    needed = np.zeros(len(codes.first) - 1, dtype=bool)
    needed[wanted] = True
    chosen = np.flatnonzero(needed[encoded.item])
    chosen = chosen[np.argsort(encoded.item[chosen].astype(np.int16), kind="stable")]
    bounds = np.searchsorted(encoded.item[chosen], [[number, number + 1] for number in wanted])
    return {
        number: _listed(encoded, chosen[first:last], codes.first[number])
        for number, (first, last) in zip(wanted, bounds, strict=True)
    }


def _listed(encoded: Encoded, chosen: Integers, first_cell: int) -> Listed:
    return Listed(
        row=encoded.subject[chosen],
        code=encoded.cell[chosen] - first_cell,
        day=encoded.day[chosen],
        quantity=encoded.quantity[chosen],
        value=encoded.value[chosen],
        project=encoded.project[chosen],
    )
