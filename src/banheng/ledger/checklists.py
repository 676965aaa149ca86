"""What can be ticked under a scheme: its items with their events and levels, as a person picks them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.core.points import format_units
from banheng.core.wording import Language, Wording
from banheng.policies.in_force import scheme_of, versions_in_force
from banheng.rules.level import Level
from banheng.rules.streak import Streak
from banheng.rules.tally import Tally
from banheng.rules.words import UNIT_NAMES, level_name
from banheng.spreadsheets.dictionary import headings_of, innermost

if TYPE_CHECKING:
    from datetime import date

    from banheng.rules.event import Event
    from banheng.rules.rule import Rule
    from banheng.schemes.scheme import Item, Scheme
    from banheng.schools.models import School
    from banheng.spreadsheets.dictionary import Entry, Heading

RECTIFIED = "rectified"
"""Code of the event of an item that gives points back for what was put right (整改)."""

UP_TO = Wording("{least} 至 {most}", "{least} to {most}")
WHOLE_ITEM = Wording("本项计 0 分", "the item gives 0")
FREE = Wording("不扣分", "exempt")


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to tick.

    Attributes:
        event, level: codes, empty where the item has none.
        gain: whether it is praise (1), a deduction (-1) or neither (0).
        price: signed points for people, empty where there is no price of its own.
        needs_value, least, most: as in `spreadsheets.dictionary.Entry`, figures in units.
        counted: whether it may happen several times in one record.
    """

    event: str
    level: str
    name: str
    gain: int
    price: str
    unit: str
    needs_value: bool = False
    least: int | None = None
    most: int | None = None
    needs_project: bool = False
    counted: bool = True


@dataclass(frozen=True, slots=True)
class CheckItem:
    """An item with its choices.

    Attributes:
        source: where the scheme says that its records come from, None if it does not.
        nothing_found: the event whose quantity 0 says "looked, all in order"; None if the item has none.
        rectified: whether the scheme gives points back for what was put right.
    """

    code: str
    name: str
    source: str | None
    choices: tuple[Choice, ...]
    nothing_found: str | None
    rectified: bool


def checklist(school: School, day: date, language: Language) -> list[CheckItem]:
    """List the items of all schemes in force on a day; an item of several schemes stands once."""
    items: dict[str, CheckItem] = {}
    for version in versions_in_force(school, day):
        known = _KNOWN.get((version.digest, language))
        if known is None:
            known = _KNOWN[version.digest, language] = checklist_of(scheme_of(version), language)
        for item in known:
            items.setdefault(item.code, item)
    return list(items.values())


def checklist_of(scheme: Scheme, language: Language) -> list[CheckItem]:
    """List the items of a scheme that records are made for."""
    return [
        _item(heading, heading.item, language) for heading in headings_of(scheme) if heading.item is not None
    ]


_KNOWN: dict[tuple[str, Language], list[CheckItem]] = {}


def _item(heading: Heading, item: Item, language: Language) -> CheckItem:
    rule = innermost(item.rule)
    choices = tuple(_choice(entry, rule, heading, language) for entry in heading.entries)
    deductions = [choice for choice in choices if choice.gain < 0 and not choice.level]
    is_tally = isinstance(rule, Tally)
    return CheckItem(
        code=item.code,
        name=item.name,
        source=item.source,
        choices=tuple(choice for choice in choices if choice.event != RECTIFIED or not is_tally),
        nothing_found=deductions[0].event if is_tally and deductions else None,
        rectified=is_tally and any(choice.event == RECTIFIED for choice in choices),
    )


def _choice(entry: Entry, rule: Rule, heading: Heading, language: Language) -> Choice:
    gain, price, unit = 0, "", ""
    if isinstance(rule, Tally):
        event = rule.events[entry.event]
        gain, price = _price(event, entry.level, language)
        unit = UNIT_NAMES[event.per].say(language)
    elif isinstance(rule, Level):
        price = format_units(rule.levels[entry.level])
    elif isinstance(rule, Streak):
        gain = 0 if rule.without else _sign(rule.points)
    name = entry.event_name or ("" if entry.level else _whole_name(rule, heading))
    return Choice(
        event=entry.event,
        level=entry.level,
        name=" ".join(filter(None, [name, level_name(entry.level_name)])),
        gain=gain,
        price=price,
        unit=unit,
        needs_value=entry.needs_value,
        least=entry.least,
        most=entry.most,
        needs_project=entry.needs_project,
        counted=not (entry.needs_value or isinstance(rule, Level | Streak)),
    )


def _whole_name(rule: Rule, heading: Heading) -> str:
    """Name an item that is recorded without an event: by what happens, or by itself."""
    return rule.of if isinstance(rule, Streak) else heading.name


def _price(event: Event, level: str, language: Language) -> tuple[int, str]:
    if event.zeroes_item:
        return -1, WHOLE_ITEM.say(language)
    if event.exempt:
        return 0, FREE.say(language)
    if event.range is not None:
        least, most = min(event.range), max(event.range)
        return _sign(least + most), UP_TO.say(language, least=_signed(least), most=_signed(most))
    prices = [*(event.escalate or ()), event.level_prices().get(level, event.points or 0)]
    return _sign(prices[0]), _signed(prices[0])


def _sign(points: int) -> int:
    return (points > 0) - (points < 0)


def _signed(points: int) -> str:
    """Write points with their sign, the minus as in print."""
    text = format_units(abs(points))
    return f"+{text}" if points > 0 else f"−{text}" if points < 0 else text
