"""What is counted: priced twice, bottomless, or left to somebody's discretion."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from banheng.core.findings import Severity
from banheng.core.points import format_units
from banheng.rules.event import can_gain
from banheng.rules.position import Position
from banheng.rules.progress import Progress
from banheng.rules.tally import Tally
from banheng.rules.target import Target
from banheng.rules.timely import Timely
from banheng.schemes.linting.check import Found, PlacedRule, check, rules
from banheng.schemes.walking import Path_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.rules.event import Event
    from banheng.schemes.scheme import Scheme


def _events(scheme: Scheme) -> Iterator[tuple[Path_, PlacedRule, Event]]:
    for placed in rules(scheme):
        if isinstance(placed.rule, Tally):
            for code, event in placed.rule.events.items():
                yield (*placed.path, "events", code), placed, event


def _price(event: Event) -> tuple[object, ...]:
    return (event.points, event.range, event.level_prices(), event.escalate, event.zeroes_item, event.exempt)


def _named_twice(scheme: Scheme, *, same_price: bool) -> Found:
    by_name: dict[str, list[tuple[Path_, PlacedRule, Event]]] = defaultdict(list)
    for path, placed, event in _events(scheme):
        for _, earlier, other in by_name[event.name.strip()][:1]:
            if earlier.item is not placed.item and earlier.item.records_of == placed.item.records_of:
                continue  # one record, which L307 remarks on
            if (_price(other) == _price(event)) is same_price:
                yield path, {"name": event.name, "other": earlier.item.name}
        by_name[event.name.strip()].append((path, placed, event))


@check(
    "L301",
    Severity.WARNING,
    "“{name}”在“{other}”中已有不同的分值，同一件事会有两种算法。请统一分值，或改名以示区别。",
    "'{name}' has another price in '{other}': one thing would be counted in two ways. Use one price, or other names.",
)
def priced_differently(scheme: Scheme) -> Found:
    """One thing has one price."""
    yield from _named_twice(scheme, same_price=False)


@check(
    "L302",
    Severity.NOTE,
    "“{name}”在“{other}”中也有同样的分值。请确认同一件事不会记两次。",
    "'{name}' stands in '{other}' with the same price. Make sure that one thing is not recorded twice.",
)
def priced_twice(scheme: Scheme) -> Found:
    """One thing is priced in one place."""
    yield from _named_twice(scheme, same_price=True)


@check(
    "L307",
    Severity.WARNING,
    "“{name}”的同一条记录在“{other}”中已有分值，在这里会再计一次。确要两处都计，请用 note 写明。",
    "one record of '{name}' has a price in '{other}' and counts here once more. If both are meant, say so in a note.",
)
def record_priced_twice(scheme: Scheme) -> Found:
    """A record that two items read has its price in one of them; the other counts or bounds.

    Source: 000-G-27, where meetings are counted that another item scores for their records.
    """
    priced = {
        (placed.item.code, code): (placed, event)
        for placed in rules(scheme)
        if isinstance(placed.rule, Tally)
        for code, event in placed.rule.events.items()
    }
    for (_, code), (placed, event) in priced.items():
        item = placed.item
        read = priced.get((item.records_of, code))
        if item.evidence is not None and read is not None and not (item.note or placed.rule.note):
            yield (*placed.path, "events", code), {"name": event.name, "other": read[0].item.name}


@check(
    "L303",
    Severity.WARNING,
    "“{name}”可能扣到 0 分以下，而没有写下限。扣完为止请写 floor: 0，允许负分请写出下限。",
    "'{name}' can fall below 0 and no floor is stated. Write floor: 0, or the floor that is meant.",
)
def floor_unstated(scheme: Scheme) -> Found:
    """A rule that can fall below zero says how far; an item of deductions only is meant to."""
    for placed in rules(scheme):
        if placed.gives_points and _falls_below_zero(placed):
            yield placed.path, {"name": placed.item.name}


def _falls_below_zero(placed: PlacedRule) -> bool:
    rule, full = placed.rule, placed.full_points or 0
    if getattr(rule, "floor", None) is not None:
        return False
    if isinstance(rule, Tally):
        only_deducts = rule.start == "zero" and not any(map(can_gain, rule.events.values()))
        return not only_deducts and _tally_falls_below(rule, rule.start_points(full))
    if isinstance(rule, Timely):
        return rule.each_day_late < 0
    if isinstance(rule, Target):
        lots = -(-rule.target // rule.every) if rule.every else 0
        return rule.start_points(full) + min(0, rule.short * lots) < 0 or rule.extra < 0
    if isinstance(rule, Progress):
        return rule.loss < 0
    return isinstance(rule, Position) and rule.first is not None and rule.step < 0 and rule.least is None


def _tally_falls_below(rule: Tally, start: int) -> bool:
    floors = {code: group.floor for group in rule.groups for code in group.events}
    lowest = start + sum(group.floor for group in rule.groups if group.floor is not None)
    for code, event in rule.events.items():
        if floors.get(code) is not None:
            continue
        least = min([*event.prices(), *(event.escalate or ()), *(event.range or ())])
        if least >= 0:
            continue
        if event.limit is None and not event.once:
            return True
        lowest += least if event.limit is None else -event.limit
    return lowest < 0


@check(
    "L304",
    Severity.ERROR,
    "酌情范围 {first} 至 {second} 前大后小，没有分值可选。请把小的写在前面。",
    "the range {first} to {second} stands the wrong way round. Write the lesser figure first.",
)
def range_reversed(scheme: Scheme) -> Found:
    """A discretionary range runs from its lesser to its greater figure."""
    for path, _, event in _events(scheme):
        if event.range is not None and event.range[0] > event.range[1]:
            first, second = map(format_units, event.range)
            yield (*path, "range"), {"first": first, "second": second}


@check(
    "L305",
    Severity.WARNING,
    "“{name}”逾期的分值 {late} 高于按时的 {on_time}。请核对。",
    "'{name}' gives {late} when late but {on_time} in time. Compare with the policy.",
)
def late_is_better(scheme: Scheme) -> Found:
    """Being late is not worth more than being in time."""
    for placed in rules(scheme):
        rule = placed.rule
        if isinstance(rule, Timely) and rule.late > rule.on_time:
            figures = {"late": format_units(rule.late), "on_time": format_units(rule.on_time)}
            yield (*placed.path, "late"), {"name": placed.item.name, **figures}


@check(
    "L306",
    Severity.WARNING,
    "“{name}”没有写明无记录时怎样计分，将按起始分计。请写 when_missing（start、full、zero 或 not_applicable）。",
    "'{name}' does not say what no record means; the starting points will stand. "
    "Write when_missing: start, full, zero or not_applicable.",
)
def missing_unstated(scheme: Scheme) -> Found:
    """Missing is not zero: what no record means is stated."""
    for placed in rules(scheme):
        if isinstance(placed.rule, Tally) and "when_missing" not in placed.rule.model_fields_set:
            yield placed.path, {"name": placed.item.name}


@check(
    "L901",
    Severity.NOTE,
    "“{name}”在 {first} 至 {second} 之间酌情计分，没有说明由谁决定。请用 note 写明。",
    "'{name}' is priced at discretion from {first} to {second}; who decides is not said. Say it in a note.",
)
def discretion_unexplained(scheme: Scheme) -> Found:
    """A discretionary price says who decides."""
    for path, placed, event in _events(scheme):
        rule = placed.rule
        if event.range is not None and not (event.note or event.assumption or rule.note or rule.assumption):
            first, second = map(format_units, event.range)
            yield path, {"name": event.name, "first": first, "second": second}
