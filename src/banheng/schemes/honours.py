"""Honours: what a result may be honoured with, and who is proposed for it."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import model_validator

from banheng.core.periods import PeriodKind
from banheng.core.rounding import Rounding
from banheng.rules.figures import Count, Figure, PositiveCount
from banheng.rules.node import Code, Node
from banheng.rules.rule import Within
from banheng.schemes.rating import QuotaTies


class Counted(StrEnum):
    """Which of the same results count together."""

    IN_A_ROW = "in_a_row"
    ACADEMIC_YEAR = "academic_year"
    EVER = "ever"


class Repeats(Node):
    """How often the same result must have come; periods without a result are passed over.

    Attributes:
        times: so many times, this period included.
        counted: one after the other, within the academic year, or ever.
        of_last: only so many periods are looked at, this one included.
    """

    times: PositiveCount = 1
    counted: Counted = Counted.IN_A_ROW
    of_last: PositiveCount | None = None


class Honour(Repeats):
    """An honour: those who meet every condition are proposed, and somebody decides.

    Without ratings, least total or quota the school nominates by name.

    Attributes:
        who: a teacher, or a class whoever had it.
        period: whose results: of the scheme's own period unless given, or of a longer one.
        ratings: one of these ratings; a class that several teachers had has none.
        not_below: least total.
        top: how many places, or
        share: how many per cent of the group; rounded by `share_rounding`, never below `least_number`.
        within: the group of the quota.
        barred_by: vetoes that bar besides those with `honours: barred`.
        moves_up: the place of somebody barred goes to the next; otherwise it stays empty.
        reason: what the certificate says it is for.
    """

    code: Code
    name: str
    who: Literal["teacher", "class"] = "teacher"
    period: PeriodKind | None = None
    ratings: tuple[Code, ...] = ()
    not_below: Figure | None = None
    top: Count | None = None
    share: Figure | None = None
    share_rounding: Rounding = Rounding.HALF_UP
    least_number: Count = 0
    within: Within = Within.SCHOOL
    ties: QuotaTies = QuotaTies.ALL_IN
    barred_by: tuple[Code, ...] = ()
    moves_up: bool = True
    reason: str | None = None

    @property
    def has_quota(self) -> bool:
        """Tell whether places are limited."""
        return self.top is not None or self.share is not None

    @property
    def is_nominated(self) -> bool:
        """Tell whether no result decides: the school nominates by name."""
        return not (self.ratings or self.has_quota or self.not_below is not None)

    @model_validator(mode="after")
    def _has_one_quota(self) -> Self:
        if self.top is not None and self.share is not None:
            raise ValueError("an honour has either top or share")
        return self
