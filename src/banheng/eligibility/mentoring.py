"""Conditions on pairs of mentor and mentee."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, ClassVar, Literal

from banheng.core.wording import Language, Wording
from banheng.eligibility.condition import Named, Seen, recorded
from banheng.eligibility.facts import Side
from banheng.eligibility.truth import NO, YES, at_least, truth_of
from banheng.rules.figures import PositiveCount

if TYPE_CHECKING:
    from banheng.eligibility.facts import Pair, Person
    from banheng.eligibility.truth import Truth


class Paired(Named):
    """Is in so many active pairs of mentor and mentee.

    Attributes:
        side: on which side the person is.
        pairing: for what; without it for anything.
        at_least: how many pairs.
        other_post: the post the other one must have.
        other_is_young: the other one must be a young teacher.
    """

    kind: Literal["paired"]
    side: Side
    pairing: str | None = None
    at_least: PositiveCount = 1
    other_post: str | None = None
    other_is_young: bool = False
    wordings: ClassVar[Mapping[str, Wording]] = {
        "enough": Wording("有 {found} 对", "{found} pair(s)"),
        "short": Wording("有 {found} 对，还差 {short} 对", "{found} pair(s), {short} short"),
        "open": Wording(
            "有 {found} 对，另有结对没有登记对方的身份",
            "{found} pair(s); of others it is not recorded who the other one is",
        ),
    }

    @recorded("pairs", "结对", "pairs")
    def look(self, person: Person, at: date) -> Seen:
        fitting = [
            self._fits(one)
            for one in person.pairs or ()
            if one.side == self.side and one.holds(at) and self.pairing in {None, one.pairing}
        ]
        found, truth = fitting.count(YES), at_least(self.at_least, fitting)
        if truth is NO:
            return Seen(self, NO, "short", {"found": found, "short": self.at_least - found})
        return Seen(self, truth, "enough" if truth is YES else "open", {"found": found})

    def _fits(self, pair: Pair) -> Truth:
        post = None if pair.other_post is None else pair.other_post == self.other_post
        return min(
            truth_of(post) if self.other_post else YES,
            truth_of(pair.other_is_young) if self.other_is_young else YES,
        )

    def demand(self, language: Language) -> str:
        return self.named(language)
