"""Score any number of schools, each with its own scheme, in one pass over packed evidence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from banheng.core.errors import MalformedPeriod, SchoolCutInTwo
from banheng.scoring.alike import Alike, form_of
from banheng.scoring.answering import answering
from banheng.scoring.columnar import score_reduced
from banheng.scoring.packed import no_records
from banheng.scoring.reduce import reduce_records
from banheng.scoring.roster_table import roster_subjects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.periods import Period, WeekRule
    from banheng.core.rounding import Integers
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.columnar import Outcome
    from banheng.scoring.packed import Batch, Columns, Directory
    from banheng.scoring.subject_table import SubjectTable

RECORDS_TOGETHER = 2**20
"""So many records are scored together: enough to outweigh the cost of a call, few enough for the cache."""

SCHOOLS_AT_ONCE = 2_000
"""So many schools are scored at once, however few records they have: each of their subjects has all cells."""

RESULT_SCHEMA: dict[str, type[pl.DataType]] = {
    "school": pl.String,
    "school_class": pl.String,
    "teacher": pl.String,  # empty for the line of a class
    "total": pl.Int64,  # units of 1/10,000
    "rank": pl.Int64,  # null if not ranked
    "rank_of": pl.Int64,
    "rating": pl.String,  # empty if not rated
    "pay": pl.Int64,  # fen
}
"""Columns of the results of many schools."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """Schemes that are scored together, and the number of each of their ratings (the last stands for none)."""

    alike: Alike
    rating: Integers

    @property
    def weeks(self) -> WeekRule:
        return self.alike.schemes[0].weeks


@dataclass(frozen=True, slots=True)
class _Group:
    """Schools of one batch that are scored together, by their numbers, and which of the schemes each has."""

    compiled: _Compiled
    schools: list[int]
    schemes: list[int]


@dataclass(frozen=True, slots=True)
class _Subjects:
    """Who is scored over a span of days, school by school.

    Attributes:
        numbers: the places of the table's names.
        first: first row of each school of the table; the last entry is the number of rows.
    """

    table: SubjectTable
    span: Period
    numbers: Mapping[str, Mapping[str, int]]
    first: Integers

    @classmethod
    def of(cls, roster: pl.DataFrame, span: Period, calendar: SchoolCalendar) -> _Subjects:
        """Find the subjects of a roster."""
        table = roster_subjects(roster, span, calendar)
        school = table.names["school"]
        first = np.searchsorted(school.number, np.arange(len(school.names) + 1))
        return cls(table, span, table.numbers(), first)

    def rows_of(self, schools: Sequence[str]) -> Integers:
        """List the rows of some schools, one school after the other."""
        places = self._places(schools)
        return ranges(self.first[places], self.sizes(schools))

    def sizes(self, schools: Sequence[str]) -> Integers:
        """Give the number of subjects of each of some schools."""
        places = self._places(schools)
        return self.first[places + 1] - self.first[places]

    def _places(self, schools: Sequence[str]) -> Integers:
        return np.array([self.numbers["school"][school] for school in schools])


class Plan:
    """The schemes and rosters of any number of schools, ready for evidence.

    Args:
        schemes: by school; records of other schools are nobody's.
        roster: as ROSTER_SCHEMA, of all schools.
        period: of the schemes' own kind.

    Raises:
        MalformedPeriod: a scheme is scored by another kind of period.
    """

    def __init__(
        self, schemes: Mapping[str, Scheme], roster: pl.DataFrame, period: Period, calendar: SchoolCalendar
    ) -> None:
        self._period, self._calendar = period, calendar
        different = {id(scheme): scheme for scheme in schemes.values()}
        self._ratings = list({rating.code: "" for scheme in different.values() for rating in scheme.ratings})
        by_shape: dict[str, list[Scheme]] = defaultdict(list)
        for scheme in different.values():
            by_shape[form_of(scheme).shape].append(scheme)
        compiled: dict[int, tuple[_Compiled, int]] = {}
        for alike in by_shape.values():
            together = self._compile(alike)
            compiled |= {id(scheme): (together, number) for number, scheme in enumerate(alike)}
        self._compiled = {school: compiled[id(scheme)] for school, scheme in schemes.items()}
        spans = {scheme.weeks: period.whole_weeks(scheme.weeks) for scheme in different.values()}
        self._subjects = {weeks: _Subjects.of(roster, span, calendar) for weeks, span in spans.items()}

    def _compile(self, alike: Sequence[Scheme]) -> _Compiled:
        scheme = alike[0]
        if scheme.period is not self._period.kind:
            raise MalformedPeriod(
                f"'{self._period.code}' is a {self._period.kind.value}, but scheme {scheme.scheme} is scored by "
                f"{scheme.period.value}"
            )
        ratings = [*(self._ratings.index(rating.code) for rating in scheme.ratings), len(self._ratings)]
        return _Compiled(Alike.of(alike), np.array(ratings))

    def score(self, batches: Iterable[Batch]) -> Iterator[pl.DataFrame]:
        """Score packed evidence batch by batch into tables of RESULT_SCHEMA; schools without evidence come last.

        Raises:
            SchoolCutInTwo: a school is in two batches.
            LimitExceeded: figures too large to stay exact.
            InputRefused: two of the same role have a class on the same day.
        """
        seen: set[str] = set()
        for batch in batches:
            see(batch.directory, seen)
            yield self._score_batch(batch)
        rest = [school for school in self._compiled if school not in seen]
        for first in range(0, len(rest), SCHOOLS_AT_ONCE):
            yield self._score_batch(no_records(rest[first : first + SCHOOLS_AT_ONCE]))

    def _score_batch(self, batch: Batch) -> pl.DataFrame:
        frames = [
            self._score_groups(batch, groups, self._subjects[weeks])
            for weeks, groups in self._groups(batch.directory).items()
        ]
        return pl.concat([pl.DataFrame(schema=RESULT_SCHEMA), *frames])

    def _groups(self, directory: Directory) -> dict[WeekRule, list[_Group]]:
        """Put schools of alike schemes together, and the groups of the same span of days."""
        latest: dict[int, _Group] = {}
        groups: dict[WeekRule, list[_Group]] = defaultdict(list)
        records: dict[int, int] = {}
        for number, school in enumerate(directory.schools):
            compiled, scheme = self._compiled.get(school, (None, 0))
            if compiled is None or school not in self._subjects[compiled.weeks].numbers["school"]:
                continue
            group = latest.get(id(compiled))
            if (
                group is None
                or len(group.schools) == SCHOOLS_AT_ONCE
                or records[id(compiled)] + directory.records[number] > RECORDS_TOGETHER
            ):
                group = latest[id(compiled)] = _Group(compiled, [], [])
                records[id(compiled)] = 0
                groups[compiled.weeks].append(group)
            group.schools.append(number)
            group.schemes.append(scheme)
            records[id(compiled)] += directory.records[number]
        return groups

    def _score_groups(self, batch: Batch, groups: list[_Group], subjects: _Subjects) -> pl.DataFrame:
        directory = batch.directory
        schools = [[directory.schools[number] for number in group.schools] for group in groups]
        rows = [subjects.rows_of(own) for own in schools]
        table = subjects.table.rows(np.concatenate(rows))
        row = np.concatenate([np.arange(len(own)) for own in rows])
        ends = np.cumsum([0, *map(len, rows)]).tolist()
        holders = any(group.compiled.alike.made.codes.to_holder.any() for group in groups)
        people = answering(directory, subjects.numbers, table, subjects.span, row, holders=holders)
        outcomes = []
        for group, own, (first, last) in zip(groups, schools, pairwise(ends), strict=True):
            scheme, made = group.compiled.alike.by_subject(np.repeat(group.schemes, subjects.sizes(own)))
            answer = replace(people, line_of=people.line_of[first:last])
            records, part = _gathered(batch, group.schools), table.rows(slice(first, last))
            reduced = reduce_records(records, directory.what, made.codes, answer, part)
            outcomes.append(score_reduced(scheme, made, reduced, subjects.span, self._calendar))
        return self._results(table, groups, outcomes)

    def _results(
        self, table: SubjectTable, groups: Sequence[_Group], outcomes: Sequence[Outcome]
    ) -> pl.DataFrame:
        ends = [outcome.conclusions for outcome in outcomes]
        rating = [group.compiled.rating[end.rating] for group, end in zip(groups, ends, strict=True)]
        return table.identity().with_columns(
            total=np.concatenate([end.total for end in ends]),
            rank=pl.Series(np.concatenate([end.rank for end in ends])).replace(0, None),
            rank_of=np.concatenate([end.rank_of for end in ends]),
            rating=pl.Series([*self._ratings, ""], dtype=pl.String)[np.concatenate(rating)],
            pay=np.concatenate([outcome.pay.pay for outcome in outcomes]),
        )


def ranges(first: Integers, length: Integers) -> Integers:
    """Count on from each first number; shape (sum of the lengths,)."""
    ends = np.cumsum(length)
    return np.arange(length.sum()) + np.repeat(first - (ends - length), length)


def _gathered(batch: Batch, schools: Sequence[int]) -> Columns:
    """Put the records of some schools together."""
    starts = np.cumsum([0, *batch.directory.records]).tolist()
    if schools[-1] - schools[0] == len(schools) - 1:
        span = slice(starts[schools[0]], starts[schools[-1] + 1])
        return {name: column[span] for name, column in batch.columns.items()}
    spans = [slice(starts[school], starts[school + 1]) for school in schools]
    return {name: np.concatenate([column[span] for span in spans]) for name, column in batch.columns.items()}


def see(directory: Directory, seen: set[str]) -> None:
    """Refuse a school that was seen before."""
    again = sorted(seen.intersection(directory.schools))
    if again:
        raise SchoolCutInTwo(
            f"records of school {again[0]} stand in two parts of the evidence. Pack all of a school's evidence together"
        )
    seen.update(directory.schools)
