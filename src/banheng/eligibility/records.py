"""Conditions on honours, titles, training and incidents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from banheng.core.points import format_units
from banheng.core.wording import Language, Wording
from banheng.eligibility.condition import Condition, Named, Seen, recorded, unknown
from banheng.eligibility.facts import HOMEROOM_TEACHER, LEVELS, RANKS, Level, Rank
from banheng.eligibility.truth import NO, UNKNOWN, YES, truth_of
from banheng.eligibility.within import HEIGHT, LEVEL_NAMES, Within, level_said, phrase, reaches
from banheng.rules.figures import Blank, Positive

if TYPE_CHECKING:
    from banheng.eligibility.facts import Person

RANK_HEIGHT = {rank: height for height, rank in enumerate(RANKS)}
RANK_NAMES = {
    Rank.THIRD_GRADE: Wording("三级", "third grade"),
    Rank.JUNIOR: Wording("初级", "junior"),
    Rank.INTERMEDIATE: Wording("中级", "intermediate"),
    Rank.SENIOR: Wording("副高级", "senior"),
    Rank.FULL_SENIOR: Wording("正高级", "full senior"),
}


class HasHonour(Within):
    """Has received an honour.

    Attributes:
        honours: kinds that count.
        level: from which level on.
    """

    kind: Literal["honour"]
    honours: tuple[str, ...]
    level: Level = Level.SCHOOL
    wordings: ClassVar[Mapping[str, Wording]] = {
        "held": Wording("有，{level}，{day}", "yes, {level}, {day}"),
        "lower": Wording("无（最高为{level}）", "none (highest is {level})"),
    }

    @recorded("honours", "荣誉", "honours")
    def look(self, person: Person, at: date) -> Seen:
        first = self.first_day(at)
        received = [
            (HEIGHT[one.level], one.on)
            for one in person.honours or ()
            if one.honour in self.honours and first <= one.on <= at
        ]
        if not received:
            return Seen(self, NO, "none")
        height, day = max(received)
        level = LEVEL_NAMES[LEVELS[height]]
        if height >= HEIGHT[self.level]:
            return Seen(self, YES, "held", {"level": level, "day": day})
        return Seen(self, NO, "lower", {"level": level})

    def demand(self, language: Language) -> str:
        return phrase(
            language,
            "{within}{level}“{name}”荣誉",
            "honour '{name}', {level} {within}",
            within=self.said_within(language),
            level=level_said(self.level, language),
            name=self.named(language),
        )


class HasTitle(Named):
    """Holds a title.

    Attributes:
        title: its code.
    """

    kind: Literal["title"]
    title: str

    @recorded("titles", "称号", "titles")
    def look(self, person: Person, at: date) -> Seen:
        held = [one.since for one in person.titles or () if one.title == self.title and one.holds(at)]
        return Seen(self, YES, "since", {"day": min(held)}) if held else Seen(self, NO, "none")

    def demand(self, language: Language) -> str:
        return phrase(language, "“{name}”称号", "title '{name}'", name=self.named(language))


class HasRank(Condition):
    """Holds a professional title (职称).

    Attributes:
        rank: from which on.
    """

    kind: Literal["rank"]
    rank: Rank
    wordings: ClassVar[Mapping[str, Wording]] = {"held": Wording("{rank}", "{rank}")}

    @recorded("ranks", "职称", "professional title")
    def look(self, person: Person, at: date) -> Seen:
        held = [RANK_HEIGHT[one.rank] for one in person.ranks or () if one.since <= at]
        if not held:
            return Seen(self, NO, "none")
        enough = max(held) >= RANK_HEIGHT[self.rank]
        return Seen(self, YES if enough else NO, "held", {"rank": RANK_NAMES[RANKS[max(held)]]})

    def demand(self, language: Language) -> str:
        rank = RANK_NAMES[self.rank].say(language)
        return phrase(language, "{rank}以上职称", "professional title, {rank} or above", rank=rank)


UNIT_NAMES = {
    "hours": Wording("学时", "hour(s)"),
    "lessons": Wording("课时", "lesson(s)"),
    "days": Wording("天", "day(s)"),
    "weeks": Wording("周", "week(s)"),
    "months": Wording("个月", "month(s)"),
}


class HasTrained(Within):
    """Has trained or practised for so long.

    Attributes:
        training: kinds that count.
        unit: what is added up.
        at_least: how much is wanted.
        level: held by whom at least.
        in_term_of_office: only what falls into the present term of office.
        at_once: one of them must be so long by itself.
    """

    kind: Literal["training"]
    training: tuple[str, ...]
    unit: Literal["hours", "lessons", "days", "weeks", "months"]
    at_least: Positive
    level: Level | None = None
    in_term_of_office: bool = False
    at_once: bool = False
    wordings: ClassVar[Mapping[str, Wording]] = {
        "enough": Wording("有 {found_units} {unit}", "has {found_units} {unit}"),
        "short": Wording(
            "有 {found_units} {unit}，还差 {short_units} {unit}",
            "has {found_units} {unit}, {short_units} {unit} short",
        ),
        "open": Wording(
            "有 {found_units} {unit}，另有培训没有登记级别或{unit}",
            "has {found_units} {unit}; of other training the level or length is not recorded",
        ),
        "no_term": Wording("目前没有任职", "not in the post"),
    }

    def look(self, person: Person, at: date) -> Seen:
        if self.in_term_of_office and person.training is not None:
            if person.posts is None:
                return unknown(self, "任职经历", "history of posts")
            if not self._begun(person, at):
                return Seen(self, NO, "no_term")
        return self._trained(person, at)

    @staticmethod
    def _begun(person: Person, at: date) -> list[date]:
        posts = person.posts or ()
        return [one.since for one in posts if one.post == HOMEROOM_TEACHER and one.holds(at)]

    @recorded("training", "培训", "training")
    def _trained(self, person: Person, at: date) -> Seen:
        first = self.first_day(at)
        if self.in_term_of_office:
            first = max(first, *self._begun(person, at))
        amounts = [
            (reaches(one.level, self.level), getattr(one, self.unit))
            for one in person.training or ()
            if one.training in self.training and first <= one.on <= at
        ]
        join = max if self.at_once else sum
        found = join([0, *(amount or 0 for fits, amount in amounts if fits is YES)])
        figures = {"found_units": found, "unit": UNIT_NAMES[self.unit]}
        if found >= self.at_least:
            return Seen(self, YES, "enough", figures)
        open_ones = [amount for fits, amount in amounts if fits is not NO]
        if None in open_ones or join([0, *open_ones]) >= self.at_least:
            return Seen(self, UNKNOWN, "open", figures)
        return Seen(self, NO, "short", {**figures, "short_units": self.at_least - found})

    def demand(self, language: Language) -> str:
        within = self.said_within(language)
        if self.in_term_of_office:
            within = Wording("本任期内", "in the term of office").say(language)
        return phrase(
            language,
            "{within}{level}{name}{once}不少于 {amount} {unit}",
            "{name} {level} of at least {amount} {unit} {once} {within}",
            within=within,
            level=level_said(self.level, language),
            name=self.named(language),
            once=Wording("一次", "at once").say(language) if self.at_once else "",
            amount=_amount(self.at_least),
            unit=UNIT_NAMES[self.unit].say(language),
        )

    def implies(self, other: Condition) -> bool:
        return (
            isinstance(other, HasTrained)
            and self.at_least >= other.at_least
            and self.model_copy(update={"at_least": other.at_least}) == other
        )


def _amount(units: int) -> str:
    return "____" if isinstance(units, Blank) else format_units(units)


class HasPassed(Within):
    """Has passed a training or an assessment.

    Attributes:
        training: kinds that count.
        level: held by whom at least.
    """

    kind: Literal["training_passed"]
    training: tuple[str, ...]
    level: Level | None = None
    wordings: ClassVar[Mapping[str, Wording]] = {
        "passed": Wording("已通过", "passed"),
        "failed": Wording("参加过，没有通过或级别不够", "taken, but not passed or of a lower level"),
        "open": Wording(
            "参加过，没有登记级别或是否通过", "taken; the level or whether it was passed is not recorded"
        ),
    }

    @recorded("training", "培训", "training")
    def look(self, person: Person, at: date) -> Seen:
        first = self.first_day(at)
        taken = [
            min(reaches(one.level, self.level), truth_of(one.passed))
            for one in person.training or ()
            if one.training in self.training and first <= one.on <= at
        ]
        truth = max(taken, default=NO)
        if truth is UNKNOWN:
            return Seen(self, UNKNOWN, "open")
        if truth is YES:
            return Seen(self, YES, "passed")
        return Seen(self, NO, "failed" if taken else "none")

    def demand(self, language: Language) -> str:
        return phrase(
            language,
            "{within}{level}{name}通过",
            "{name} passed, {level} {within}",
            within=self.said_within(language),
            level=level_said(self.level, language),
            name=self.named(language),
        )


class HasIncident(Within):
    """Something of a kind is held against the person.

    Attributes:
        incident: its code.
    """

    kind: Literal["incident"]
    incident: str

    @recorded("incidents", "违纪和事故", "breaches and accidents")
    def look(self, person: Person, at: date) -> Seen:
        first = self.first_day(at)
        days = [
            one.on
            for one in person.incidents or ()
            if one.incident == self.incident and first <= one.on <= at
        ]
        return Seen(self, YES, "since", {"day": max(days)}) if days else Seen(self, NO, "none")

    def demand(self, language: Language) -> str:
        return phrase(
            language,
            "{within}{name}",
            "{name} {within}",
            within=self.said_within(language),
            name=self.named(language),
        )
