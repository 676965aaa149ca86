"""The buttons that an inspector will see under a scheme, before it is in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banheng.rules.tally import Tally
from banheng.schemes.describing_rules import describe_event
from banheng.schemes.speaking import Speaker
from banheng.spreadsheets.dictionary import headings_of, innermost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.core.wording import Language
    from banheng.schemes.scheme import Item, Scheme
    from banheng.spreadsheets.dictionary import Heading


@dataclass(frozen=True, slots=True)
class Button:
    """What is pressed, what it is worth, and what has to be filled in; `sign` is minus, plus or empty."""

    name: str
    worth: str
    sign: str
    needs_value: bool


@dataclass(frozen=True, slots=True)
class ButtonGroup:
    """The buttons of one item."""

    name: str
    code: str
    buttons: tuple[Button, ...]


def buttons_of(scheme: Scheme, language: Language) -> list[ButtonGroup]:
    """List what is recorded on inspection, item by item."""
    speaker = Speaker(language)
    return [
        ButtonGroup(heading.name, heading.code, tuple(_buttons(heading, heading.item, speaker)))
        for heading in headings_of(scheme)
        if heading.item is not None and heading.item.source == "inspection"
    ]


def _buttons(heading: Heading, item: Item, speaker: Speaker) -> Iterator[Button]:
    rule = innermost(item.rule)
    for entry in heading.entries:
        name = " ".join(filter(None, [entry.event_name, entry.level_name])) or heading.name
        event = rule.events.get(entry.event) if isinstance(rule, Tally) else None
        if event is None:
            yield Button(name, "", "", entry.needs_value)
            continue
        worth = describe_event(event, speaker).partition(": ")[2]
        prices = [*event.prices(), *(event.escalate or ()), *(event.range or ())]
        if entry.level:
            price = event.level_prices().get(entry.level, 0)
            worth, prices = speaker.signed(price), [price]
        sign = "minus" if min(prices) < 0 else "plus" if max(prices) > 0 else ""
        yield Button(name, worth, sign, entry.needs_value)
