"""Conditions on results of assessment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from banheng.core.wording import Language, Wording
from banheng.eligibility.condition import Condition, Seen, unknown
from banheng.eligibility.spans import Years, window_start
from banheng.eligibility.truth import NO, UNKNOWN, YES, truth_of
from banheng.rules.figures import Blank, PositiveCount

if TYPE_CHECKING:
    from banheng.eligibility.facts import Person


class FailedYears(Condition):
    """Failed the assessment in each of the last academic years.

    Attributes:
        years: how many in a row, counted back from the last one that has ended.
    """

    kind: Literal["failed_years"]
    years: PositiveCount
    wordings: ClassVar[Mapping[str, Wording]] = {
        "all": Wording(
            "{from_year} 至 {to_year} 学年末均不合格", "failed every year from {from_year} to {to_year}"
        ),
        "passed": Wording("{year} 年合格", "passed in {year}"),
        "open": Wording("不知道，没有登记 {year} 年的考核结果", "not known: no result of {year} recorded"),
    }

    def look(self, person: Person, at: date) -> Seen:
        if person.results is None:
            return unknown(self, "考核结果", "results of assessment")
        ended = window_start(at, 1, Years.SCHOOL).year
        failed = {one.year: one.failed for one in person.results}
        years = range(ended, ended - self.years, -1)
        for year in years:
            if failed.get(year) is False:
                return Seen(self, NO, "passed", {"year": year})
        for year in years:
            if year not in failed:
                return Seen(self, UNKNOWN, "open", {"year": year})
        return Seen(self, YES, "all", {"from_year": years[-1], "to_year": ended})

    def demand(self, language: Language) -> str:
        years = "____" if isinstance(self.years, Blank) else self.years
        return Wording("连续 {years} 年考核不合格", "assessment failed {years} year(s) in a row").say(
            language, years=years
        )

    def implies(self, other: Condition) -> bool:
        return isinstance(other, FailedYears) and self.years >= other.years


class LastPlace(Condition):
    """Was placed last in the last academic year that has ended."""

    kind: Literal["last_place"]
    wordings: ClassVar[Mapping[str, Wording]] = {
        "last": Wording("{year} 年排在末位", "last in {year}"),
        "not_last": Wording("{year} 年不在末位", "not last in {year}"),
        "open": Wording("不知道，没有登记 {year} 年的名次", "not known: no placing of {year} recorded"),
    }

    def look(self, person: Person, at: date) -> Seen:
        if person.results is None:
            return unknown(self, "考核结果", "results of assessment")
        year = window_start(at, 1, Years.SCHOOL).year
        last = next((one.last for one in person.results if one.year == year), None)
        what = "open" if last is None else "last" if last else "not_last"
        return Seen(self, truth_of(last), what, {"year": year})

    def demand(self, language: Language) -> str:
        return Wording("考核排在末位", "placed last").say(language)
