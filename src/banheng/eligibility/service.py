"""Conditions on qualification, certificate, years of teaching and service, rest and term of office."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Literal

from banheng.core.points import UNITS, format_units
from banheng.core.wording import Language, Wording
from banheng.eligibility.condition import Condition, Seen, recorded, say_months, unknown
from banheng.eligibility.facts import HOMEROOM_TEACHER, Stage
from banheng.eligibility.spans import merged, months_between
from banheng.eligibility.truth import NO, YES
from banheng.rules.figures import Blank, Count, Positive, PositiveCount

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from banheng.eligibility.facts import Person
    from banheng.eligibility.spans import Span

HEIGHT = {Stage.PRIMARY: 1, Stage.JUNIOR: 2, Stage.SENIOR: 3, Stage.VOCATIONAL: 3}
STAGE_NAMES = {
    Stage.PRIMARY: Wording("小学", "primary"),
    Stage.JUNIOR: Wording("初中", "junior secondary"),
    Stage.SENIOR: Wording("高中", "senior secondary"),
    Stage.VOCATIONAL: Wording("中职", "vocational"),
}
YEARS_SHORT = {
    "enough": Wording("已有 {found_months}", "has {found_months}"),
    "short": Wording("有 {found_months}，还差 {short_months}", "has {found_months}, {short_months} short"),
}


class Qualified(Condition):
    """Holds a teacher qualification.

    Attributes:
        of_stage: it must be for the stage in which the person serves.
        higher_counts: one for a higher stage is as good.
    """

    kind: Literal["qualified"]
    of_stage: bool = False
    higher_counts: bool = False
    wordings: ClassVar[Mapping[str, Wording]] = {
        "other": Wording("只有其他学段的", "only for other stages"),
        "held": Wording("有，{stage}", "yes, {stage}"),
    }

    @recorded("qualifications", "教师资格", "teacher qualification")
    def look(self, person: Person, at: date) -> Seen:
        held = [one.stage for one in person.qualifications or () if one.holds(at)]
        if not held:
            return Seen(self, NO, "none")
        if not self.of_stage:
            return Seen(self, YES, "held", {"stage": STAGE_NAMES[held[0]]})
        if person.stage is None:
            return unknown(self, "任教学段", "the stage taught")
        for stage in held:
            if stage == person.stage or (self.higher_counts and HEIGHT[stage] >= HEIGHT[person.stage]):
                return Seen(self, YES, "held", {"stage": STAGE_NAMES[stage]})
        return Seen(self, NO, "other")

    def demand(self, language: Language) -> str:
        if self.of_stage:
            return Wording("相应学段教师资格", "teacher qualification for the stage").say(language)
        return Wording("教师资格", "teacher qualification").say(language)


class Certified(Condition):
    """Holds a certificate that is in force.

    Attributes:
        certificate: its code.
    """

    kind: Literal["certified"]
    certificate: str = "homeroom_teacher"
    wordings: ClassVar[Mapping[str, Wording]] = {
        "ended": Wording("有效期到 {day} 为止", "in force only until {day}")
    }

    @recorded("certificates", "班主任资格证书", "homeroom-teacher certificate")
    def look(self, person: Person, at: date) -> Seen:
        ours = [
            one
            for one in person.certificates or ()
            if one.certificate == self.certificate and one.since <= at
        ]
        held = [one.since for one in ours if one.holds(at)]
        if held:
            return Seen(self, YES, "since", {"day": min(held)})
        ends = [one.until for one in ours if one.until]
        return Seen(self, NO, "ended", {"day": max(ends)}) if ends else Seen(self, NO, "none")

    def demand(self, language: Language) -> str:
        return Wording("班主任资格证书", "homeroom-teacher certificate").say(language)


class Long(Condition):
    """Has done something for so many years."""

    years: PositiveCount
    wordings: ClassVar[Mapping[str, Wording]] = YEARS_SHORT
    demands: ClassVar[Wording]

    def compare(self, found_months: int, wanted_months: int) -> Seen:
        """Answer by what was found and is wanted."""
        if found_months >= wanted_months:
            return Seen(self, YES, "enough", {"found_months": found_months})
        short = wanted_months - found_months
        return Seen(self, NO, "short", {"found_months": found_months, "short_months": short})

    def demand(self, language: Language) -> str:
        return self.demands.say(language, years="____" if isinstance(self.years, Blank) else self.years)

    def implies(self, other: Condition) -> bool:
        return (
            isinstance(other, Long)
            and self.years >= other.years
            and self.model_copy(update={"years": other.years}) == other
        )


class TeachingYears(Long):
    """Has taught for so many years.

    Attributes:
        years: whole years; they are full on the same day of the year.
    """

    kind: Literal["teaching_years"]
    demands = Wording("任教满 {years} 年", "{years} year(s) of teaching")

    def look(self, person: Person, at: date) -> Seen:
        if person.teaching_since is None:
            return unknown(self, "任教年限", "years of teaching")
        return self.compare(months_between(person.teaching_since, at), 12 * self.years)


class InPost(Condition):
    """A condition on the time as a homeroom teacher."""

    def spans(self, person: Person, at: date, gap_days: int = 0) -> list[Span]:
        """List the times in the post; joined where so many days between them do not interrupt it."""
        return merged((one.span(at) for one in person.posts or () if one.post == HOMEROOM_TEACHER), gap_days)

    def not_recorded(self) -> Seen:
        """Answer that no history of posts is recorded."""
        return unknown(self, "任职经历", "history of posts")


class ServiceYears(InPost, Long):
    """Has served for so many years in total.

    The days are laid end to end from the first one on, so that a leap day neither helps nor harms.

    Attributes:
        years: whole years.
    """

    kind: Literal["service_years"]
    demands = Wording("担任班主任累计满 {years} 年", "{years} year(s) of service in total")

    def look(self, person: Person, at: date) -> Seen:
        if person.posts is None:
            return self.not_recorded()
        spans = self.spans(person, at)
        if not spans:
            return self.compare(0, 12 * self.years)
        first = spans[0][0]
        served = sum(((end - begun for begun, end in spans)), start=first - first)
        return self.compare(months_between(first, first + served), 12 * self.years)


class HasServed(InPost):
    """Has served at all."""

    kind: Literal["has_served"]

    def look(self, person: Person, at: date) -> Seen:
        if person.posts is None:
            return self.not_recorded()
        spans = self.spans(person, at)
        return Seen(self, YES, "since", {"day": spans[0][0]}) if spans else Seen(self, NO, "none")

    def demand(self, language: Language) -> str:
        return Wording("担任过班主任", "has been a homeroom teacher").say(language)


class ContinuousService(InPost, Long):
    """Is in the post and has been without interruption for so many years.

    Attributes:
        years: whole years.
        gap_days: so many days without the post, as between two academic years, do not interrupt it.
    """

    kind: Literal["continuous_service"]
    gap_days: Count = 0
    demands = Wording("近 {years} 年连续担任班主任", "continuous service in the last {years} year(s)")

    def look(self, person: Person, at: date) -> Seen:
        if person.posts is None:
            return self.not_recorded()
        return self.compare(
            _running_months(self.spans(person, at, self.gap_days), at, self.gap_days), 12 * self.years
        )


class StagesServed(InPost):
    """Is in the post and has served so many stages (学段) in a row.

    Attributes:
        stages: how many.
        stage_months: how long one stage is.
        gap_days: so many days without the post, as between two academic years, do not interrupt it.
    """

    kind: Literal["stages_served"]
    stages: PositiveCount
    stage_months: Positive
    gap_days: Count = 0
    wordings: ClassVar[Mapping[str, Wording]] = YEARS_SHORT

    def look(self, person: Person, at: date) -> Seen:
        if person.posts is None:
            return self.not_recorded()
        months = _running_months(self.spans(person, at, self.gap_days), at, self.gap_days)
        return _by_stages(self, months, self.stages, self.stage_months)

    def demand(self, language: Language) -> str:
        return Wording(
            "连续任职 {stages} 个学段（每学段 {stage}）", "{stages} stage(s) in a row, of {stage} each"
        ).say(language, stages=self.stages, stage=_say_stage(self.stage_months, language))


class StagesRested(InPost):
    """Has been out of the post for so many stages since it was last held.

    Attributes:
        stages: how many.
        stage_months: how long one stage is.
    """

    kind: Literal["stages_rested"]
    stages: PositiveCount
    stage_months: Positive
    wordings: ClassVar[Mapping[str, Wording]] = {
        **YEARS_SHORT,
        "never": Wording("没有担任过，不存在休整", "never served, so nothing to rest from"),
    }

    def look(self, person: Person, at: date) -> Seen:
        if person.posts is None:
            return self.not_recorded()
        spans = self.spans(person, at)
        if not spans:
            return Seen(self, NO, "never")
        return _by_stages(self, months_between(spans[-1][1], at), self.stages, self.stage_months)

    def demand(self, language: Language) -> str:
        return Wording(
            "已休整 {stages} 个学段（每学段 {stage}）", "{stages} stage(s) of rest, of {stage} each"
        ).say(language, stages=self.stages, stage=_say_stage(self.stage_months, language))


def _running_months(spans: list[Span], at: date, gap_days: int) -> int:
    """Count the months in post without interruption up to a day; 0 if the post is no longer held."""
    if not spans or (at - spans[-1][1]).days > gap_days:
        return 0
    return months_between(spans[-1][0], at)


def _by_stages(condition: Condition, months: int, stages: int, stage_months: int) -> Seen:
    wanted = -(-stages * stage_months // UNITS)
    if months >= wanted:
        return Seen(condition, YES, "enough", {"found_months": months})
    return Seen(condition, NO, "short", {"found_months": months, "short_months": wanted - months})


def _say_stage(stage_months: int, language: Language) -> str:
    if isinstance(stage_months, Blank):
        return "____"
    whole, rest = divmod(stage_months, UNITS)
    if not rest:
        return say_months(whole, language)
    return Wording("{months} 个月", "{months} month(s)").say(language, months=format_units(stage_months))


class TermOfOffice(InPost, Long):
    """The present term of office lasts so many years.

    Attributes:
        years: whole years.
    """

    kind: Literal["term_of_office"]
    demands = Wording("聘期不少于 {years} 年", "a term of office of {years} year(s)")
    wordings: ClassVar[Mapping[str, Wording]] = {
        **YEARS_SHORT,
        "out": Wording("目前没有任职", "not in the post"),
    }

    def look(self, person: Person, at: date) -> Seen:
        if person.posts is None:
            return self.not_recorded()
        held = [one for one in person.posts if one.post == HOMEROOM_TEACHER and one.holds(at)]
        if not held:
            return Seen(self, NO, "out")
        post = max(held, key=lambda one: one.since)
        if post.until is None:
            return unknown(self, "聘期结束日", "the end of the term of office")
        return self.compare(months_between(post.since, post.until + timedelta(days=1)), 12 * self.years)


class Holds(InPost):
    """Holds a post now.

    Attributes:
        post: which one.
        name, name_en: what the post is called.
    """

    kind: Literal["holds"]
    post: str = HOMEROOM_TEACHER
    name: str = "在任班主任"
    name_en: str = "homeroom teacher now"

    def look(self, person: Person, at: date) -> Seen:
        if person.posts is None:
            return self.not_recorded()
        held = any(one.post == self.post and one.holds(at) for one in person.posts)
        return Seen(self, YES, "yes") if held else Seen(self, NO, "no")

    def demand(self, language: Language) -> str:
        return self.name if language is Language.ZH_HANS else self.name_en
