"""The lines of a period's result, as far as honours and consequences look at them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from banheng.schemes.honours import Counted
from banheng.schemes.rating import TOTAL

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from banheng.core.periods import Period
    from banheng.rules.node import Code
    from banheng.rules.rule import Within
    from banheng.schemes.honours import Repeats
    from banheng.schemes.scheme import LongerPeriod, Scheme
    from banheng.scoring.outcome import ScoreSheet, SubjectResult

_SEPTEMBER = 9


@dataclass(frozen=True, slots=True)
class Line:
    """The result of one subject.

    Attributes:
        key: of the subject, for whoever wants to see the whole result.
        places: school, stage, grade and kind of class, for quotas inside them.
        total: in units.
        order: sort key, best first: the total and the parts of the tie-break, negated.
        excluded: a veto takes the subject out of the ranking.
    """

    key: str
    school_class: str
    teacher: str
    places: Mapping[Within, str]
    total: int
    order: tuple[int, ...]
    rating: Code = ""
    vetoes: tuple[Code, ...] = ()
    flags: tuple[str, ...] = ()
    is_class_line: bool = False
    excluded: bool = False

    @property
    def counts(self) -> bool:
        """Tell whether this is a result at all: enough days in post, and something that applied."""
        return not {"not_eligible", "not_applicable"} & set(self.flags)


@dataclass(frozen=True, slots=True)
class PeriodLines:
    """All lines of a period."""

    period: Period
    lines: Sequence[Line]

    def about(self, who: Literal["teacher", "class"]) -> list[tuple[str, Line]]:
        """Give the results of teachers or of classes, each with its code; a teacher of two classes has two.

        Assistants have no result of their own; a class that several teachers had has its own line.
        """
        own = [line for line in self.lines if line.counts and "assistant" not in line.flags]
        if who == "teacher":
            return [(line.teacher, line) for line in own if not line.is_class_line]
        by_class = {line.school_class: line for line in own if not line.is_class_line}
        return list((by_class | {line.school_class: line for line in own if line.is_class_line}).items())


def lines_of(sheet: ScoreSheet) -> PeriodLines:
    """Take the lines from a sheet."""
    return PeriodLines(sheet.period, [_line(sheet, result) for result in sheet.results])


def _line(sheet: ScoreSheet, result: SubjectResult) -> Line:
    subject, parts = result.subject, {**result.indicators, **result.items}
    points = {code: part.points for code, part in parts.items()}
    return Line(
        subject.key,
        subject.posting.school_class,
        subject.posting.teacher,
        subject.places,
        result.total,
        order_of(sheet.ends, result.total, points),
        result.rating,
        result.vetoes,
        result.flags,
        subject.is_class_line,
        excludes(sheet.scheme, result.vetoes),
    )


def order_of(ends: Scheme | LongerPeriod, total: int, points: Mapping[Code, int]) -> tuple[int, ...]:
    """Give the sort key of a result, best first, as the ranking compares."""
    tie_break = ends.ranking.tie_break if ends.ranking else ()
    return (-total, *(-({TOTAL: total} | dict(points))[part] for part in tie_break))


def excludes(scheme: Scheme, vetoes: Container[Code]) -> bool:
    """Tell whether one of the vetoes takes a subject out of the ranking."""
    return any(veto.effect.ranking == "excluded" for veto in scheme.vetoes if veto.code in vetoes)


def times_so_far(repeats: Repeats, met: Iterable[tuple[Period, bool]]) -> int:
    """Count how often something came, as far as such repeats look back.

    Args:
        met: for each period with a result, the latest first, whether it came.
    """
    periods = list(met)[: repeats.of_last]
    if repeats.counted is Counted.ACADEMIC_YEAR:
        periods = [each for each in periods if _academic_year(each[0]) == _academic_year(periods[0][0])]
    if repeats.counted is Counted.IN_A_ROW:
        periods = list(takewhile(lambda each: each[1], periods))
    return sum(came for _, came in periods)


def _academic_year(period: Period) -> int:
    """Give the calendar year in which the academic year of a period's last day began."""
    return period.last.year if period.last.month >= _SEPTEMBER else period.last.year - 1
