"""Subjects as columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from banheng.rules.rule import Within
from banheng.schemes.allowances import Headcount

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period
    from banheng.core.rounding import Booleans, Integers
    from banheng.scoring.subjects import Subject


@dataclass(frozen=True, slots=True)
class SubjectTable:
    """What scoring needs of many subjects; all arrays have one entry a subject.

    Attributes:
        in_post: shape (subjects, days of the period).
        school_days: number of school days in post.
        substituted: number of own school days on which somebody stood in.
        groups: numbers, equal for members of the same group.
        school_class: numbers, equal for subjects of the same class.
        key_order: place of the subject in the order of keys.
    """

    subjects: Sequence[Subject]
    in_post: Booleans
    days: Integers
    school_days: Integers
    substituted: Integers
    groups: Mapping[Within, Integers]
    headcounts: Mapping[Headcount, Integers]
    years: Integers
    is_class_line: Booleans
    school_class: Integers
    key_order: Integers

    def __len__(self) -> int:
        return len(self.subjects)

    def having(self, holds: Callable[[Subject], bool]) -> Booleans:
        """Mark the subjects for which a statement holds."""
        return np.array([holds(subject) for subject in self.subjects], dtype=bool)


def subject_table(subjects: Sequence[Subject], period: Period, calendar: SchoolCalendar) -> SubjectTable:
    """Turn subjects into columns."""
    all_days = period.days()
    place = {day: number for number, day in enumerate(all_days)}
    in_post = np.zeros((len(subjects), len(all_days)), dtype=bool)
    rows: dict[tuple[object, ...], Booleans] = {}
    for number, subject in enumerate(subjects):
        row = rows.get(subject.days)
        if row is None:
            row = np.zeros(len(all_days), dtype=bool)
            row[[place[day] for day in subject.days]] = True
            rows[subject.days] = row
        in_post[number] = row
    school = np.array([calendar.is_school_day(day) for day in all_days])
    pupils = _integers([subject.posting.pupils for subject in subjects])
    boarders = _integers([subject.posting.boarders for subject in subjects])
    keys = [subject.key for subject in subjects]
    key_order = np.empty(len(subjects), dtype=np.int64)
    key_order[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys))
    return SubjectTable(
        subjects=subjects,
        in_post=in_post,
        days=in_post.sum(axis=1),
        school_days=(in_post & school).sum(axis=1),
        substituted=_integers([sum(map(calendar.is_school_day, s.substituted_days)) for s in subjects]),
        groups={within: _numbered([s.groups[within] for s in subjects]) for within in Within},
        headcounts={
            Headcount.PUPILS: pupils,
            Headcount.BOARDERS: boarders,
            Headcount.DAY_PUPILS: pupils - boarders,
        },
        years=_integers([subject.posting.years for subject in subjects]),
        is_class_line=np.array([subject.is_class_line for subject in subjects], dtype=bool),
        school_class=_numbered([f"{s.posting.school}/{s.posting.school_class}" for s in subjects]),
        key_order=key_order,
    )


def _integers(values: Sequence[int]) -> Integers:
    return np.array(values, dtype=np.int64)


def _numbered(names: Sequence[str]) -> Integers:
    numbers: dict[str, int] = {}
    return _integers([numbers.setdefault(name, len(numbers)) for name in names])
