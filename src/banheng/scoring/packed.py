"""Packed evidence: what standing records come to as numbers, for many schools in one Parquet file.

The format is described in docs/reference/packed-evidence.md.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import polars as pl

from banheng.core.errors import InputRefused, LimitExceeded
from banheng.core.points import LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from io import BytesIO
    from pathlib import Path

    import numpy.typing as npt

    from banheng.core.rounding import Integers

    Columns = dict[str, npt.NDArray[Any]]

FORMAT = "banheng-packed-evidence/1"

PACKED_SCHEMA: dict[str, type[pl.DataType]] = {
    "who": pl.UInt32,  # number in the directory: a class, or a teacher
    "what": pl.UInt32,  # number in the directory: item, event and level
    "project": pl.UInt32,  # number in the directory
    "day": pl.Date,
    "quantity": pl.Int32,  # units of 1/10,000
    "value": pl.Int32,  # units of 1/10,000; 0 if there is none
}
"""Columns of packed evidence, in order of school, day and arrival. No nulls."""


NUMBERED = {
    "who": ["school", "school_class", "teacher"],
    "what": ["item", "event", "level"],
    "project": ["project"],
}
"""The numbers of packed evidence and the names they stand for."""


@dataclass(frozen=True, slots=True)
class Directory:
    """What the numbers of packed evidence stand for.

    Attributes:
        schools: codes of the schools, in the order of their records.
        records: number of records of each school.
        members: number of entries of `who` of each school; they stand in the order of the schools.
        school_class, teacher: for each number of `who` the numbers of its codes among `codes`; 0 is the empty
            code, and without a teacher the class is meant.
        codes: of classes and teachers; the first is empty.
        what: item, event and level.
        project: names; the first is empty.
    """

    schools: Sequence[str]
    records: Sequence[int]
    members: Sequence[int]
    school_class: Integers
    teacher: Integers
    codes: Sequence[str]
    what: Sequence[tuple[str, str, str]]
    project: Sequence[str]


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of some whole schools as NumPy columns.

    Attributes:
        columns: by name of PACKED_SCHEMA, shape (records,) each; `day` counts from 1970-01-01.
        directory: of these schools alone.
    """

    columns: Columns
    directory: Directory


@dataclass(frozen=True, slots=True)
class Packed:
    """Records of whole schools and what their numbers stand for."""

    records: pl.DataFrame
    directory: Directory


SEPARATOR = "\x1f"
"""Stands between names that have one number together; codes that hold it are refused."""


def standing(evidence: pl.LazyFrame) -> pl.LazyFrame:
    """Drop voids and what they void."""
    voided = evidence.filter(pl.col("voids") != "").select("school", id="voids")
    return evidence.filter(pl.col("voids") == "").join(voided, on=["school", "id"], how="anti")


def pack(evidence: pl.DataFrame) -> Packed:
    """Pack canonical evidence: voids and the voided drop out, names become numbers.

    Raises:
        LimitExceeded: a quantity or value is beyond the greatest figure.
        InputRefused: a code holds the control character that separates names here.
    """
    names = [*(name for own in NUMBERED.values() for name in own), "day", "quantity", "value"]
    in_order = standing(evidence.lazy()).sort("school", "day", "row", maintain_order=True)
    frame = in_order.select(names).collect(engine="in-memory")
    if any(_reaches_beyond_limit(frame[name]) for name in ("quantity", "value")):
        raise LimitExceeded(f"a quantity or value of the evidence is beyond {LIMIT:,} units")
    numbers = [_numbered(pl.concat_str(own, separator=SEPARATOR)).alias(n) for n, own in NUMBERED.items()]
    numbers[-1] = _numbered(pl.lit("").append(pl.col("project"))).slice(1).alias("project")
    columns = [*numbers, pl.col("day"), pl.col("quantity"), pl.col("value").fill_null(0)]
    records = frame.select(
        column.cast(kind) for column, kind in zip(columns, PACKED_SCHEMA.values(), strict=True)
    )
    who, what = (frame[NUMBERED[n]][records[n].arg_unique()] for n in ("who", "what"))
    # two that come to the same text hold it equally often, so the first of them tells
    if any(SEPARATOR in name for row in (*who.rows(), *what.rows()) for name in row):
        raise InputRefused("a code of the evidence holds the control character U+001F. Take it out", [])
    project = frame["project"].unique(maintain_order=True).to_list()
    schools = frame["school"].rle().struct.unnest()
    codes = pl.concat([pl.Series([""]), who["school_class"], who["teacher"]]).unique(maintain_order=True)
    code = who.select(pl.col("school_class", "teacher").cast(pl.Enum(codes)).to_physical().cast(pl.Int64))
    directory = Directory(
        schools=schools["value"].to_list(),
        records=schools["len"].to_list(),
        members=who["school"].rle().struct.unnest()["len"].to_list(),
        school_class=code["school_class"].to_numpy(),
        teacher=code["teacher"].to_numpy(),
        codes=codes.to_list(),
        what=what.rows(),
        project=["", *filter(None, project)],
    )
    return Packed(records, directory)


def _numbered(names: pl.Expr) -> pl.Expr:
    """Number names by their first place."""
    return names.cast(pl.Categorical(pl.Categories.random())).to_physical()


