"""Conditions made of conditions."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from banheng.core.wording import Language, Wording
from banheng.eligibility.condition import Condition, Seen
from banheng.eligibility.truth import Truth, at_least
from banheng.rules.figures import PositiveCount
from banheng.rules.node import Code

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from banheng.eligibility.condition import Condition as AnyCondition
    from banheng.eligibility.facts import Person


class Junction(Condition):
    """A condition whose answer follows from those of its parts."""

    demands: ClassVar[Wording]

    @abstractmethod
    def join(self, truths: Sequence[Truth]) -> Truth:
        """Give the answer for those of the parts."""

    def look(self, person: Person, at: date) -> Seen:
        parts = tuple([part.look(person, at) for part in self.children()])
        return Seen(self, self.join([part.truth for part in parts]), "", {}, parts)

    def demand(self, language: Language) -> str:
        return self.demands.say(language)

    def found(self, seen: Seen, language: Language) -> str:
        return seen.truth.say(language)


class Of(Junction):
    """A junction of any number of parts.

    Attributes:
        of: the parts.
    """

    of: tuple[AnyCondition, ...] = Field(min_length=1)

    def children(self) -> Sequence[Condition]:
        return self.of

    def rewritten(self, rewrite: Callable[[Condition], Condition]) -> Self:
        return self.model_copy(update={"of": tuple(rewrite(part) for part in self.of)})


class All(Of):
    """Yes if every part is."""

    kind: Literal["all"]
    demands = Wording("以下各项都要具备", "all of these")

    def join(self, truths: Sequence[Truth]) -> Truth:
        return min(truths)


class AnyOf(Of):
    """Yes if one part is."""

    kind: Literal["any"]
    demands = Wording("以下至少具备一项", "at least one of these")

    def join(self, truths: Sequence[Truth]) -> Truth:
        return max(truths)


class AtLeast(Of):
    """Yes if so many of the parts are."""

    kind: Literal["at_least"]
    number: PositiveCount
    demands = Wording("以下至少具备 {number} 项", "at least {number} of these")

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if self.number > len(self.of):
            raise PydanticCustomError("too_many_wanted", "more are wanted than there are parts")
        return self

    def join(self, truths: Sequence[Truth]) -> Truth:
        return at_least(self.number, truths)

    def demand(self, language: Language) -> str:
        return self.demands.say(language, number=self.number)


class Not(Junction):
    """Yes if the part is no."""

    kind: Literal["not"]
    part: AnyCondition
    demands = Wording("不得有", "not this")

    def children(self) -> Sequence[Condition]:
        return (self.part,)

    def rewritten(self, rewrite: Callable[[Condition], Condition]) -> Self:
        return self.model_copy(update={"part": rewrite(self.part)})

    def join(self, truths: Sequence[Truth]) -> Truth:
        return truths[0].opposite


class Implies(Junction):
    """Yes if `then` is, or does not matter because `given` is no.

    Attributes:
        given: to whom it applies.
        then: what is asked of them.
    """

    kind: Literal["implies"]
    given: AnyCondition
    then: AnyCondition
    demands = Wording("凡符合前一项的，都要做到后一项", "whoever the first applies to must meet the second")

    def children(self) -> Sequence[Condition]:
        return (self.given, self.then)

    def rewritten(self, rewrite: Callable[[Condition], Condition]) -> Self:
        return self.model_copy(update={"given": rewrite(self.given), "then": rewrite(self.then)})

    def join(self, truths: Sequence[Truth]) -> Truth:
        return max(truths[0].opposite, truths[1])


class Placeholder(Condition):
    """Stands for another condition until the pack is put in force."""

    def look(self, person: Person, at: date) -> Seen:  # noqa: ARG002 - there is nothing to look at
        raise TypeError(f"{type(self).__name__} is answered only in a pack that is in force")


class BySetting(Placeholder):
    """The condition that the chosen option of a setting stands for.

    Attributes:
        setting: its code.
        options: a condition for each option of the setting.
    """

    kind: Literal["by_setting"]
    setting: Code
    options: dict[str, AnyCondition]

    def demand(self, language: Language) -> str:
        return Wording("按设置 {setting} 的选项", "by the option of the setting {setting}").say(
            language, setting=self.setting
        )

    def children(self) -> Sequence[Condition]:
        return tuple(self.options.values())


class ByRule(Placeholder):
    """The condition of another rule, which stands above this one.

    Attributes:
        rule: its code.
    """

    kind: Literal["rule"]
    rule: Code

    def demand(self, language: Language) -> str:
        return Wording("符合规则 {rule}", "as the rule {rule} says").say(language, rule=self.rule)
