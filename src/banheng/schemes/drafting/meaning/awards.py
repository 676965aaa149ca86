"""Awards by level and prize: `校级加1分;市级一、二、三等奖分别加3、2、1分`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from banheng.schemes.drafting.meaning.figures import Figure
from banheng.schemes.drafting.meaning.phrases import one_of
from banheng.schemes.drafting.meaning.rates import Rate
from banheng.schemes.drafting.meaning.slate import SENTENCE_ENDS, Slate

_PRIZE = re.compile(one_of("levels", "prizes"))
_PLACE, _ENDING, _ABOVE = (one_of("levels", name) for name in ("places", "endings", "and_above"))
_TIER = re.compile(
    rf"{_PLACE}(?:{_ENDING}(?:{_ABOVE})?|{_ABOVE}|(?={one_of('levels', 'prizes')}|[一二三]、|第|$|奖))"
)


NO_TIER = ""


def read_awards(slate: Slate, rates: Sequence[Rate], *, is_bonus: bool) -> dict[str, Any] | None:
    """Make a table of the rates when they are told apart by level or prize only."""
    table: dict[str, Any] = {}
    tier = NO_TIER
    behind = 0
    for rate in rates:
        if any(mark in slate.text[behind : rate.span.start] for mark in SENTENCE_ENDS):
            tier = NO_TIER
        behind = rate.span.end
        tier = _named_tier(rate) or tier
        row = _row(rate)
        if row is None and tier == NO_TIER:
            return None
        if row is None:
            table.setdefault(tier, rate.low)
        elif all(_TIER.fullmatch(name) for name in row):
            table |= row
        elif isinstance(prizes := table.setdefault(tier, {}), dict):
            prizes |= row
    if list(table) == [NO_TIER] and is_bonus:
        table = table[NO_TIER]
    if NO_TIER in table or _size(table) < 2:
        return None
    per = next((rate.quantity.per for rate in rates if rate.quantity), None)
    return {"table": table} | ({"per": per} if per else {})


def _named_tier(rate: Rate) -> str:
    found = list(_TIER.finditer(rate.event.text))
    return found[-1][0] if found else NO_TIER


def _row(rate: Rate) -> dict[str, Figure] | None:
    """Return the points by prize; None when the rate names a level only, or neither."""
    if rate.names:
        return dict(zip(rate.names, rate.amounts, strict=True))
    prize = _PRIZE.search(rate.event.text)
    return {prize[0]: rate.low} if prize else None


def _size(table: dict[str, Any]) -> int:
    return sum(len(row) if isinstance(row, dict) else 1 for row in table.values())