def _reaches_beyond_limit(figures: pl.Series) -> bool:
    least, most = cast("tuple[int | None, int | None]", (figures.min(), figures.max()))
    return (least or 0) < -LIMIT or (most or 0) > LIMIT


def write_packed(packed: Packed, path: Path | BytesIO) -> None:
    """Write one file."""
    directory = asdict(packed.directory)
    directory |= {name: directory[name].tolist() for name in ("school_class", "teacher")}
    content = json.dumps({"format": FORMAT, **directory}, ensure_ascii=False)
    packed.records.write_parquet(path, metadata={"banheng": content}, row_group_size=2**20)


def read_directory(path: Path | BytesIO) -> Directory:
    """Read what the numbers of a file stand for.

    Raises:
        InputRefused: the file is no packed evidence, or of a version this program does not know.
    """
    content = pl.read_parquet_metadata(path).get("banheng")
    fields = json.loads(content) if content else {}
    if fields.pop("format", None) != FORMAT:
        raise InputRefused(
            f"{path} is not packed evidence of the format {FORMAT}. Pack the evidence again", []
        )
    fields |= {name: np.array(fields[name], dtype=np.int64) for name in ("school_class", "teacher")}
    return Directory(**fields | {"what": [tuple(what) for what in fields["what"]]})


@dataclass(frozen=True, slots=True)
class Piece:
    """Whole schools of a file that stand together.

    Attributes:
        first_record, first_member: their places in the file.
        directory: of these schools alone.
    """

    first_record: int
    first_member: int
    directory: Directory


def read_batches(path: Path | BytesIO, most_records: int) -> Iterator[Batch]:
    """Read a file piece by piece.

    Raises:
        InputRefused: the file is no packed evidence, or does not hold what its directory says.
    """
    return (read_piece(path, piece) for piece in pieces_of(read_directory(path), most_records))


def pieces_of(directory: Directory, most_records: int) -> Iterator[Piece]:
    """Cut a file where schools end; only one school alone is ever larger."""
    first_record = first_member = 0
    for first, last in _cuts(directory.records, most_records):
        own = _part(directory, first, last, first_member)
        yield Piece(first_record, first_member, own)
        first_record += sum(own.records)
        first_member += sum(own.members)


def read_piece(path: Path | BytesIO, piece: Piece) -> Batch:
    """Read the records of some schools.

    Raises:
        InputRefused: the file does not hold what its directory says.
    """
    rows = pl.scan_parquet(path).slice(piece.first_record, sum(piece.directory.records))
    # column by column, since Polars and NumPy both hold what is read for a moment
    columns = {name: _as_array(rows.select(name).collect()[name]) for name in PACKED_SCHEMA}
    return _checked(columns, piece.directory, piece.first_member)


def _cuts(records: Sequence[int], most_records: int) -> Iterator[tuple[int, int]]:
    first = number = 0
    for school, own in enumerate(records):
        if school > first and number + own > most_records:
            yield first, school
            first, number = school, 0
        number += own
    if first < len(records):
        yield first, len(records)


def _part(directory: Directory, first: int, last: int, first_member: int) -> Directory:
    """Cut out some schools."""
    members = directory.members[first:last]
    people = slice(first_member, first_member + sum(members))
    return replace(
        directory,
        schools=directory.schools[first:last],
        records=directory.records[first:last],
        members=members,
        school_class=directory.school_class[people],
        teacher=directory.teacher[people],
    )


def as_batch(records: pl.DataFrame, directory: Directory) -> Batch:
    """Turn the records of whole schools into NumPy columns.

    Raises:
        InputRefused: they do not fit the directory or are out of order.
    """
    physical = records.select(pl.col(*PACKED_SCHEMA).to_physical())
    return _checked({name: physical[name].to_numpy() for name in PACKED_SCHEMA}, directory)


def _as_array(column: pl.Series) -> npt.NDArray[Any]:
    return column.to_physical().to_numpy()


def _checked(columns: Columns, directory: Directory, first_member: int = 0) -> Batch:
    """Make `who` count from the first member, and refuse what does not fit."""
    if first_member:
        columns["who"] = columns["who"] - np.uint32(first_member)
    if len(columns["who"]) and not _fits(columns, directory):
        raise InputRefused(
            "packed evidence does not fit its directory: each school's records stand together, in order of day. "
            "Pack the evidence again",
            [],
        )
    return Batch(columns, directory)


def _fits(columns: Columns, directory: Directory) -> bool:
    starts = np.cumsum([0, *directory.records])
    members = np.cumsum([0, *directory.members])
    who, day = columns["who"], columns["day"]
    earlier = np.flatnonzero(day[1:] < day[:-1]) + 1
    return bool(
        min(directory.records) > 0
        and starts[-1] == len(who)
        and (np.minimum.reduceat(who, starts[:-1]) >= members[:-1]).all()
        and (np.maximum.reduceat(who, starts[:-1]) < members[1:]).all()
        and columns["what"].max() < len(directory.what)
        and columns["project"].max() < len(directory.project)
        and (starts[np.searchsorted(starts, earlier)] == earlier).all()
    )


def no_records(schools: Sequence[str]) -> Batch:
    """Give a batch of schools without any evidence."""
    none, nobody = [0] * len(schools), np.zeros(0, dtype=np.int64)
    return as_batch(
        pl.DataFrame(schema=PACKED_SCHEMA), Directory(schools, none, none, nobody, nobody, [""], [], [""])
    )
