"""The scheme: a tree of indicators and items, and what the total leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from pydantic import Field, model_validator

from banheng.core.periods import PeriodKind, WeekRule
from banheng.core.points import UNITS
from banheng.core.rounding import Rounding
from banheng.rules.figures import Figure, Positive
from banheng.rules.kinds import AnyRule
from banheng.rules.node import Code, Node
from banheng.rules.roll_up import Combine
from banheng.schemes.allowances import (
    HEADCOUNTS,
    YEARS,
    Allowances,
    Below,
    ByBand,
    Decided,
    Factor,
    Pay,
    PerEvent,
    PerPoint,
)
from banheng.schemes.consequences import Consequence
from banheng.schemes.honours import Honour
from banheng.schemes.rating import TOTAL, Decisions, Eligibility, Ranking, Rating, Veto

if TYPE_CHECKING:
    from collections.abc import Iterator


class Source(Node):
    """Where a scheme comes from."""

    document: str | None = None
    clauses: tuple[str, ...] = ()


class PointRounding(Node):
    """How the total is rounded."""

    places: Literal[0, 1, 2, 3, 4] = 2
    mode: Rounding = Rounding.HALF_UP


Answers = Literal["on_duty", "homeroom_teacher"]
ADJUSTING = ("severity", "context")
"""Sources of records that the office puts down for a period, not for something seen."""


class Item(Node):
    """A leaf of the tree. Its points never exceed its full points unless `may_exceed`.

    Attributes:
        source: where its records come from; `severity` sets unequal inspectors right, `context` a class that is
            harder than others, both once a period by the office.
        weight: percentage with which the points enter the indicator.
        evidence: another item whose records this one reads, as `item` or `item/event`; nothing is recorded
            for this one then. A rule that measures one thing takes every record, whatever its event or level.
        answers: who answers for a record about a class on a day on which somebody stands in.
    """

    code: Code
    name: str
    full_points: Figure | None = None
    weight: Figure | None = None
    evidence: str | None = None
    answers: Answers = "on_duty"
    may_exceed: bool = False
    source: (
        Literal["inspection", "duty", "survey", "register", "judged", "metric", "severity", "context"] | None
    ) = Field(None, alias="from")
    rule: AnyRule

    @property
    def records_of(self) -> Code:
        """Give the item under which its records are recorded."""
        return (self.evidence or self.code).partition("/")[0]

    def counted_as(self, event: str, level: str) -> tuple[str, str] | None:
        """Give the code of the rule under which a record of `records_of` counts, None if it does not."""
        if self.evidence is not None:
            wanted = self.evidence.partition("/")[2]
            if wanted and event != wanted:
                return None
            if self.rule.codes() == [("", "")]:
                return "", ""
        return (event, level) if (event, level) in self.rule.codes() else None


class Indicator(Node):
    """An inner node: the weighted sum of its parts, between floor and cap.

    Parts that do not apply leave the denominator: the sum of the others is scaled up to the full points of all.

    Attributes:
        start: `full` lets parts deduct from the indicator's own full points.
        outside_total: points on top of the scheme's full points (bonus, or penalty).
        weight: percentage with which the points enter the node above.
    """

    code: Code
    name: str
    full_points: Figure | None = None
    weight: Figure | None = None
    outside_total: bool = False
    start: Literal["zero", "full"] = "zero"
    floor: Figure | None = None
    cap: Figure | None = None
    indicators: tuple[Indicator, ...] = ()
    items: tuple[Item, ...] = ()

    def all_items(self) -> Iterator[Item]:
        """Walk through the items below, in order."""
        for indicator in self.indicators:
            yield from indicator.all_items()
        yield from self.items

    def all_indicators(self) -> Iterator[Indicator]:
        """Walk through this and the indicators below, the lower ones first."""
        for indicator in self.indicators:
            yield from indicator.all_indicators()
        yield self


class Limit(Node):
    """A floor or cap on the sum of several parts anywhere in the tree; what is beyond is taken off the total."""

    code: Code
    name: str
    parts: tuple[Code, ...] = Field(min_length=1)
    floor: Figure | None = None
    cap: Figure | None = None


class Coefficient(Node):
    """Factors on the total by class type, grade or stage; what is not named has factor 1."""

    by: Literal["class_type", "grade", "stage"]
    factors: dict[Code, Figure]


class LongerPeriod(Node):
    """How the totals of a scheme's periods become the total of a longer one, and what that leads to.

    Periods without a result do not count.

    Attributes:
        each: the shorter periods that are combined: the scheme's own unless given, or another longer one
            (a year of two terms).
        carry_vetoes: a veto in a shorter period has its effect on rating, ranking, honours and pay of the
            longer one as well.
        eligible: who is ranked and rated; without it, whoever was in one of the shorter periods.
    """

    to: PeriodKind
    each: PeriodKind | None = None
    take: Literal[Combine.MEAN, Combine.SUM] = Combine.MEAN
    carry_vetoes: bool = False
    eligible: Eligibility | None = None
    ranking: Ranking | None = None
    ratings: tuple[Rating, ...] = ()
    allowances: Allowances = ()
    pay: Pay = Pay()


class Scheme(Node):
    """A whole scheme.

    Attributes:
        scale_to: the total is converted from `full_points` to this full mark.
        weeks: which weeks a period that does not start on a Monday consists of.
    """

    scheme: Code
    title: str
    source: Source = Source()
    period: PeriodKind
    stages: tuple[Literal["primary", "junior", "senior", "vocational"], ...] = ()
    full_points: Positive
    scale_to: Figure | None = None
    floor: Figure | None = None
    cap: Figure | None = None
    rounding: PointRounding = PointRounding()
    weeks: WeekRule = WeekRule.CLIPPED
    indicators: tuple[Indicator, ...] = Field(min_length=1)
    limits: tuple[Limit, ...] = ()
    coefficients: tuple[Coefficient, ...] = ()
    eligible: Eligibility | None = None
    vetoes: tuple[Veto, ...] = ()
    decisions: Decisions | None = None
    ranking: Ranking | None = None
    ratings: tuple[Rating, ...] = ()
    allowances: Allowances = ()
    pay: Pay = Pay()
    longer_periods: tuple[LongerPeriod, ...] = ()
    honours: tuple[Honour, ...] = ()
    consequences: tuple[Consequence, ...] = ()

    def items(self) -> list[Item]:
        """List all items, in order."""
        return [item for indicator in self.indicators for item in indicator.all_items()]

    def readers(self) -> dict[Code, list[Item]]:
        """Give the items that read the records of an item, by its code; nobody reads those of a reading item."""
        readers: dict[Code, list[Item]] = {item.code: [] for item in self.items()}
        for item in self.items():
            readers[item.records_of].append(item)
        return readers

    def all_indicators(self) -> list[Indicator]:
        """List all indicators, lower ones before the ones above them."""
        return [below for indicator in self.indicators for below in indicator.all_indicators()]

    def part_codes(self) -> list[Code]:
        """List the codes of all indicators and items."""
        indicators = [indicator.code for indicator in self.all_indicators()]
        return indicators + [item.code for item in self.items()]

    def part_names(self) -> dict[Code, str]:
        """Name all indicators and items by their codes."""
        names = {indicator.code: indicator.name for indicator in self.all_indicators()}
        return names | {item.code: item.name for item in self.items()}

    def ends_of(self, kind: PeriodKind | None) -> Scheme | LongerPeriod | None:
        """Give what says how a kind of period is ranked and rated: the own one unless given; None if not scored."""
        if kind is None or kind is self.period:
            return self
        return next((longer for longer in self.longer_periods if longer.to is kind), None)

    @property
    def full_total(self) -> int:
        """The full mark of the final total, in units."""
        return self.scale_to or self.full_points or UNITS

    @model_validator(mode="after")
    def _codes_are_unique_and_known(self) -> Self:
        codes = [
            *self.part_codes(),
            *(veto.code for veto in self.vetoes if veto.evidence is None),
            *(allowance.code for allowance in self.allowances),
        ]
        twice = sorted(
            {code for code in codes if codes.count(code) > 1} | ({"total", "decision"} & set(codes))
        )
        if twice:
            raise ValueError(f"codes stand once and differ from total and decision: {', '.join(twice)}")
        self._check_references()
        return self

    def _check_references(self) -> None:
        parts = set(self.part_codes())
        named = {part for limit in self.limits for part in limit.parts}
        named |= {veto.when.part for veto in self.vetoes if veto.when} - {TOTAL}
        named |= _parts_named(self) - {TOTAL}
        if unknown := sorted(named - parts):
            raise ValueError(f"no indicator or item has the code {', '.join(unknown)}")
        for item in self.items():
            self._check_evidence(item)
        self._check_ratings(self.ratings)
        self._check_limits()
        for longer in self.longer_periods:
            _check_longer(longer)
            if longer.carry_vetoes and longer.ratings:
                self._check_ratings(longer.ratings)

    def _check_ratings(self, ratings: tuple[Rating, ...]) -> None:
        wanted = {
            code for veto in self.vetoes for code in (veto.effect.rating, veto.effect.rating_at_most) if code
        }
        if unknown := sorted(wanted - {rating.code for rating in ratings}):
            raise ValueError(f"no rating has the code {', '.join(unknown)}")

    def _check_evidence(self, item: Item) -> None:
        """An item reads what another one records, and finds in it what it needs."""
        if item.evidence is None:
            return
        event = item.evidence.partition("/")[2]
        read = next((each for each in self.items() if each.code == item.records_of), None)
        if read is None or read is item or read.evidence is not None:
            raise ValueError(f"no item that is recorded has the code {item.records_of}")
        events = {code for code, _ in read.rule.codes()}
        own = set(item.rule.codes()) - {("", "")}
        if (event and event not in events) or not own <= set(read.rule.codes()):
            raise ValueError(f"no records that could be counted: {read.code} for {item.code}")
        if item.rule.needs_value and not read.rule.needs_value:
            raise ValueError(f"no values that could be measured: {read.code} for {item.code}")

    def _check_limits(self) -> None:
        """A limit acts on points as they enter the total, so nothing may change them on their way."""
        for limit in self.limits:
            for indicator in self.indicators:
                if changed := _changed_on_the_way(indicator, set(limit.parts)):
                    raise ValueError(
                        f"a limit across parts cannot stand above a weight, floor or cap: {', '.join(changed)}"
                    )


def _parts_named(ends: Scheme | LongerPeriod) -> set[Code]:
    """Give what ranking, ratings and allowances name as a part."""
    named = set(ends.ranking.tie_break) if ends.ranking else set()
    named |= {condition.part for rating in ends.ratings if rating.needs for condition in rating.needs.of}
    named |= {allowance.of for allowance in ends.allowances if isinstance(allowance, PerPoint | Below)}
    bands = {allowance.of for allowance in ends.allowances if isinstance(allowance, ByBand)}
    return named | bands - {*HEADCOUNTS, YEARS}


def _changed_on_the_way(node: Indicator, parts: set[Code]) -> list[Code]:
    """List which of the parts lie in or under a node that weighs or bounds what is below it."""
    below = [item.code for item in node.items if item.code in parts]
    changed = [item.code for item in node.items if item.code in parts and item.weight is not None]
    for indicator in node.indicators:
        changed += _changed_on_the_way(indicator, parts)
        below += [code for code in _codes_in(indicator) if code in parts]
    bounded = node.weight is not None or node.floor is not None or node.cap is not None
    own = [node.code] if node.code in parts and node.weight is not None else []
    return own + (below if bounded else changed)


def _codes_in(node: Indicator) -> list[Code]:
    items = [item.code for item in node.items]
    return [node.code, *items, *(code for indicator in node.indicators for code in _codes_in(indicator))]


def _check_longer(longer: LongerPeriod) -> None:
    """A longer period has a total but no parts."""
    if parts := sorted(_parts_named(longer) - {TOTAL}):
        raise ValueError(f"a longer period has only a total, not {', '.join(parts)}")
    by_records = [
        line.code
        for line in longer.allowances
        if isinstance(line, PerEvent | Decided) or (isinstance(line, Factor) and line.by == "level")
    ]
    if by_records:
        raise ValueError(f"a longer period has no records to pay by: {', '.join(by_records)}")
