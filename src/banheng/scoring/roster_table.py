"""The subjects of many schools as columns, straight from a roster table, without an object for each."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np
import polars as pl

from banheng.rules.rule import Within
from banheng.scoring.roster import Posting, Role
from banheng.scoring.subject_table import NAMES, Named, SubjectTable, headcounts, school_day_marks
from banheng.scoring.subjects import Tenure, TwoInPost, refused, shares_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.core.rounding import Booleans, Integers

ROSTER_SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "school": pl.String,
    "school_class": pl.String,
    "teacher": pl.String,
    "stage": pl.String,
    "grade": pl.String,
    "class_type": pl.String,
    "role": pl.String,
    "first": pl.Date,  # null: open
    "last": pl.Date,  # null: open
    "pupils": pl.Int64,
    "boarders": pl.Int64,
    "years": pl.Int64,
    "row": pl.Int64,
}
"""Columns of a roster table; they are the fields of a posting."""

GROUPED_BY = {
    Within.SCHOOL: (),
    Within.STAGE: ("stage",),
    Within.GRADE: ("stage", "grade"),
    Within.CLASS_TYPE: ("class_type",),
}
"""What members of a group share, beside the school."""


def roster_frame(postings: Iterable[Posting]) -> pl.DataFrame:
    """Turn postings into a roster table."""
    rows = [[getattr(posting, name) for name in ROSTER_SCHEMA] for posting in postings]
    return pl.DataFrame(rows, schema=ROSTER_SCHEMA, orient="row")


@dataclass(frozen=True, slots=True)
class _Shares:
    """Subjects without names; shape (subjects,) but for `in_post` and `held`, (subjects, days)."""

    posting: Integers
    in_post: Booleans
    held: Booleans
    substituted: Integers
    is_class_line: Booleans


@dataclass(frozen=True, slots=True)
class _ClassShares:
    """How a class is shared, on its own: the place of the posting, and days marked; one entry a share."""

    posting: Integers
    in_post: Booleans
    held: Booleans
    stood_in: Booleans
    is_class_line: Booleans


def roster_subjects(roster: pl.DataFrame, period: Period, calendar: SchoolCalendar) -> SubjectTable:
    """Find who is scored in a period, as `subjects_of` does, school by school and class by class.

    Raises:
        InputRefused: two of the same role have a class on the same day.
    """
    postings = _in_period(roster, period)
    school_days = school_day_marks(period, calendar)
    class_number = postings["class_number"].to_numpy().astype(np.int64)
    alone = (np.bincount(class_number) == 1)[class_number]
    alone &= (postings["role"] != Role.ASSISTANT_HOMEROOM_TEACHER.value).to_numpy()
    pieces = [_alone(postings, np.flatnonzero(alone), period)]
    pieces += _together(postings.filter(~pl.Series(alone)), period, school_days)
    shares = _in_order(pieces, class_number)
    names = {name: _named(postings[name], shares.posting) for name in NAMES}
    names["teacher"] = _without_lines(names["teacher"], shares.is_class_line)
    # teachers, lines of classes and assistants are compared apart
    kind = shares.is_class_line + 2 * names["role"].is_among((Role.ASSISTANT_HOMEROOM_TEACHER.value,))
    own = postings.select("pupils", "boarders", "years")[shares.posting]
    return SubjectTable(
        in_post=shares.in_post,
        held=shares.held,
        days=shares.in_post.sum(axis=1),
        school_days=(shares.in_post & school_days).sum(axis=1),
        substituted=shares.substituted,
        groups={
            within: _groups(kind, names["school"], *(names[name] for name in columns))
            for within, columns in GROUPED_BY.items()
        },
        headcounts=headcounts(own["pupils"].to_numpy(), own["boarders"].to_numpy()),
        years=own["years"].to_numpy(),
        school_class=class_number[shares.posting],
        names=names,
        is_class_line=shares.is_class_line,
    )


def _in_period(roster: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Keep the postings that touch the period, clipped to it, in order of school and class; names become numbers."""
    touching = roster.with_columns(
        first=pl.max_horizontal(pl.col("first").fill_null(period.first), period.first),
        last=pl.min_horizontal(pl.col("last").fill_null(period.last), period.last),
    ).filter(pl.col("first") <= pl.col("last"))
    key = [pl.col("school").to_physical(), pl.col("school_class").to_physical()]
    return (
        touching.with_columns(
            pl.col(name).cast(pl.Enum(touching[name].unique(maintain_order=True))) for name in NAMES
        )
        .sort(*key, maintain_order=True)
        .with_columns(class_number=pl.struct(*key).rle_id())
        .with_row_index("posting")
    )


