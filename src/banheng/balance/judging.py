"""Whether a school meets a standard: k of n requirements, and how far the missed ones may fall short."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from banheng.balance.standard import Direction

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banheng.balance.schools import Unit
    from banheng.balance.standard import Requirement, Standard


@dataclass(frozen=True, slots=True)
class Judged:
    """One requirement at one school.

    Attributes:
        value, limit: None where unknown, left open, or told by several figures.
        met: None if it cannot be told.
        ratio: how much of the limit is reached; 1 and more is met.
    """

    code: str
    value: Fraction | None
    limit: Fraction | None
    met: bool | None
    ratio: Fraction | None


@dataclass(frozen=True, slots=True)
class SchoolVerdict:
    """A standard at one school.

    Attributes:
        met: how many requirements are met.
        missed, unknown: the codes of the others.
        lowest_ratio: of all requirements.
        passes: None if it hangs on what is unknown.
    """

    unit: Unit
    judged: tuple[Judged, ...]
    met: int
    missed: tuple[str, ...]
    unknown: tuple[str, ...]
    lowest_ratio: Fraction | None
    passes: bool | None


def judge_school(standard: Standard, unit: Unit) -> SchoolVerdict:
    """Judge one school.

    Source: standards.md 4.1 and 5.1 (the school chooses which requirements it meets, so a count decides).
    """
    judged = tuple(_judge(requirement, unit) for requirement in standard.requirements)
    met = sum(each.met is True for each in judged)
    missed = [each for each in judged if each.met is False]
    unknown = [each for each in judged if each.met is None]
    rule = standard.rule
    is_too_low = any(each.ratio is None or each.ratio < rule.floor for each in missed) and rule.floor > 0
    passes: bool | None = None
    if is_too_low or met + len(unknown) < rule.at_least:
        passes = False
    elif met >= rule.at_least and (not unknown or rule.floor == 0):
        passes = True
    return SchoolVerdict(
        unit,
        judged,
        met,
        tuple(each.code for each in missed),
        tuple(each.code for each in unknown),
        _lowest(judged),
        passes,
    )


def value_of(requirement: Requirement, unit: Unit) -> Fraction | None:
    """Give the figure of a school: from the total if that is known, else as the file has it."""
    stock = unit.figures.get(requirement.stock or "")
    if stock is None or not unit.students:
        return unit.figures.get(requirement.code)
    if not requirement.students_per:
        return stock * requirement.per / unit.students
    return Fraction(unit.students) / stock if stock else None


def _judge(requirement: Requirement, unit: Unit) -> Judged:
    parts = [_judge(part, unit) for part in (*requirement.all_of, *requirement.any_of)]
    if parts:
        return _together(requirement, parts)
    value, limit = value_of(requirement, unit), requirement.limit(unit.level, unit.school.area)
    if value is None or limit is None:
        return Judged(requirement.code, value, limit, None, None)
    better, worse = (value, limit) if requirement.direction is Direction.AT_LEAST else (limit, value)
    return Judged(requirement.code, value, limit, better >= worse, better / worse if worse else None)


def _together(requirement: Requirement, parts: list[Judged]) -> Judged:
    wanted = bool(
        requirement.any_of
    )  # one that is met decides, as does one that is missed where all are wanted
    answers = [part.met for part in parts]
    met = wanted if wanted in answers else None if None in answers else not wanted
    ratios = [part.ratio for part in parts if part.ratio is not None]
    ratio = (max if wanted else min)(ratios) if ratios else None
    return Judged(requirement.code, None, None, met, ratio)


def _lowest(judged: Iterable[Judged]) -> Fraction | None:
    return min((each.ratio for each in judged if each.ratio is not None), default=None)
