"""What may be recorded under a scheme: its items, vetoes, paid events and decisions, with their events and levels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from banheng.core.money import FEN_PER_YUAN
from banheng.core.points import UNITS
from banheng.rules.figures import Blank
from banheng.rules.judged import Judged
from banheng.rules.measure import Measure
from banheng.rules.position import Position
from banheng.rules.progress import Progress
from banheng.rules.ratio import Part, Ratio
from banheng.rules.roll_up import RollUp
from banheng.rules.survey import Survey
from banheng.rules.tally import Take, Tally
from banheng.schemes.allowances import Decided, Factor, PerEvent
from banheng.spreadsheets.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from banheng.rules.rule import Rule
    from banheng.schemes.allowances import Allowance
    from banheng.schemes.scheme import Item, Scheme

DECISION = "decision"
"""The item of records that settle a special case."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that may be recorded.

    Attributes:
        event, level: codes; empty where the item has none.
        event_name, level_name: for people; the code where there is no name.
        needs_value: records carry a value, between `least` and `most` (units) where these are given.
        in_yuan: the value is an amount of money.
        needs_project: the best award of each project counts, so records name the project.
    """

    event: str = ""
    event_name: str = ""
    level: str = ""
    level_name: str = ""
    needs_value: bool = False
    least: int | None = None
    most: int | None = None
    in_yuan: bool = False
    needs_project: bool = False


@dataclass(frozen=True, eq=False)
class Heading:
    """What the item column may hold, and what goes with it.

    Attributes:
        item: the item of the scheme, if it is one.
        has_other_levels: levels that are not listed may be recorded as well.
    """

    code: str
    name: str
    entries: tuple[Entry, ...]
    item: Item | None = None
    has_other_levels: bool = False

    @cached_property
    def events(self) -> Names[str]:
        """Find events by code or name."""
        return Names((entry.event, entry.event_name, entry.event) for entry in self.entries if entry.event)

    @cached_property
    def levels(self) -> Mapping[str, Names[str]]:
        """Find the levels of each event by code or name."""
        events = {entry.event for entry in self.entries}
        return {
            event: Names(
                (e.level, e.level_name, e.level) for e in self.entries if e.event == event and e.level
            )
            for event in events
        }

    @cached_property
    def by_codes(self) -> Mapping[tuple[str, str], Entry]:
        """Find entries by the codes of event and level."""
        return {(entry.event, entry.level): entry for entry in self.entries}


def headings_of(scheme: Scheme) -> list[Heading]:
    """List what may be recorded: items, then vetoes, money, decisions."""
    headings = [
        Heading(item.code, item.name, tuple(_entries(item)), item)
        for item in scheme.items()
        if item.evidence is None
    ]
    headings += _vetoes(scheme, {heading.code for heading in headings})
    longer = [allowance for period in scheme.longer_periods for allowance in period.allowances]
    for allowance in [*scheme.allowances, *longer]:
        headings += _paid(allowance)
    if scheme.decisions is not None:
        headings.append(_decisions(scheme))
    return headings


def _entries(item: Item) -> Iterator[Entry]:
    rule = innermost(item.rule)
    names = _event_names(rule)
    for event, level in rule.codes():
        entry = Entry(event, names.get(event, event), level, level, needs_value=_needs_value(rule, event))
        yield _bounded(entry, rule, item.full_points)


def innermost(rule: Rule) -> Rule:
    """Give the rule that records are made for, inside the rules that only put results together."""
    if isinstance(rule, RollUp):
        return innermost(rule.rule)
    if isinstance(rule, Position | Ratio) and rule.by is not None:
        return innermost(rule.by)
    return rule


def _parts(rule: Rule) -> list[Part]:
    if isinstance(rule, Ratio):
        return rule.parts
    return [rule.baseline, rule.now] if isinstance(rule, Progress) else []


def _event_names(rule: Rule) -> dict[str, str]:
    if isinstance(rule, Tally):
        return {code: event.name for code, event in rule.events.items()}
    if isinstance(rule, Survey):
        return {code: group.name for code, group in rule.groups.items()}
    return {part.event: part.name for part in _parts(rule)}


def _needs_value(rule: Rule, event: str) -> bool:
    if isinstance(rule, Tally):
        return rule.events[event].range is not None
    if parts := _parts(rule):
        return any(part.event == event and part.measure is not Measure.COUNT for part in parts)
    return rule.needs_value


def _bounded(entry: Entry, rule: Rule, full_points: int | None) -> Entry:
    least: int | None = None
    most: int | None = None
    if isinstance(rule, Tally):
        if bounds := rule.events[entry.event].range:
            least, most = min(bounds), max(bounds)
    elif isinstance(rule, Judged):
        least, most = rule.least, full_points if rule.most is None else rule.most
    elif isinstance(rule, Survey) and rule.levels is None:
        least, most = 0, rule.scale
    if isinstance(least, Blank) or isinstance(most, Blank):
        least = most = None
    needs_project = isinstance(rule, Tally) and rule.take is Take.HIGHEST_PER_PROJECT
    return replace(entry, least=least, most=most, needs_project=needs_project)


def _vetoes(scheme: Scheme, items: set[str]) -> list[Heading]:
    """List what triggers vetoes beside the items: a veto's own code, or something that only vetoes look at."""
    headings: dict[str, Heading] = {}
    for veto in scheme.vetoes:
        code, _, event = (veto.evidence or veto.code).partition("/")
        if code in items:
            continue
        name = veto.name if veto.evidence is None else code
        heading = headings.get(code, Heading(code, name, ()))
        entry = Entry(event, veto.name if event else "")
        headings[code] = replace(heading, entries=(*heading.entries, entry))
    return list(headings.values())


def _paid(allowance: Allowance) -> list[Heading]:
    code, name = allowance.code, allowance.name
    if isinstance(allowance, PerEvent):
        entries = tuple(Entry(event, paid.name) for event, paid in allowance.events.items())
        return [Heading(code, name, entries)]
    if isinstance(allowance, Decided):
        most = None if allowance.most_fen is None else fen_to_units(allowance.most_fen)
        entry = Entry(needs_value=True, least=fen_to_units(allowance.least_fen), most=most, in_yuan=True)
        return [Heading(code, name, (entry,))]
    if isinstance(allowance, Factor) and allowance.by == "level":
        return [
            Heading(
                code,
                name,
                tuple(Entry(level=level, level_name=level) for level in allowance.percent),
                has_other_levels=True,
            )
        ]
    return []


def fen_to_units(fen: int) -> int:
    """Give an amount of money as a value in yuan, in units."""
    return fen * UNITS // FEN_PER_YUAN


def _decisions(scheme: Scheme) -> Heading:
    may = scheme.decisions.may if scheme.decisions else ()
    entries: list[Entry] = []
    if "points" in may:
        entries += [Entry("points", "定分", needs_value=True), Entry("adjust", "加减分", needs_value=True)]
    if "rating" in may:
        entries += [Entry("rating", "定等次", rating.code, rating.name) for rating in scheme.ratings]
    if "allowance" in may:
        entries.append(Entry("allowance", "定津贴", needs_value=True, in_yuan=True))
    if "veto" in may:
        entries += [Entry("veto", "不适用一票否决", veto.code, veto.name) for veto in scheme.vetoes]
    return Heading(DECISION, "决定", tuple(entries))
