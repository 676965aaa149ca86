"""What a check is, and how it walks through a scheme."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.core.findings import Severity
from banheng.core.periods import PeriodKind
from banheng.core.wording import Wording
from banheng.rules.position import Position
from banheng.rules.ratio import Ratio
from banheng.rules.roll_up import RollUp
from banheng.schemes.walking import Path_, blanks_in

if TYPE_CHECKING:
    from banheng.rules.rule import Rule
    from banheng.schemes.allowances import Allowance, Pay
    from banheng.schemes.rating import Ranking, Rating
    from banheng.schemes.scheme import Indicator, Item, Scheme

Remark = tuple[Path_, dict[str, str | int]]
"""Where, and the figures of the sentence."""
Found = Iterator[Remark]


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong; `find` lists where, its docstring says why it matters."""

    id: str
    severity: Severity
    wording: Wording
    find: Callable[[Scheme], Iterable[Remark]]


def check(number: str, severity: Severity, zh: str, en: str) -> Callable[[Callable[[Scheme], Found]], Check]:
    """Make a check of a function that lists the places."""
    return lambda find: Check(f"schemes.{number}", severity, Wording(zh, en), find)


def complete(part: object) -> bool:
    """Tell whether nothing in a part is left open."""
    return not blanks_in(part)


@dataclass(frozen=True)
class PlacedRule:
    """A rule and what it works with.

    Attributes:
        full_points: of the item, in units; None where they are not given or left open.
        period: what one scoring of the rule covers.
        gives_points: False for a rule whose points only serve to rank.
    """

    path: Path_
    rule: Rule
    item: Item
    full_points: int | None
    period: PeriodKind
    gives_points: bool = True


def rules(scheme: Scheme) -> Iterator[PlacedRule]:
    """Walk through all rules without blanks, the inner ones too."""
    for path, item in _items(scheme.indicators, ("indicators",)):
        full = item.full_points if complete(item.full_points) else None
        placed = PlacedRule((*path, "rule"), item.rule, item, full, scheme.period)
        yield from (rule for rule in _with_inner(placed) if complete(rule.rule))


def _items(indicators: tuple[Indicator, ...], path: Path_) -> Iterator[tuple[Path_, Item]]:
    for number, indicator in enumerate(indicators):
        yield from _items(indicator.indicators, (*path, number, "indicators"))
        for place, item in enumerate(indicator.items):
            yield (*path, number, "items", place), item


def _with_inner(placed: PlacedRule) -> Iterator[PlacedRule]:
    yield placed
    rule, path = placed.rule, placed.path
    if isinstance(rule, RollUp):
        inner = PlacedRule(
            (*path, "rule"), rule.rule, placed.item, placed.full_points, rule.each, placed.gives_points
        )
        yield from _with_inner(inner)
    elif isinstance(rule, Position | Ratio) and rule.by is not None:
        inner = PlacedRule(
            (*path, "by"), rule.by, placed.item, placed.full_points, placed.period, gives_points=False
        )
        yield from _with_inner(inner)


@dataclass(frozen=True)
class Outcome:
    """What a total leads to: that of the scheme's period, or of a longer one."""

    path: Path_
    ranking: Ranking | None
    ratings: tuple[Rating, ...]
    allowances: tuple[Allowance, ...]
    pay: Pay


def outcomes(scheme: Scheme) -> Iterator[Outcome]:
    """List what the totals of all periods lead to."""
    yield Outcome((), scheme.ranking, scheme.ratings, scheme.allowances, scheme.pay)
    for number, longer in enumerate(scheme.longer_periods):
        path = ("longer_periods", number)
        yield Outcome(path, longer.ranking, longer.ratings, longer.allowances, longer.pay)
