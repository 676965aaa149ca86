"""Levels, and conditions on what happened in the last years."""

from __future__ import annotations

from datetime import date

from banheng.core.wording import Language, Wording
from banheng.eligibility.condition import Named
from banheng.eligibility.facts import LEVELS, Level
from banheng.eligibility.spans import Years, window_start
from banheng.eligibility.truth import UNKNOWN, YES, Truth, truth_of
from banheng.rules.figures import Blank, PositiveCount

HEIGHT = {level: height for height, level in enumerate(LEVELS)}
LEVEL_NAMES = {
    Level.SCHOOL: Wording("校级", "school"),
    Level.COUNTY: Wording("县级", "county"),
    Level.CITY: Wording("市级", "city"),
    Level.PROVINCE: Wording("省级", "province"),
    Level.NATION: Wording("国家级", "national"),
}
YEARS_SAID = {
    Years.ROLLING: Wording("近 {years} 年", "in the last {years} year(s)"),
    Years.CALENDAR: Wording("近 {years} 个自然年", "in the last {years} calendar year(s)"),
    Years.SCHOOL: Wording("近 {years} 个学年", "in the last {years} academic year(s)"),
}
CYCLE_SAID = Wording(
    "自 {day} 起每 {years} 年一轮的本轮内", "in the present round of {years} year(s), counted from {day}"
)


class Within(Named):
    """A condition on what happened in the last years.

    Attributes:
        within_years: how many; without it, at any time.
        years: how they are counted.
        cycle_from: they are fixed rounds from this day on.
    """

    within_years: PositiveCount | None = None
    years: Years = Years.ROLLING
    cycle_from: date | None = None

    def first_day(self, at: date) -> date:
        """Give the first day that counts."""
        if self.within_years is None:
            return date.min
        return window_start(at, self.within_years, self.years, self.cycle_from)

    def said_within(self, language: Language) -> str:
        """Say in which time; nothing if at any time."""
        if self.within_years is None:
            return ""
        years = "____" if isinstance(self.within_years, Blank) else self.within_years
        if self.cycle_from is not None:
            return CYCLE_SAID.say(language, years=years, day=self.cycle_from)
        return YEARS_SAID[self.years].say(language, years=years)


def phrase(language: Language, zh: str, en: str, **figures: str) -> str:
    """Fill in a demand, and leave no gap where a part of it is empty."""
    return " ".join(Wording(zh, en).say(language, **figures).split())


def level_said(level: Level | None, language: Language) -> str:
    """Say from which level on; nothing if from any."""
    if level is None:
        return ""
    name = LEVEL_NAMES[level].say(language)
    return Wording("{name}以上", "{name} level or above").say(language, name=name)


def reaches(level: Level | None, least: Level | None) -> Truth:
    """Tell whether a level is high enough; one that is not recorded may be."""
    if least is None:
        return YES
    return UNKNOWN if level is None else truth_of(HEIGHT[level] >= HEIGHT[least])
