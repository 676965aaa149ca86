"""Who answers for what packed evidence is about: a class or a teacher, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from banheng.core.periods import Period
    from banheng.core.rounding import Booleans, Integers
    from banheng.scoring.packed import Directory
    from banheng.scoring.subject_table import SubjectTable

    Numbers = Mapping[str, Mapping[str, int]]

EPOCH = date(1970, 1, 1)
"""The day from which packed evidence counts."""

WHO = ("school", "school_class", "teacher")
"""What names a class or teacher."""


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for the records about a class or teacher.

    Attributes:
        on_day: shape (who, days of the period), int32, row of the subject, -1 for nobody.
        line_of: shape (subjects,), int32, row of the line of the subject's class, -1 if it has none.
        first_day: the period's first, from the epoch.
        held_by: like `on_day`, where nobody takes the day from the homeroom teacher; None if nobody asks.
    """

    on_day: npt.NDArray[np.int32]
    line_of: npt.NDArray[np.int32]
    first_day: int
    held_by: npt.NDArray[np.int32] | None = None


def answering(
    directory: Directory,
    numbers: Numbers,
    table: SubjectTable,
    span: Period,
    row: Integers | None = None,
    *,
    holders: bool = False,
) -> Answering:
    """Find out who answers for each class and teacher of a directory on each day.

    Records about a class go to who has it that day; records about a teacher to the teacher's subject with that
    class, or the first one if no class is named, those in charge before assistants. `row` says in which row each subject is scored, if not in its place;
    `holders` asks for `held_by` as well.
    """
    row = np.arange(len(table)) if row is None else row
    in_charge_first = np.argsort(table.is_assistant, kind="stable")
    who, own = whom(directory, numbers), {name: table.names[name].number[in_charge_first] for name in WHO}
    sizes = {name: len(table.names[name].names) for name in WHO}

    def first_with(*names: str) -> Integers:
        place = _first(_keys(own, names, sizes), _keys(who, names, sizes))
        return np.append(in_charge_first, -1)[place]

    school_class = np.append(table.school_class, -1)[first_with("school", "school_class")]
    on_day = _class_on_day(table, row, table.in_post).take(school_class, axis=0)
    held_by = _class_on_day(table, row, table.held).take(school_class, axis=0) if holders else None
    about_teacher = np.flatnonzero(directory.teacher)
    with_class = directory.school_class > 0
    subject = np.where(
        with_class, first_with("school", "school_class", "teacher"), first_with("school", "teacher")
    )
    for each in (on_day, held_by):
        if each is not None:
            each[about_teacher] = np.append(row, -1)[subject[about_teacher], None]
    return Answering(on_day, _lines(table, row), (span.first - EPOCH).days, held_by)


def whom(directory: Directory, numbers: Numbers) -> dict[str, Integers]:
    """Give the numbers of school, class and teacher for each number of `who`; -1 where there is no such name."""
    place = {
        name: np.array([numbers[name].get(code, -1) for code in directory.codes], dtype=np.int64)
        for name in ("school_class", "teacher")
    }
    schools = np.array([numbers["school"].get(school, -1) for school in directory.schools], dtype=np.int64)
    return {
        "school": np.repeat(schools, directory.members),
        "school_class": place["school_class"][directory.school_class],
        "teacher": place["teacher"][directory.teacher],
    }


def _keys(columns: Mapping[str, Integers], names: Sequence[str], sizes: Mapping[str, int]) -> Integers:
    """Make one number of several; -1 where one of them is unknown."""
    key = np.zeros_like(columns["school"])
    known = np.ones(len(key), dtype=bool)
    for name in names:
        key = key * sizes[name] + columns[name]
        known &= columns[name] >= 0
    return np.where(known, key, -1)


def _first(keys: Integers, wanted: Integers) -> Integers:
    """Find the first place of each wanted key, -1 if there is none; no key is negative."""
    order = np.argsort(keys, kind="stable")
    place = np.append(order, -1)[np.searchsorted(keys[order], wanted)]
    return np.where(np.append(keys, -2)[place] == wanted, place, -1)


def _class_on_day(table: SubjectTable, row: Integers, days: Booleans) -> npt.NDArray[np.int32]:
    """Give the row of whose day it is in a class, -1 for nobody's; the last row stands for no class."""
    teachers = np.flatnonzero(~table.is_class_line & ~table.is_assistant)
    by_class = np.full((table.school_class.max(initial=-1) + 2, table.in_post.shape[1]), -1, dtype=np.int32)
    while len(teachers):  # one teacher of each class, then the second of some, and so on
        school_class, first = np.unique(table.school_class[teachers], return_index=True)
        own = teachers[first]
        rows = row[own, None].astype(np.int32)
        by_class[school_class] = np.where(days[own], rows, by_class[school_class])
        teachers = np.delete(teachers, first)
    return by_class


def _lines(table: SubjectTable, row: Integers) -> npt.NDArray[np.int32]:
    lines = np.flatnonzero(table.is_class_line)
    line_of_class = np.full(table.school_class.max(initial=-1) + 1, -1, dtype=np.int32)
    line_of_class[table.school_class[lines]] = row[lines]
    return np.where(table.is_assistant, -1, line_of_class[table.school_class])
