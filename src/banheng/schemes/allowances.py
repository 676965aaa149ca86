"""What is paid: allowance kinds and how the pay is put together."""

from __future__ import annotations

from enum import StrEnum
from itertools import chain, count
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from banheng.core.rounding import Rounding
from banheng.rules.band import Bounds
from banheng.rules.event import Unit
from banheng.rules.figures import Count, Fen, Figure, NotNegative, PositiveCount
from banheng.rules.node import Code, Node
from banheng.rules.rule import Within
from banheng.schemes.rating import TOTAL


class Prorate(StrEnum):
    """How an amount shrinks for someone in post for part of the period."""

    NONE = "none"
    DAYS_IN_POST = "days_in_post"  # calendar days in post over calendar days of the period
    SCHOOL_DAYS = "school_days"  # school days in post over school days of the period


class Headcount(StrEnum):
    """Which pupils are counted."""

    PUPILS = "pupils"
    BOARDERS = "boarders"
    DAY_PUPILS = "day_pupils"


PaidRole = Literal["homeroom_teacher", "substitute", "assistant_homeroom_teacher"]


class Allowance(Node):
    """One line of the pay; lines are worked out in the order of the scheme.

    Attributes:
        code: also the evidence item of kinds that are paid by records.
        prorate: as the scheme's `pay.prorate` says, unless stated here.
        paid_to: the roles in the roster that receive this line.
    """

    code: Code
    name: str
    prorate: Prorate | None = None
    paid_to: tuple[PaidRole, ...] = ("homeroom_teacher",)


HEADCOUNTS = frozenset(count.value for count in Headcount)
YEARS: Code = "years"


class Fixed(Allowance):
    """The same for everyone."""

    by_subject: ClassVar[frozenset[str]] = frozenset({"fen"})

    kind: Literal["fixed"]
    fen: Fen


class PerPoint(Allowance):
    """So much for each point of the total or of a part; fractions of a point count exactly."""

    by_subject: ClassVar[frozenset[str]] = frozenset({"fen", "above", "most_fen"})

    kind: Literal["per_point"]
    fen: Fen
    of: Code = TOTAL
    above: Figure = 0
    most_fen: Fen | None = None


class PerPupil(Allowance):
    """So much a pupil and month.

    Attributes:
        fen: for each pupil; by stage if `by_stage` is given instead.
        over: only pupils beyond this number count.
        up_to: only pupils up to this number count.
    """

    by_subject: ClassVar[frozenset[str]] = frozenset({"fen", "over", "up_to"})

    kind: Literal["per_pupil"]
    fen: Fen | None = None
    by_stage: dict[Code, Fen] | None = None
    count: Headcount = Headcount.PUPILS
    over: Count = 0
    up_to: Count | None = None
    months: Count = 1

    @model_validator(mode="after")
    def _has_one_rate(self) -> Self:
        if (self.fen is None) == (self.by_stage is None):
            raise ValueError("per_pupil has either fen or by_stage")
        return self


class ByRating(Allowance):
    """An amount for each rating; ratings that are not named get nothing."""

    by_subject: ClassVar[frozenset[str]] = frozenset({"fen"})

    kind: Literal["by_rating"]
    fen: dict[Code, Fen]


class PaidBand(Bounds):
    """A band and its amount."""

    by_subject = Bounds.by_subject | {"fen"}

    fen: Fen


class ByBand(Allowance):
    """An amount by the band of the total, a part, a headcount or the years of service.

    The first band that holds the value counts; outside all bands nothing is paid.

    Attributes:
        of: `total`, a part's code, `pupils`, `boarders`, `day_pupils` or `years`.
    """

    kind: Literal["by_band"]
    of: Code = TOTAL
    bands: tuple[PaidBand, ...] = Field(min_length=1)


class ByRank(Allowance):
    """An amount for each place of the ranking; places beyond the table get nothing.

    Equal ranks get the same amount.
    """

    kind: Literal["by_rank"]
    fen: tuple[Fen, ...] = Field(min_length=1)


class Factor(Allowance):
    """Multiply what has been paid so far by a percentage: of everyone, or by rating, class type or a level.

    Attributes:
        percent: by code; what is not named stays at 100 %; the only code `by: all` knows is `all`.
        by: `all`, `rating`, `class_type`, or `level` of the latest record of this allowance's code.
        of: the lines that are multiplied; all before this one if empty.
    """

    kind: Literal["factor"]
    by: Literal["all", "rating", "class_type", "level"]
    percent: dict[Code, Figure]
    of: tuple[Code, ...] = ()


class PoolBy(StrEnum):
    """What a share of a pool is measured by."""

    EQUAL = "equal"
    POINTS = "points"
    RATING = "rating"


class Pool(Allowance):
    """A sum that is paid out to the last fen.

    Shares are by total points (negative ones count as 0), by a figure for each rating, or equal.
    What is left after rounding down goes, one fen each, to the largest remainders; equal remainders in the
    order of class and teacher codes. If no one has a share, all share equally.

    Attributes:
        fen: the whole pool, or
        fen_per_class: so much for each class of the group, whoever of its teachers shares in it.
        weights: by rating, for `by: rating`.
        for_days: shares are in proportion to the days in post.
    """

    kind: Literal["pool"]
    fen: Fen | None = None
    fen_per_class: Fen | None = None
    within: Within = Within.SCHOOL
    by: PoolBy = PoolBy.POINTS
    weights: dict[Code, Figure] = Field(default_factory=dict)
    for_days: bool = True

    @model_validator(mode="after")
    def _has_one_size(self) -> Self:
        if (self.fen is None) == (self.fen_per_class is None):
            raise ValueError("a pool has either fen or fen_per_class")
        return self


