"""What a scoring rule is given, what it gives back, and what each kind must be able to do."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import model_validator

from banheng.core.periods import Period
from banheng.core.wording import Language, Wording
from banheng.rules.node import Node
from banheng.rules.words import COMMON_WORDINGS, formatted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from banheng.core.calendar import SchoolCalendar
    from banheng.core.evidence import EvidenceRecord
    from banheng.core.rounding import Booleans, Integers

    ScoredCells = tuple[Integers, Booleans]


class Within(StrEnum):
    """The group inside which subjects are compared."""

    SCHOOL = "school"
    STAGE = "stage"
    GRADE = "grade"
    CLASS_TYPE = "class_type"


class WhenMissing(StrEnum):
    """What no record means."""

    START = "start"  # what the rule starts from
    FULL = "full"  # full points
    ZERO = "zero"  # no points
    NOT_APPLICABLE = "not_applicable"  # the part leaves the denominator
    COUNTED_ZERO = "counted_zero"  # it happened 0 times: for rules that measure a count


@dataclass(frozen=True, slots=True)
class Setting:
    """What all subjects of one scoring share."""

    full_points: int
    period: Period
    calendar: SchoolCalendar


@dataclass(frozen=True, slots=True)
class Case:
    """One subject before one rule: its effective records and the days it answers for."""

    records: tuple[EvidenceRecord, ...]
    days: tuple[date, ...]
    groups: Mapping[Within, str] = field(default_factory=dict)
    pupils: int = 0

    def within(self, period: Period) -> Case:
        """Keep what falls into a shorter period."""
        records = tuple(record for record in self.records if record.day in period)
        return replace(self, records=records, days=tuple(day for day in self.days if day in period))


@dataclass(frozen=True, slots=True)
class Step:
    """One step of an explanation; integers among the figures are units of 1/10,000."""

    what: str
    figures: Mapping[str, int | str] = field(default_factory=dict)
    records: tuple[str, ...] = ()
    inner: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """What a rule gives one subject.

    Attributes:
        points: in units; 0 if the rule does not apply.
        applies: False if the part leaves the denominator.
        missing: there was no record.
    """

    points: int
    applies: bool = True
    missing: bool = False
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """Single records for rules that cannot work on sums, ordered by row, day and arrival.

    All arrays have shape (records,): row and code address the cell, day is a proleptic ordinal,
    project is a number per project name (0 for none).
    """

    row: Integers
    code: Integers
    day: Integers
    quantity: Integers
    value: Integers
    project: Integers

    def chosen(self, places: Integers | slice) -> Listed:
        """Keep some of the records."""
        columns = (self.row, self.code, self.day, self.quantity, self.value, self.project)
        return Listed(*(column[places] for column in columns))


@dataclass(frozen=True, slots=True)
class Cells:
    """The evidence of one rule for many subjects, reduced.

    Attributes:
        records: shape (rows, codes), how many records.
        quantity: shape (rows, codes), sum of quantities in units.
        value: shape (rows, codes), sum of value times whole quantity, in units.
        listed: the single records, if the rule `needs_listed`; else empty.
        in_post: shape (rows, days of the period), whether the subject answers for the day.
        groups: for each `Within`, shape (rows,), equal numbers for the same group.
        pupils: shape (rows,).
    """

    records: Integers
    quantity: Integers
    value: Integers
    listed: Listed
    in_post: Booleans
    groups: Mapping[Within, Integers]
    pupils: Integers

    @property
    def missing(self) -> Booleans:
        """Rows without any record, shape (rows,)."""
        missing: Booleans = self.records.sum(axis=1) == 0
        return missing


def nothing_counted(records: Sequence[EvidenceRecord]) -> tuple[Step, ...]:
    """Tell why records give nothing to score, if there are any."""
    return (Step("nothing_counted", {}, tuple(record.id for record in records)),) if records else ()


def counted_zero(records: Sequence[EvidenceRecord]) -> tuple[Step, ...]:
    """Tell that no record was counted as 0 occurrences, if there is none."""
    return () if records else (Step("counted_zero"),)


class Rule(Node):
    """How the evidence of an item becomes points; every kind is one file beside this one."""

    when_missing: WhenMissing

    wordings: ClassVar[Mapping[str, Wording]] = {}

    @abstractmethod
    def codes(self) -> list[tuple[str, str]]:
        """List the (event, level) pairs that records of the item may carry, in the order of the cells."""

    @property
    def inner(self) -> Rule | None:
        """Give the rule that this one puts together the results of; it words the inner steps."""
        return None

    def event_name(self, event: str) -> str:
        """Name an event of the item for people; empty if it has no name of its own."""
        return self.inner.event_name(event) if self.inner else ""

    def unit_of(self, event: str) -> str:
        """Give the unit an event is counted in, as in `UNIT_NAMES`; empty if it is no count."""
        return self.inner.unit_of(event) if self.inner else ""

    @property
    def measures_count(self) -> bool:
        """Tell whether the rule looks at a number of occurrences, so that none is a figure as well."""
        return False

    @model_validator(mode="after")
    def _zero_can_be_counted(self) -> Self:
        if self.when_missing is WhenMissing.COUNTED_ZERO and not self.measures_count:
            raise ValueError("counted_zero goes with rules that measure a count")
        return self

    @property
    def counts_nothing(self) -> bool:
        """Tell whether no record means 0 occurrences."""
        return self.when_missing is WhenMissing.COUNTED_ZERO

    @property
    def needs_listed(self) -> bool:
        """Tell whether sums are not enough."""
        return False

    @property
    def needs_value(self) -> bool:
        """Tell whether every record must carry a value."""
        return False

    @abstractmethod
    def score(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Score subjects one by one; the meaning of the rule."""

    @abstractmethod
    def score_cells(self, cells: Cells, setting: Setting) -> ScoredCells:
        """Score all rows at once: points in units and whether the rule applies, each of shape (rows,)."""

    @abstractmethod
    def greatest(self, full_points: int) -> int | None:
        """Give the most points a subject can get, None if there is no limit."""

    def start_points(self, full_points: int) -> int:
        """Give the points that `when_missing: start` stands for."""
        return full_points

    def score_missing(self, setting: Setting, *reasons: Step) -> Scored:
        """Score a subject without any record, or with records that are not enough for the reasons given."""
        points = self.missing_points(setting)
        kind = "unscored" if reasons else "missing"
        step = Step(f"{kind}_{self.when_missing.value}", {"points": points})
        applies = self.when_missing is not WhenMissing.NOT_APPLICABLE
        return Scored(points, applies, missing=True, steps=(*reasons, step))

    def missing_points(self, setting: Setting) -> int:
        """Give the points of a subject without any record; 0 if the rule does not apply then."""
        return {
            WhenMissing.START: self.start_points(setting.full_points),
            WhenMissing.FULL: setting.full_points,
            WhenMissing.ZERO: 0,
            WhenMissing.NOT_APPLICABLE: 0,
            WhenMissing.COUNTED_ZERO: 0,
        }[self.when_missing]

    def fill_missing(self, points: Integers, missing: Booleans, setting: Setting) -> ScoredCells:
        """Put the points of `when_missing` where there is no record."""
        applies = ~missing if self.when_missing is WhenMissing.NOT_APPLICABLE else np.ones_like(missing)
        return np.where(missing, self.missing_points(setting), points), applies

    def say(self, step: Step, language: Language) -> str:
        """Word one step of an explanation."""
        wording = self.wordings.get(step.what) or COMMON_WORDINGS[step.what]
        return wording.say(language, **formatted(step.figures, language))
