"""Divide the stocks of a combined school among its levels.

Source: standards.md 3. One vector of weights, 1 : 1.1 : 1.32, covers nine-year, complete secondary and twelve-year
schools; shares stay unrounded.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from banheng.balance.schools import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from banheng.balance.schools import Level, School

    Weights = Mapping[Level, Fraction]


class Division(StrEnum):
    """How a stock of a combined school is divided."""

    BY_WEIGHTS = "by_weights"  # by weighted students
    BY_LEVEL = "by_level"  # counted at each level, as teachers are


class Stock(NamedTuple):
    """A column of totals.

    Attributes:
        name: its Chinese header.
        inside: it is a part of this other stock, and may be absent; empty for all that must be known.
    """

    code: str
    name: str
    division: Division
    inside: str = ""


def shares(students: Mapping[Level, int], weights: Weights) -> dict[Level, Fraction]:
    """Give the share of each level that has students; nothing if there are none.

    Examples:
        >>> from banheng.balance.schools import Level
        >>> weights = {Level.PRIMARY: Fraction(1), Level.JUNIOR: Fraction("1.1")}
        >>> shares({Level.PRIMARY: 166, Level.JUNIOR: 210}, weights)[Level.PRIMARY]
        Fraction(166, 397)
    """
    weighted = {level: number * weights[level] for level, number in students.items() if number}
    total = sum(weighted.values(), start=Fraction(0))
    return {level: part / total for level, part in weighted.items()}


def units_of(school: School, weights: Weights, stocks: Iterable[Stock]) -> Iterator[Unit]:
    """Give the part of each level that has students; one without students is no school.

    A stock that is counted by level and given for the whole school only is taken where there is one level.
    """
    if not school.is_whole:
        for level, students in school.students.items():
            yield Unit(school, level, students, school.figures)
        return
    divisions = {stock.code: stock.division for stock in stocks}
    parts = shares(school.students, weights)
    for level, share in parts.items():
        figures = {code: figure for (code, at), figure in school.figures_of.items() if at is level}
        for code, figure in school.figures.items():
            if len(parts) == 1:
                figures.setdefault(code, figure)
            elif divisions.get(code) is Division.BY_WEIGHTS:
                figures.setdefault(code, figure * share)
        yield Unit(school, level, school.students[level], figures)
