"""A standard for single schools as data: what each must have, and how many of it may be missed."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from banheng.balance.regime import Limit, Scope, Sourced, exact
from banheng.balance.schools import COMPULSORY, Area, Level
from banheng.balance.splitting import Division, Stock
from banheng.core.points import UNITS
from banheng.rules.figures import Count, NotNegative, PositiveCount
from banheng.rules.node import Code, Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.balance.schools import Unit


class Direction(StrEnum):
    """Which side of the limit is the good one; equality is good."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Requirement(Node):
    """One figure with limits, or several requirements of which all or any must be met.

    Attributes:
        code: the column of the figure itself, where the file has it.
        stock, stock_name: the column of the total that the figure follows from.
        per: for how many students the figure is told.
        students_per: the figure is students for one piece, not pieces for a student.
    """

    code: Code
    name: str
    unit: str = ""
    stock: Code | None = None
    stock_name: str = ""
    division: Division = Division.BY_WEIGHTS
    per: PositiveCount = 1
    students_per: bool = False
    direction: Direction = Direction.AT_LEAST
    limits: tuple[Limit, ...] = ()
    all_of: tuple[Requirement, ...] = ()
    any_of: tuple[Requirement, ...] = ()

    def limit(self, level: Level, area: Area | None) -> Fraction | None:
        """Give the limit of a school; None if the standard leaves it open."""
        found = next((limit for limit in self.limits if limit.fits(level, area)), None)
        return None if found is None else exact(found.figure)

    def leaves(self) -> Iterator[Requirement]:
        """Walk through the requirements that have figures."""
        parts = (*self.all_of, *self.any_of)
        if not parts:
            yield self
        for part in parts:
            yield from part.leaves()


class Rule(Sourced):
    """How many requirements must be met.

    Attributes:
        missed_at_least: what share of its limit a missed one must reach all the same.
    """

    at_least: Count
    missed_at_least: NotNegative = 0

    @property
    def floor(self) -> Fraction:
        """The share as a fraction."""
        return Fraction(self.missed_at_least, UNITS)


class Mark(Sourced):
    """A figure that is worth a remark, whatever the verdict."""

    code: Code
    name: str
    of: Code
    of_name: str
    at_least: Count


class Standard(Node):
    """A standard of one place and year.

    Attributes:
        scope: which schools it is not for; None if it is for all.
    """

    standard: Code
    title: str
    year: Count | None
    province: str
    rule: Rule
    scope: Scope | None = None
    requirements: tuple[Requirement, ...]
    marks: tuple[Mark, ...] = ()

    def takes(self, unit: Unit) -> bool:
        """Tell whether the standard is for a school."""
        return unit.level in COMPULSORY and (self.scope is None or self.scope.takes(unit))

    def stocks(self) -> list[Stock]:
        """List the columns of totals."""
        return [Stock(each.stock, each.stock_name, each.division) for each in self.leaves() if each.stock]

    def leaves(self) -> Iterator[Requirement]:
        """Walk through all requirements that have figures."""
        for requirement in self.requirements:
            yield from requirement.leaves()
