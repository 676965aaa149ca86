"""What scoring gives: one result a subject, and the sheet of all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from banheng.core.periods import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banheng.rules.rule import Step
    from banheng.schemes.scheme import LongerPeriod, Scheme
    from banheng.scoring.subjects import Subject


@dataclass(frozen=True, slots=True)
class PartScore:
    """The points of an item or indicator, in units.

    Attributes:
        applies: False if the part left the denominator.
        missing: an item without any record; only the reference engine tells.
    """

    points: int
    applies: bool = True
    missing: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class PayLine:
    """One line of the pay, in fen; `code` names an allowance or an adjustment (`veto`, `decision`, `floor`, `rounding`)."""

    code: str
    fen: int


@dataclass(frozen=True, slots=True)
class SubjectResult:
    """The result of one subject.

    Attributes:
        items, indicators: by code.
        total: in units, rounded as the scheme says, after vetoes and decisions.
        rank: inside its group; None if not ranked.
        rank_of: how many are ranked in the group.
        rating: a rating's code; empty if not rated.
        vetoes: codes of the vetoes that took effect.
        flags: `last_place`, `honours_barred`, `not_eligible`, `not_applicable`, `assistant`.
        pieces: totals of the shorter periods, where the result is of a longer one.
        steps: how each part came about, by code, and by `total`, `rank`, `rating` and `pay`;
            only the reference engine tells.
    """

    subject: Subject
    items: Mapping[str, PartScore]
    indicators: Mapping[str, PartScore]
    total: int
    rank: int | None = None
    rank_of: int = 0
    rating: str = ""
    vetoes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    pay_lines: tuple[PayLine, ...] = ()
    pay: int = 0
    pieces: tuple[tuple[str, int], ...] = ()
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """All results of one scheme version for one period, in the order of the roster."""

    scheme: Scheme
    period: Period
    results: tuple[SubjectResult, ...]

    @property
    def ends(self) -> Scheme | LongerPeriod:
        """Give what says how the results are ranked, rated and paid."""
        if self.period.kind is self.scheme.period:
            return self.scheme
        return next(longer for longer in self.scheme.longer_periods if longer.to is self.period.kind)

    def result(self, key: str) -> SubjectResult:
        """Find a result by its subject's key.

        Raises:
            KeyError: there is none.
        """
        for result in self.results:
            if result.subject.key == key:
                return result
        raise KeyError(key)
