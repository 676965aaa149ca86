"""The subjects of many schools as columns, straight from a roster table, without an object for each."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from banheng.rules.rule import Within
from banheng.scoring.roster import Posting, Role
from banheng.scoring.subject_table import Named, SubjectTable, headcounts, school_day_marks
from banheng.scoring.subjects import TwoInPost, refused, shares_of, tenures_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.core.rounding import Booleans, Integers
    from banheng.scoring.subjects import Share

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
    """Subjects without names; shape (subjects,) but for `in_post`, (subjects, days)."""

    posting: Integers
    class_number: Integers
    in_post: Booleans
    substituted: Integers
    is_class_line: Booleans


def roster_subjects(roster: pl.DataFrame, period: Period, calendar: SchoolCalendar) -> SubjectTable:
    """Find who is scored in a period, as `subjects_of` does, class by class in the order of the roster.

    Raises:
        InputRefused: two of the same role have a class on the same day.
    """
    postings = _in_period(roster, period)
    school_days = school_day_marks(period, calendar)
    pieces = [_alone(postings, period), *_together(postings, period, school_days)]
    shares = _in_order(pieces)
    own = postings[shares.posting].with_columns(
        teacher=pl.when(pl.Series(shares.is_class_line)).then(pl.lit("")).otherwise("teacher")
    )
    names = {name: _named(own[name]) for name in ("school", "role", "stage", "grade", "class_type")}
    return SubjectTable(
        identity=own.select("school", "school_class", "teacher"),
        in_post=shares.in_post,
        days=shares.in_post.sum(axis=1),
        school_days=(shares.in_post & school_days).sum(axis=1),
        substituted=shares.substituted,
        groups={
            within: _groups(shares.is_class_line, names["school"], *(names[name] for name in columns))
            for within, columns in GROUPED_BY.items()
        },
        headcounts=headcounts(own["pupils"].to_numpy(), own["boarders"].to_numpy()),
        years=own["years"].to_numpy(),
        school_class=shares.class_number,
        names=names,
        is_class_line=shares.is_class_line,
    )


def _in_period(roster: pl.DataFrame, period: Period) -> pl.DataFrame:
    """Number the classes and keep the postings that touch the period, clipped to it."""
    key = ["school", "school_class"]
    classes = roster.select(key).unique(maintain_order=True).with_row_index("class_number")
    return (
        roster.join(classes, on=key, how="left", maintain_order="left")
        .with_columns(
            first=pl.max_horizontal(pl.col("first").fill_null(period.first), period.first),
            last=pl.min_horizontal(pl.col("last").fill_null(period.last), period.last),
        )
        .filter(pl.col("first") <= pl.col("last"))
        .with_row_index("posting")
        .with_columns(alone=pl.len().over("class_number") == 1)
    )


def _alone(postings: pl.DataFrame, period: Period) -> _Shares:
    """Subjects of the classes with one posting."""
    alone = postings.filter("alone")
    first, last = (alone[name].to_physical().to_numpy()[:, None] for name in ("first", "last"))
    days = pl.Series(period.days(), dtype=pl.Date).to_physical().to_numpy()
    none = np.zeros(len(alone), dtype=np.int64)
    posting, class_number = (alone[name].to_numpy().astype(np.int64) for name in ("posting", "class_number"))
    return _Shares(posting, class_number, (first <= days) & (days <= last), none, none.astype(bool))


def _together(postings: pl.DataFrame, period: Period, school_days: Booleans) -> Iterator[_Shares]:
    """Subjects of the classes with several postings; classes alike but for names are worked out once."""
    tenure = ["teacher_number", "role", "first", "last", "row_number"]
    classes = (
        postings.filter(~pl.col("alone"))
        .with_columns(
            teacher_number=pl.col("teacher").rank("dense").over("class_number"),
            row_number=pl.col("row").rank("dense").over("class_number"),
        )
        .group_by("class_number", maintain_order=True)
        .agg("posting", pattern=pl.concat_str(tenure, separator=" ").str.join(";"))
    )
    for alike in classes.partition_by("pattern", maintain_order=True):
        posting = np.stack([np.asarray(own) for own in alike["posting"].to_list()])
        shares = _shares_of_class(postings[posting[0]], period)
        days = np.array([_marks(share.days, period) for share in shares])
        substituted = np.array(
            [_marks(share.substituted_days, period)[school_days].sum() for share in shares]
        )
        class_number = np.repeat(alike["class_number"].to_numpy().astype(np.int64), len(shares))
        yield _Shares(
            posting=posting[:, [share.posting for share in shares]].ravel(),
            class_number=class_number,
            in_post=np.tile(days, (len(alike), 1)),
            substituted=np.tile(substituted, len(alike)),
            is_class_line=np.tile([share.is_class_line for share in shares], len(alike)),
        )


def _shares_of_class(postings: pl.DataFrame, period: Period) -> tuple[Share, ...]:
    named = [
        Posting(
            row["school_class"],
            row["teacher"],
            role=Role(row["role"]),
            first=row["first"],
            last=row["last"],
            row=row["row"],
        )
        for row in postings.iter_rows(named=True)
    ]
    tenures = tenures_of(named, period)
    try:
        return shares_of(tenures, period)
    except TwoInPost as clash:
        raise refused(named, clash) from clash


def _marks(days: tuple[date, ...], period: Period) -> Booleans:
    marks = np.zeros(len(period.days()), dtype=bool)
    marks[[(day - period.first).days for day in days]] = True
    return marks


def _in_order(pieces: list[_Shares]) -> _Shares:
    """Put the pieces together in the order of the classes."""
    order = np.argsort(np.concatenate([piece.class_number for piece in pieces]), kind="stable")
    return _Shares(
        *(
            np.concatenate([getattr(piece, field.name) for piece in pieces])[order]
            for field in fields(_Shares)
        )
    )


def _named(column: pl.Series) -> Named:
    names = column.unique(maintain_order=True).to_list()
    return Named(names, column.cast(pl.Enum(names)).to_physical().to_numpy().astype(np.int64))


def _groups(is_class_line: Booleans, *columns: Named) -> Integers:
    """Number the groups of equal names; teachers and the lines of classes are kept apart."""
    number = is_class_line.astype(np.int64)
    for column in columns:
        number = number * len(column.names) + column.number
    return np.unique(number, return_inverse=True)[1]
