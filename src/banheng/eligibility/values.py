"""Conditions on what was confirmed, on single figures and on single days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from banheng.core.points import UNITS, format_units
from banheng.core.wording import Language, Wording
from banheng.eligibility.condition import Named, Seen, unknown
from banheng.eligibility.spans import add_months
from banheng.eligibility.truth import NO, UNKNOWN, YES
from banheng.rules.figures import Blank, NotNegative, PositiveCount

if TYPE_CHECKING:
    from banheng.eligibility.facts import Person


class Confirmed(Named):
    """An item of a checklist is confirmed, or a step of a procedure done.

    Attributes:
        code: of the item or step.
    """

    code: str
    wordings: ClassVar[Mapping[str, Wording]]

    def look(self, person: Person, at: date) -> Seen:
        fact = person.confirmed.get(self.code)
        if fact is None:
            return Seen(self, UNKNOWN, "open")
        if not isinstance(fact, date):
            return Seen(self, YES, "done") if fact else Seen(self, NO, "not_done")
        if fact <= at:
            return Seen(self, YES, "since", {"day": fact})
        return Seen(self, NO, "later", {"day": fact})

    def demand(self, language: Language) -> str:
        return self.named(language)


class Item(Confirmed):
    """An item of a checklist is confirmed."""

    kind: Literal["item"]
    wordings: ClassVar[Mapping[str, Wording]] = {
        "done": Wording("已确认", "confirmed"),
        "not_done": Wording("不具备", "not met"),
        "open": Wording("还没有确认", "not yet looked at"),
    }


class StepDone(Confirmed):
    """A step of a procedure is done."""

    kind: Literal["step"]
    wordings: ClassVar[Mapping[str, Wording]] = {
        "done": Wording("已办", "done"),
        "not_done": Wording("没有办", "not done"),
        "open": Wording("不知道办了没有", "not known whether done"),
    }


class FigureIs(Named):
    """A single figure lies in a range.

    Attributes:
        figure: its code.
        at_least, at_most: bounds; percent where `percent_of` is given.
        percent_of: the figure that bounds are a percentage of.
        percent_of_name, percent_of_name_en: what that one is called.
    """

    kind: Literal["figure"]
    figure: str
    at_least: NotNegative | None = None
    at_most: NotNegative | None = None
    percent_of: str | None = None
    percent_of_name: str = ""
    percent_of_name_en: str = ""
    wordings: ClassVar[Mapping[str, Wording]] = {
        "is": Wording("{found_units}", "{found_units}"),
        "compared": Wording("{found_units}，{of_name} {of_units}", "{found_units}; {of_name} {of_units}"),
        "unknown": Wording("不知道，没有登记{of}", "not known: {of} not recorded"),
    }

    @model_validator(mode="after")
    def _has_bounds(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise PydanticCustomError("no_bounds", "a figure has a bound: at_least, at_most or both")
        blank = isinstance(self.at_least, Blank) or isinstance(self.at_most, Blank)
        if (
            not blank
            and self.at_least is not None
            and self.at_most is not None
            and self.at_least > self.at_most
        ):
            raise PydanticCustomError("bounds_crossed", "at_least is above at_most")
        if (self.percent_of is None) != (not self.percent_of_name and not self.percent_of_name_en):
            raise PydanticCustomError("percent_of", "percent_of has a name in both languages")
        return self

    def look(self, person: Person, at: date) -> Seen:  # noqa: ARG002 - figures are of the day of asking
        found = person.figures.get(self.figure)
        if found is None:
            return Seen(self, UNKNOWN, "unknown", {"of": Wording(self.name, self.name_en)})
        if self.percent_of is None:
            return Seen(self, YES if self._fits(found, 1) else NO, "is", {"found_units": found})
        of = person.figures.get(self.percent_of)
        name = Wording(self.percent_of_name, self.percent_of_name_en)
        if of is None:
            return Seen(self, UNKNOWN, "unknown", {"of": name})
        fits = self._fits(found * 100 * UNITS, of)
        figures = {"found_units": found, "of_units": of, "of_name": name}
        return Seen(self, YES if fits else NO, "compared", figures)

    def _fits(self, found: int, scale: int) -> bool:
        return (self.at_least is None or found >= self.at_least * scale) and (
            self.at_most is None or found <= self.at_most * scale
        )

    def demand(self, language: Language) -> str:
        of = ""
        if self.percent_of is not None:
            name = self.percent_of_name if language is Language.ZH_HANS else self.percent_of_name_en
            of = Wording("{name}的 ", "{name} × ").say(language, name=name)
        percent = "%" if of else ""
        signs = (
            (("=", self.at_least),)
            if self.at_least == self.at_most
            else (("≥", self.at_least), ("≤", self.at_most))
        )
        bounds = [
            f"{sign} {of}{'____' if isinstance(bound, Blank) else format_units(bound)}{percent}"
            for sign, bound in signs
            if bound is not None
        ]
        return f"{self.named(language)} {', '.join(bounds)}"


class YearsSince(Named):
    """So many years have passed since something was last held.

    Attributes:
        event: its code among the dates.
        years: whole years; they are full on the same day of the year.
    """

    kind: Literal["years_since"]
    event: str
    years: PositiveCount
    wordings: ClassVar[Mapping[str, Wording]] = {
        "passed": Wording("上一次是 {day}，{due} 到期", "last on {day}, due from {due}"),
        "not_yet": Wording("上一次是 {day}，要到 {due}", "last on {day}, not before {due}"),
    }

    def look(self, person: Person, at: date) -> Seen:
        day = person.dates.get(self.event)
        if day is None:
            return unknown(self, self.name, self.name_en)
        due = add_months(day, 12 * self.years)
        return Seen(
            self, YES if due <= at else NO, "passed" if due <= at else "not_yet", {"day": day, "due": due}
        )

    def demand(self, language: Language) -> str:
        years = "____" if isinstance(self.years, Blank) else self.years
        return Wording("距上一次{name}已满 {years} 年", "{years} year(s) since {name}").say(
            language, name=self.named(language), years=years
        )
