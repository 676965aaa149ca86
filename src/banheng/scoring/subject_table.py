"""Subjects as columns."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from banheng.rules.rule import Within
from banheng.schemes.allowances import Headcount
from banheng.scoring.roster import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.core.rounding import Booleans, Integers
    from banheng.scoring.subjects import Subject


NAMES = ("school", "school_class", "teacher", "role", "stage", "grade", "class_type")
"""What the roster says about a subject in words."""


@dataclass(frozen=True, slots=True)
class Named:
    """A column of few different names: the names, and which one each row has, shape (rows,)."""

    names: Sequence[str]
    number: Integers

    def looked_up(self, figures: Mapping[str, int], default: int) -> Integers:
        """Give each row the figure of its name."""
        return _integers([figures.get(name, default) for name in self.names])[self.number]

    def is_among(self, names: Collection[str]) -> Booleans:
        """Mark the rows whose name is one of these."""
        marked: Booleans = np.array([name in names for name in self.names], dtype=bool)[self.number]
        return marked


def named(names: Sequence[str]) -> Named:
    """Number the different names in order of appearance."""
    numbers: dict[str, int] = {}
    column = _integers([numbers.setdefault(name, len(numbers)) for name in names])
    return Named(list(numbers), column)


@dataclass(frozen=True, slots=True)
class SubjectTable:
    """What scoring needs of many subjects; all arrays have one entry a subject.

    Attributes:
        in_post: whose days they are to answer for; shape (subjects, days of the period).
        held: the same where a substitute does not take the day from the homeroom teacher.
        school_days: number of school days in post.
        substituted: number of own school days on which somebody stood in.
        groups: numbers, equal for members of the same group.
        school_class: numbers, equal for subjects of the same class.
        names: what the roster says, by field of the posting (NAMES); the line of a class has no teacher.
    """

    in_post: Booleans
    held: Booleans
    days: Integers
    school_days: Integers
    substituted: Integers
    groups: Mapping[Within, Integers]
    headcounts: Mapping[Headcount, Integers]
    years: Integers
    school_class: Integers
    names: Mapping[str, Named]
    is_class_line: Booleans

    def __len__(self) -> int:
        return len(self.days)

    @property
    def is_assistant(self) -> Booleans:
        """Mark the assistants."""
        return self.names["role"].is_among((Role.ASSISTANT_HOMEROOM_TEACHER.value,))

    def numbers(self) -> dict[str, dict[str, int]]:
        """Give the number of each name, by kind of name."""
        return {
            kind: {name: number for number, name in enumerate(one.names)} for kind, one in self.names.items()
        }

    def identity(self) -> pl.DataFrame:
        """Give the codes of school, class and teacher as a table."""
        return pl.DataFrame(
            {
                name: pl.Series(self.names[name].names, dtype=pl.String)[self.names[name].number]
                for name in ("school", "school_class", "teacher")
            }
        )

    def key_order(self) -> Integers:
        """Give the place of each subject in the order of keys."""
        order = np.empty(len(self), dtype=np.int64)
        role = pl.Series(["", f"/{Role.ASSISTANT_HOMEROOM_TEACHER.value}"])[
            self.is_assistant.astype(np.int64)
        ]
        keys = self.identity().select(pl.concat_str(pl.all(), separator="/") + role).to_series()
        order[keys.arg_sort().to_numpy()] = np.arange(len(self))
        return order

    def rows(self, chosen: slice | Integers) -> SubjectTable:
        """Pick some subjects."""
        return SubjectTable(
            **{field.name: _rows(getattr(self, field.name), chosen) for field in fields(self)}
        )


def _rows(column: Any, chosen: slice | Integers) -> Any:
    if isinstance(column, dict):
        return {name: _rows(inner, chosen) for name, inner in column.items()}
    if isinstance(column, Named):
        return Named(column.names, column.number[chosen])
    return column[chosen]


def subject_table(subjects: Sequence[Subject], period: Period, calendar: SchoolCalendar) -> SubjectTable:
    """Turn subjects into columns."""
    in_post = _marks([subject.days for subject in subjects], period)
    school = school_day_marks(period, calendar)
    postings = [subject.posting for subject in subjects]
    return SubjectTable(
        in_post=in_post,
        held=_marks([subject.held_days for subject in subjects], period),
        days=in_post.sum(axis=1),
        school_days=(in_post & school).sum(axis=1),
        substituted=_integers([sum(map(calendar.is_school_day, s.substituted_days)) for s in subjects]),
        groups={within: named([s.groups[within] for s in subjects]).number for within in Within},
        headcounts=headcounts(
            _integers([p.pupils for p in postings]), _integers([p.boarders for p in postings])
        ),
        years=_integers([posting.years for posting in postings]),
        school_class=named([f"{posting.school}/{posting.school_class}" for posting in postings]).number,
        names={
            name: named([str(getattr(posting, name)) for posting in postings])
            for name in NAMES
            if name != "teacher"
        }
        | {"teacher": named(["" if s.is_class_line else s.posting.teacher for s in subjects])},
        is_class_line=np.array([subject.is_class_line for subject in subjects], dtype=bool),
    )


def _marks(days_of: Sequence[tuple[date, ...]], period: Period) -> Booleans:
    """Mark days of the period; shape (subjects, days)."""
    place = {day: number for number, day in enumerate(period.days())}
    marks = np.zeros((len(days_of), len(place)), dtype=bool)
    rows: dict[tuple[date, ...], Booleans] = {}
    for number, days in enumerate(days_of):
        row = rows.get(days)
        if row is None:
            row = np.zeros(len(place), dtype=bool)
            row[[place[day] for day in days]] = True
            rows[days] = row
        marks[number] = row
    return marks


def school_day_marks(period: Period, calendar: SchoolCalendar) -> Booleans:
    """Mark the school days of a period; shape (days,)."""
    return np.array([calendar.is_school_day(day) for day in period.days()])


def headcounts(pupils: Integers, boarders: Integers) -> dict[Headcount, Integers]:
    """Give all the counts that follow from the two in the roster."""
    return {
        Headcount.PUPILS: pupils,
        Headcount.BOARDERS: boarders,
        Headcount.DAY_PUPILS: np.maximum(0, pupils - boarders),
    }


def _integers(values: Sequence[int]) -> Integers:
    return np.array(values, dtype=np.int64)
