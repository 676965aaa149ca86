"""What a condition is given, what it gives back, and what each kind must be able to do."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from banheng.core.points import format_units
from banheng.core.wording import Language, Wording
from banheng.eligibility.truth import NO, UNKNOWN, Truth
from banheng.rules.figures import Blank
from banheng.rules.node import Node

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.eligibility.facts import Person


class Seen(NamedTuple):
    """What a condition has found: the answer, and what it rests on, to be worded later.

    Attributes:
        what: key of the sentence among the condition's `wordings`.
        figures: of the sentence; see `written`.
        parts: of a junction, in its order.
    """

    condition: Condition
    truth: Truth
    what: str = ""
    figures: Mapping[str, object] = {}
    parts: tuple[Seen, ...] = ()


COMMON: Mapping[str, Wording] = {
    "yes": Wording("是", "yes"),
    "no": Wording("否", "no"),
    "none": Wording("无", "none"),
    "since": Wording("有，{day}", "yes, {day}"),
    "later": Wording("要到 {day}", "only from {day}"),
    "unknown": Wording("不知道，没有登记{of}", "not known: {of_en} not recorded"),
}


Look = Callable[..., "Seen"]
PARTIAL = Wording("（档案还没有核全）", " (the dossier is not confirmed as complete)")


class Condition(Node):
    """A question about a person with the answer yes, no or unknown."""

    wordings: ClassVar[Mapping[str, Wording]] = {}

    @abstractmethod
    def look(self, person: Person, at: date) -> Seen:
        """Answer it by what is known and had happened by a day."""

    @abstractmethod
    def demand(self, language: Language) -> str:
        """Say what it asks for."""

    def found(self, seen: Seen, language: Language) -> str:
        """Say what it has found, and what is missing."""
        wording = self.wordings.get(seen.what) or COMMON[seen.what]
        said = wording.say(language, **written(seen.figures, language))
        return said + PARTIAL.say(language) if "partial" in seen.figures else said

    def children(self) -> Sequence[Condition]:
        """List the conditions inside."""
        return ()

    def rewritten(self, rewrite: Callable[[Condition], Condition]) -> Condition:  # noqa: ARG002 - junctions do
        """Give the condition with those inside replaced."""
        return self

    def implies(self, other: Condition) -> bool:
        """Tell whether a yes here makes a yes there certain; at least where both are the same."""
        return self == other


class Named(Condition):
    """A condition on something that the pack names by a code.

    Attributes:
        name, name_en: what it is called.
    """

    name: str
    name_en: str

    def named(self, language: Language) -> str:
        """Say its name."""
        return self.name if language is Language.ZH_HANS else self.name_en


def recorded(section: str, zh: str, en: str) -> Callable[[Look], Look]:
    """Make a `look` of one that answers by a list of facts.

    Where the list is not recorded at all, or a no rests on a list that may lack something, the answer is unknown.

    Args:
        section: the list, by its name in `Person`; more facts can turn a no into a yes, and nothing else.
        zh, en: what it lists.
    """

    def decorate(look: Look) -> Look:
        @wraps(look)
        def looked(self: Any, person: Person, at: date) -> Seen:
            if getattr(person, section) is None:
                return unknown(self, zh, en)
            seen = look(self, person, at)
            if seen.truth is NO and section in person.partial:
                return seen._replace(truth=UNKNOWN, figures={**seen.figures, "partial": True})
            return seen

        return looked

    return decorate


def unknown(condition: Condition, of: str, of_en: str) -> Seen:
    """Answer that a fact is not recorded."""
    return Seen(condition, UNKNOWN, "unknown", {"of": of, "of_en": of_en})


def written(figures: Mapping[str, object], language: Language) -> dict[str, object]:
    """Write the figures of a sentence, by their names: spans of months, exact decimals, texts."""
    return {name: _written(name, figure, language) for name, figure in figures.items()}


def _written(name: str, figure: object, language: Language) -> object:
    if isinstance(figure, Wording):
        return figure.say(language)
    if isinstance(figure, Blank):
        return "____"
    if isinstance(figure, int) and name.endswith("months"):
        return say_months(figure, language)
    if isinstance(figure, int) and name.endswith("units"):
        return format_units(figure)
    return figure


def say_months(months: int, language: Language) -> str:
    """Say a span of time.

    Examples:
        >>> say_months(29, Language.EN), say_months(24, Language.ZH_HANS)
        ('2 year(s) 5 month(s)', '2 年')
    """
    years, rest = divmod(months, 12)
    words = ("{} 年", "{} 个月") if language is Language.ZH_HANS else ("{} year(s)", "{} month(s)")
    said = [word.format(number) for word, number in zip(words, (years, rest), strict=True) if number]
    return " ".join(said) or words[1].format(0)