def _alone(postings: pl.DataFrame, chosen: Integers, period: Period) -> _Shares:
    """Subjects of the classes with one posting."""
    first, last = (postings[name].to_physical().to_numpy()[chosen, None] for name in ("first", "last"))
    days = pl.Series(period.days(), dtype=pl.Date).to_physical().to_numpy()
    none = np.zeros(len(chosen), dtype=np.int64)
    in_post = (first <= days) & (days <= last)
    return _Shares(chosen, in_post, in_post, none, none.astype(bool))


def _together(postings: pl.DataFrame, period: Period, school_days: Booleans) -> Iterator[_Shares]:
    """Subjects of the classes with several postings; classes alike but for names are worked out once."""
    tenure = ["teacher_number", "role", "first", "last", "row_number"]
    alike = (
        postings.with_columns(
            pl.col("teacher").to_physical().rank("dense").over("class_number").alias("teacher_number"),
            pl.col("row").rank("dense").over("class_number").alias("row_number"),
        )
        .group_by("class_number", maintain_order=True)
        .agg("posting", pattern=pl.concat_str(tenure, separator=" ").str.join(";"))
        .group_by("pattern", maintain_order=True)
        .agg(pl.col("posting").explode(), classes=pl.len())
    )
    for pattern, numbers, classes in alike.iter_rows():
        posting = np.array(numbers).reshape(classes, -1)
        try:
            shares = _shares_of(pattern, period)
        except TwoInPost as clash:
            raise refused(
                _postings_of(postings.filter(pl.col("posting").is_in(posting[0]))), clash
            ) from clash
        place = np.tile(np.arange(len(shares.posting)), classes)
        yield _Shares(
            posting=posting[:, shares.posting].ravel(),
            in_post=shares.in_post[place],
            held=shares.held[place],
            substituted=(shares.stood_in & school_days).sum(axis=1)[place],
            is_class_line=shares.is_class_line[place],
        )


@lru_cache(maxsize=4096)
def _shares_of(pattern: str, period: Period) -> _ClassShares:
    """Divide a class that is described by the tenures of its postings."""
    tenures = []
    for teacher, role, first, last, row in (one.split(" ") for one in pattern.split(";")):
        days = date.fromisoformat(first), date.fromisoformat(last)
        tenures.append(Tenure(int(teacher), Role(role), *days, int(row)))
    shares = shares_of(tuple(tenures), period)  # none if there is only an assistant with nobody to assist
    return _ClassShares(
        posting=np.array([share.posting for share in shares], dtype=np.int64),
        in_post=_marks([share.days for share in shares], period),
        held=_marks([share.held_days for share in shares], period),
        stood_in=_marks([share.substituted_days for share in shares], period),
        is_class_line=np.array([share.is_class_line for share in shares], dtype=bool),
    )


def _postings_of(roster: pl.DataFrame) -> list[Posting]:
    names = ("school", "school_class", "teacher", "first", "last", "row")
    return [
        Posting(role=Role(row["role"]), **{name: row[name] for name in names})
        for row in roster.iter_rows(named=True)
    ]


def _marks(days_of: Sequence[tuple[date, ...]], period: Period) -> Booleans:
    """Mark days of the period; shape (shares, days)."""
    marks = np.zeros((len(days_of), (period.last - period.first).days + 1), dtype=bool)
    for row, days in zip(marks, days_of, strict=True):
        row[[(day - period.first).days for day in days]] = True
    return marks


def _in_order(pieces: list[_Shares], class_number: Integers) -> _Shares:
    """Put the pieces together in the order of the classes."""
    order = np.argsort(class_number[np.concatenate([piece.posting for piece in pieces])], kind="stable")
    return _Shares(
        *(
            np.concatenate([getattr(piece, field.name) for piece in pieces])[order]
            for field in fields(_Shares)
        )
    )


def _named(column: pl.Series, chosen: Integers) -> Named:
    number = column.to_physical().to_numpy()[chosen].astype(np.int64)
    return Named(cast("pl.Enum", column.dtype).categories.to_list(), number)


def _without_lines(teacher: Named, is_class_line: Booleans) -> Named:
    """Take the teacher away from the line of a class."""
    return Named([*teacher.names, ""], np.where(is_class_line, len(teacher.names), teacher.number))


def _groups(number: Integers, *columns: Named) -> Integers:
    """Number the groups of equal numbers and names."""
    for column in columns:
        number = number * len(column.names) + column.number
    return np.unique(number, return_inverse=True)[1]
