"""Yes, no and unknown (Kleene's strong logic): what is not recorded is not held against anybody."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from banheng.core.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable


class Truth(IntEnum):
    """An answer; ordered, so that all is the least of its parts and any the greatest."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    @property
    def opposite(self) -> Truth:
        """Give the answer to the question denied."""
        return OPPOSITE[self]

    def say(self, language: Language) -> str:
        """Say the answer."""
        return SAID[self].say(language)


NO, UNKNOWN, YES = Truth.NO, Truth.UNKNOWN, Truth.YES
OPPOSITE = (YES, UNKNOWN, NO)
SAID = (Wording("否", "no"), Wording("不能判断", "unknown"), Wording("是", "yes"))


def truth_of(holds: bool | None) -> Truth:  # noqa: FBT001 - it is the value, no switch
    """Give the answer for a fact; None is not recorded."""
    if holds is None:
        return UNKNOWN
    return YES if holds else NO


def at_least(number: int, truths: Iterable[Truth]) -> Truth:
    """Tell whether so many of the answers are yes, whatever the unknown ones turn out to be."""
    answers = list(truths)
    if answers.count(YES) >= number:
        return YES
    return UNKNOWN if len(answers) - answers.count(NO) >= number else NO
