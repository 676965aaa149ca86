"""Ratings, ranking, vetoes and decisions: what a total leads to."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from banheng.core.rounding import Rounding
from banheng.rules.band import Bounds
from banheng.rules.figures import Count, Figure
from banheng.rules.node import Code, Node
from banheng.rules.position import Ties
from banheng.rules.rule import Within

TOTAL: Code = "total"
"""Names the total where a condition or tie-break may name a part."""


class Ranking(Node):
    """How subjects are put in order: by total, then by the parts named in `tie_break`, highest first.

    Attributes:
        ties: which rank equal subjects take; `average` is refused, a rank is a whole number.
        flag_last: so many places at the end are flagged, as information only.
    """

    within: Within = Within.SCHOOL
    ties: Ties = Ties.COMPETITION
    tie_break: tuple[Code, ...] = ()
    flag_last: Count = 0

    @model_validator(mode="after")
    def _ranks_are_whole(self) -> Self:
        if self.ties is Ties.AVERAGE:
            raise ValueError("ranks are whole numbers: ties are competition, dense or last")
        return self


class Condition(Bounds):
    """A bound on the total, an indicator or an item; or the absence of a veto."""

    part: Code = TOTAL


class Needs(Node):
    """Conditions of which so many must hold (all of them unless `at_least` says fewer)."""

    at_least: Count | None = None
    of: tuple[Condition, ...] = Field(min_length=1)


class QuotaTies(StrEnum):
    """What happens to subjects of equal rank at the edge of a quota."""

    ALL_IN = "all_in"
    NONE_IN = "none_in"


class Rating(Bounds):
    """A rating and how it is reached; the ratings of a scheme stand from best to worst.

    Quotas (`by: rank` or `share`) are filled first, in order, from the best ranked who are not rated yet;
    then `by: points`; whoever is left gets the one with `otherwise`.

    Attributes:
        top: how many places, for `by: rank`.
        share: how many per cent of the group, for `by: share`; rounded by `share_rounding`,
            never below `least_number`.
        from_bottom: the quota is filled from the last ranked.
        within: the group of the quota.
        not_below: least total for a quota place.
        needs: further conditions.
    """

    by_subject = Bounds.by_subject | {"share", "not_below"}

    code: Code
    name: str
    by: Literal["points", "rank", "share"] | None = None
    top: Count | None = None
    share: Figure | None = None
    share_rounding: Rounding = Rounding.HALF_UP
    least_number: Count = 0
    from_bottom: bool = False
    within: Within = Within.SCHOOL
    ties: QuotaTies = QuotaTies.ALL_IN
    not_below: Figure | None = None
    needs: Needs | None = None
    otherwise: bool = False

    @model_validator(mode="after")
    def _says_how(self) -> Self:
        if (self.by is None) != self.otherwise:
            raise ValueError("a rating says how it is reached: by points, rank or share, or otherwise: true")
        if (self.by == "rank") != (self.top is not None):
            raise ValueError("by: rank goes with top")
        if (self.by == "share") != (self.share is not None):
            raise ValueError("by: share goes with share")
        return self


class Effect(Node):
    """What a veto does. What is not named stays as it is.

    Attributes:
        rating: the rating is this one.
        rating_at_most: the rating is at best this one.
        downgrade: the rating falls by so many steps.
        points: `zero` sets the total to 0.
        points_percent: the total is multiplied.
        allowance: `forfeit_period` pays nothing for the period.
        allowance_percent: the pay is multiplied.
        honours: `barred` for the period.
        ranking: `excluded` takes the subject out before ranks and quotas are given, so the next moves up;
            otherwise the place stays taken.
    """

    rating: Code | None = None
    rating_at_most: Code | None = None
    downgrade: Count = 0
    points: Literal["keep", "zero"] = "keep"
    points_percent: Figure | None = None
    allowance: Literal["keep", "forfeit_period"] = "keep"
    allowance_percent: Figure | None = None
    honours: Literal["keep", "barred"] = "keep"
    ranking: Literal["keep", "excluded"] = "keep"

    @property
    def only_limits(self) -> bool:
        """Tell whether the result stands, though lower: no 一票否决 in words."""
        overrules = (self.points, self.allowance, self.honours, self.ranking) != ("keep",) * 4
        return self.rating is None and not overrules


class Veto(Node):
    """An event that overrides the result: a record with the veto's code as item, or a condition on the result.

    Attributes:
        evidence: records of this item trigger it (an item, or an item's event written `item/event`); the veto's
            own code if not given.
        times: so many occurrences are needed.
        when: triggered by the result itself.
    """

    code: Code
    name: str
    effect: Effect
    evidence: Code | None = None
    times: Count = 1
    when: Condition | None = None


class Decisions(Node):
    """Who may decide special cases, and what about.

    A decision is evidence of the item `decision`; its event says what it settles, its value or level how.
    """

    by: str
    may: tuple[Literal["points", "rating", "allowance", "veto"], ...]


class Eligibility(Node):
    """Fewer days in post than this: scored, but neither ranked nor rated."""

    least_days: Count
    school_days: bool = False
