"""A regime of the supervision of balance as data: indicators, scope, limits, conditions."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from banheng.balance.schools import COMPULSORY, Area, Level, Runner, SchoolType
from banheng.balance.splitting import Division, Stock
from banheng.core.points import UNITS
from banheng.rules.figures import Blank, Count, Figure, Positive, PositiveCount
from banheng.rules.node import Code, Node

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.balance.schools import Unit


class Confidence(StrEnum):
    """How well a figure is known; see the page on balance."""

    HIGH = "high"  # two public pages, or one and recomputed
    MEDIUM = "medium"  # one page of good standing
    LOW = "low"  # one weak page, or a local rule
    KNOWN = "known"  # general knowledge of the published text, not read again


class Sourced(Node):
    """A part that names where it comes from."""

    confidence: Confidence
    source: str = ""


class Tested(StrEnum):
    """What is compared with the limit."""

    COMPOSITE = "composite"  # the mean of all coefficients
    EACH = "each"  # every coefficient by itself


class Indicator(Node):
    """What is compared between schools.

    Attributes:
        stock, stock_name: the column of the totals, and its Chinese header.
        less, less_name: a column that the totals contain and that is taken out.
        per: for how many students the figure is told.
    """

    code: Code
    name: str
    unit: str
    stock: Code
    stock_name: str
    division: Division
    per: PositiveCount = 1
    less: Code | None = None
    less_name: str = ""

    def stock_of(self, unit: Unit) -> Fraction:
        """Give what a school has; its figures are complete."""
        return unit.figures[self.stock] - unit.figures.get(self.less or "", Fraction(0))


class Limits(Sourced):
    """The greatest coefficient of each level; equality passes."""

    primary: Positive
    junior: Positive


class Scope(Sourced):
    """Which schools do not enter.

    Attributes:
        points_below: teaching points with fewer students stay out.
    """

    types_out: tuple[SchoolType, ...] = ()
    runners_out: tuple[Runner, ...] = ()
    points_below: Count = 0

    def takes(self, unit: Unit) -> bool:
        """Tell whether such a school is in."""
        school = unit.school
        is_small_point = school.type is SchoolType.TEACHING_POINT and unit.students < self.points_below
        return not (school.type in self.types_out or school.runner in self.runners_out or is_small_point)


class Group(StrEnum):
    """What a condition belongs to."""

    PRECONDITION = "precondition"
    GUARANTEE = "guarantee"
    QUALITY = "quality"
    RECOGNITION = "recognition"
    VETO = "veto"


class Kind(StrEnum):
    """How a condition is met."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BELOW = "below"  # equality does not do
    HOLDS = "holds"  # shown by documents: yes or no
    ABSENT = "absent"  # must not have happened


class Condition(Sourced):
    """Something else that the county must show; `figure` is for both levels unless a level has its own.

    Attributes:
        number: in the list of the regime.
    """

    code: Code
    name: str
    group: Group
    kind: Kind
    number: Count = 0
    unit: str = ""
    figure: Figure | None = None
    primary: Figure | None = None
    junior: Figure | None = None

    def levels(self) -> tuple[Level | None, ...]:
        """List the levels that are asked about one by one; None where one answer does."""
        return (None,) if self.primary is None and self.junior is None else COMPULSORY

    def limit(self, level: Level | None) -> Fraction | None:
        """Give the limit of a level; None if the regime leaves it open, or needs no figure."""
        own = {Level.PRIMARY: self.primary, Level.JUNIOR: self.junior}.get(level) if level else None
        return exact(own if own is not None else self.figure)


class Weights(Sourced):
    """By which combined schools are split."""

    primary: Positive
    junior: Positive
    senior: Positive

    def by_level(self) -> Mapping[Level, Fraction]:
        """Give the weight of a student of each level."""
        return {level: Fraction(getattr(self, level), UNITS) for level in Level}


class Regime(Node):
    """One way of judging a county."""

    regime: Code
    title: str
    document: str
    year: Count
    province: str
    tested: Tested
    limits: Limits
    scope: Scope
    weights: Weights
    indicators: tuple[Indicator, ...]
    conditions: tuple[Condition, ...] = ()

    def limit(self, level: Level) -> Fraction:
        """Give the greatest coefficient that passes."""
        return Fraction(getattr(self.limits, level), UNITS)

    def takes(self, unit: Unit) -> bool:
        """Tell whether a school enters the comparison."""
        return unit.level in COMPULSORY and unit.students > 0 and self.scope.takes(unit)

    def stocks(self) -> list[Stock]:
        """List the columns of totals; those that are taken out of others go by the same division."""
        less = [
            Stock(each.less, each.less_name, each.division, each.stock)
            for each in self.indicators
            if each.less
        ]
        return [Stock(each.stock, each.stock_name, each.division) for each in self.indicators] + less

    def indicator(self, code: str) -> Indicator:
        """Find an indicator."""
        return next(indicator for indicator in self.indicators if indicator.code == code)


class Limit(Node):
    """What a school needs; where level or area are given, it is for those only. The first that fits counts."""

    figure: Figure | None
    level: Level | None = None
    areas: tuple[Area, ...] = ()

    def fits(self, level: Level, area: Area | None) -> bool:
        """Tell whether the limit is for such a school."""
        return self.level in {None, level} and (not self.areas or area in self.areas)


def exact(figure: int | None) -> Fraction | None:
    """Give a figure of a policy as a fraction; None for a blank."""
    return None if figure is None or isinstance(figure, Blank) else Fraction(figure, UNITS)