class AssistantShare(Allowance):
    """Give each assistant of a class a percentage of what its homeroom teacher's lines come to.

    It is in proportion to the days they had the class together, and taken from the homeroom teacher to the fen.

    Attributes:
        of: the lines that are shared; all before this one if empty. Negative sums are not shared.
        on_top: the homeroom teacher keeps the whole, and the assistant is paid besides.
    """

    kind: Literal["assistant_share"]
    paid_to: tuple[PaidRole, ...] = ("assistant_homeroom_teacher",)
    percent: NotNegative
    of: tuple[Code, ...] = ()
    on_top: bool = False

    @model_validator(mode="after")
    def _is_paid_to_assistants(self) -> Self:
        if self.paid_to != ("assistant_homeroom_teacher",):
            raise ValueError("assistant_share is paid to assistant_homeroom_teacher only")
        return self


class Below(Allowance):
    """An amount, usually a fine, for a total (or part) below a line."""

    by_subject: ClassVar[frozenset[str]] = frozenset({"at", "fen"})

    kind: Literal["below"]
    at: Figure
    fen: Fen
    of: Code = TOTAL


class PaidEvent(Node):
    """Something recorded that costs or earns money directly."""

    by_subject: ClassVar[frozenset[str]] = frozenset({"fen"})

    name: str
    fen: Fen
    per: Unit = Unit("time")


class PerEvent(Allowance):
    """Money by recorded events, without points."""

    kind: Literal["per_event"]
    events: dict[Code, PaidEvent] = Field(min_length=1)
    least_fen: Fen | None = None
    most_fen: Fen | None = None


class Seniority(Allowance):
    """So much for each full step of years as a homeroom teacher."""

    by_subject: ClassVar[frozenset[str]] = frozenset({"fen", "most_fen"})

    kind: Literal["seniority"]
    fen: Fen
    every_years: PositiveCount = 1
    after_years: Count = 0
    most_fen: Fen | None = None


class PerDay(Allowance):
    """So much a day in post.

    Attributes:
        for_days: `fen` is for this many days (a month's 200 yuan for 22 days), shared out exactly.
    """

    by_subject: ClassVar[frozenset[str]] = frozenset({"fen"})

    kind: Literal["per_day"]
    fen: Fen
    school_days: bool = True
    most_days: Count | None = None
    for_days: PositiveCount = 1


class Leave(Allowance):
    """So much for each school day on which somebody else stood in; usually negative."""

    by_subject: ClassVar[frozenset[str]] = frozenset({"fen"})

    kind: Literal["leave"]
    fen: Fen
    least_days: Count = 1


class Decided(Allowance):
    """An amount that a person or committee decides, recorded in yuan as the value of a record."""

    kind: Literal["decided"]
    least_fen: Fen = 0
    most_fen: Fen | None = None


class Minimum(Allowance):
    """Top the pay up to a minimum: a share of the average pay, an amount, or one of them as stated.

    Attributes:
        take: of two minimums the greater, or the lesser, which is enough where a policy says "or".
    """

    kind: Literal["minimum"]
    average_fen: Fen | None = None
    percent: Figure | None = None
    fen: Fen | None = None
    take: Literal["greater", "lesser"] = "greater"

    @model_validator(mode="after")
    def _has_a_minimum(self) -> Self:
        if (self.average_fen is None) != (self.percent is None):
            raise ValueError("percent and average_fen go together")
        if self.percent is None and self.fen is None:
            raise ValueError("a minimum has fen, or percent with average_fen, or both")
        return self


AnyAllowance = Annotated[
    AssistantShare
    | Below
    | ByBand
    | ByRank
    | ByRating
    | Decided
    | Factor
    | Fixed
    | Leave
    | Minimum
    | PerDay
    | PerEvent
    | PerPoint
    | PerPupil
    | Pool
    | Seniority,
    Field(discriminator="kind"),
]


def _with_codes(allowances: object) -> object:
    """Name lines without a code after their kind."""
    if not isinstance(allowances, list | tuple):
        return allowances
    taken = {line.get("code") for line in allowances if isinstance(line, dict)}
    named = []
    for line in allowances:
        if isinstance(line, dict) and "code" not in line and "kind" in line:
            kind = str(line["kind"])
            numbered = chain([kind], (f"{kind}_{number}" for number in count(2)))
            code = next(code for code in numbered if code not in taken)
            taken.add(code)
            line = {"code": code, **line}  # noqa: PLW2901 - the named line stands for the line
        named.append(line)
    return named


Allowances = Annotated[tuple[AnyAllowance, ...], BeforeValidator(_with_codes)]
"""The lines of the pay; a line without a code is named after its kind."""


class PayRounding(Node):
    """To what the pay of a subject is rounded."""

    to: Literal["fen", "jiao", "yuan"] = "fen"
    mode: Rounding = Rounding.HALF_UP

    @property
    def step(self) -> int:
        """Give the step in fen."""
        return {"fen": 1, "jiao": 10, "yuan": 100}[self.to]


class Pay(Node):
    """How the lines become the pay.

    Attributes:
        floor: least pay in fen; without it pay can be negative.
    """

    floor: Fen | None = None
    prorate: Prorate | None = None
    rounding: PayRounding = PayRounding()
