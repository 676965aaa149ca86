"""What is worth a second look in the figures of schools."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING

from banheng.balance.judging import value_of
from banheng.balance.printed import Agreement, compare_printed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banheng.balance.schools import Unit
    from banheng.balance.standard import Standard

FEWEST_NEIGHBOURS = 2
TIMES = 10


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at: `ten_times`, `printed_truncated`, `printed_differs`, or the code of a mark."""

    unit: Unit
    code: str
    column: str
    value: Fraction
    other: Fraction


def remarks(standard: Standard, units: Sequence[Unit]) -> Iterator[Remark]:
    """Find values ten times off the median of the neighbours, printed figures that are wrong, and marks."""
    yield from _far_off(standard, units)
    for unit in units:
        yield from _misprinted(standard, unit)
        yield from _marked(standard, unit)


def _far_off(standard: Standard, units: Sequence[Unit]) -> Iterator[Remark]:
    for requirement in standard.leaves():
        neighbours: Mapping[tuple[str, str, str, str], list[tuple[Unit, Fraction]]] = defaultdict(list)
        for unit in units:
            value = value_of(requirement, unit)
            if value is not None:
                neighbours[unit.school.province, unit.school.county, unit.school.year, unit.level].append(
                    (unit, value)
                )
        for group in neighbours.values():
            if len(group) <= FEWEST_NEIGHBOURS:
                continue
            for number, (unit, value) in enumerate(group):
                usual = median([each for _, each in group[:number] + group[number + 1 :]])
                if usual and (value >= TIMES * usual or value * TIMES <= usual):
                    yield Remark(unit, "ten_times", requirement.code, value, usual)


def _misprinted(standard: Standard, unit: Unit) -> Iterator[Remark]:
    """Compare figures that follow from totals with those that the file itself has."""
    for requirement in standard.leaves():
        given, places = unit.figures.get(requirement.code), unit.school.places.get(requirement.code, 0)
        value = value_of(requirement, unit)
        if given is None or value is None or requirement.stock not in unit.figures:
            continue
        agreement = compare_printed(value, given, places)
        if agreement is not Agreement.EQUAL:
            yield Remark(unit, f"printed_{agreement.value}", requirement.code, value, given)


def _marked(standard: Standard, unit: Unit) -> Iterator[Remark]:
    marked: set[str] = set()
    for mark in standard.marks:
        value = unit.figures.get(mark.of)
        if value is not None and value >= mark.at_least and mark.of not in marked:
            marked.add(mark.of)
            yield Remark(unit, mark.code, mark.of, value, Fraction(mark.at_least))
