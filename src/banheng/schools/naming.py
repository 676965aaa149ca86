"""What names of grades and classes say: stage, level, number."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from banheng.schools.models import Stage

_NUMERALS = {numeral: number for number, numeral in enumerate("一二三四五六七八九十", start=1)}
_NUMBER = r"([一二三四五六七八九十]|\d{1,2})"
_GRADE = re.compile(rf"(小学|初中|高中|中职|小|初|高|职)?{_NUMBER}(?:年级|级)?")
_CLASS_NUMBER = re.compile(r"(\d{1,3})\D*$")
_PREFIXES = {
    "小": Stage.PRIMARY,
    "初": Stage.JUNIOR,
    "高": Stage.SENIOR,
    "中": Stage.VOCATIONAL,
    "职": Stage.VOCATIONAL,
}
FIRST: dict[str, int] = {Stage.PRIMARY: 1, Stage.JUNIOR: 7, Stage.SENIOR: 10}
"""The first grade of a stage where grades are counted through from primary school."""
MOST_LEVELS = 9


class GradePlace(NamedTuple):
    """Where a grade stands; `level` counts within the stage from 1."""

    stage: str
    level: int


def read_grade(name: str, stage: str = "") -> GradePlace | None:
    """Find stage and level in the name of a grade; None if it does not say.

    Examples:
        >>> [tuple(read_grade(name)) for name in ("三年级", "八年级", "高二")]
        [('primary', 3), ('junior', 2), ('senior', 2)]
    """
    match = _GRADE.fullmatch(unicodedata.normalize("NFKC", name).strip())
    if match is None:
        return None
    number = int(match[2]) if match[2].isdecimal() else _NUMERALS[match[2]]
    stage = stage or (_PREFIXES[match[1][0]] if match[1] else _stage_of(number))
    first = FIRST.get(stage, 1)
    level = number - first + 1 if number >= first else number
    return GradePlace(stage, level) if stage and 1 <= level <= MOST_LEVELS else None


def _stage_of(number: int) -> str:
    """Give the stage of a grade that is counted through."""
    return next((stage for stage, first in reversed(FIRST.items()) if first <= number), "")


def class_number(name: str) -> int | None:
    """Find the number of a class in its name; None if it has none.

    Examples:
        >>> class_number("三年级2班"), class_number("初一（12）班"), class_number("晨曦班")
        (2, 12, None)
    """
    match = _CLASS_NUMBER.search(unicodedata.normalize("NFKC", name))
    if match:
        return int(match[1])
    match = re.search(r"([一二三四五六七八九十])班$", name)
    return _NUMERALS[match[1]] if match else None
