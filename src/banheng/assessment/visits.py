"""How often each class was looked at: from the records, which say also when nothing was found."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from banheng.rules.rule import WhenMissing
from banheng.scoring.evidence import effective

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.periods import Period
    from banheng.schemes.scheme import Item, Scheme


@dataclass(frozen=True, slots=True)
class ItemVisits:
    """On how many days each class was looked at for an item.

    Attributes:
        days: by class code; a class without any is there with 0.
        most, least: of all classes.
    """

    item: Item
    days: Mapping[str, int]
    most: int
    least: int

    @property
    def behind(self) -> list[str]:
        """List the classes that were looked at on fewer days than another one."""
        return [code for code, number in self.days.items() if number < self.most]


def inspected_items(scheme: Scheme) -> list[Item]:
    """List the items of the full score that inspectors look at; a bonus is nothing to look for everywhere."""
    within = [indicator for indicator in scheme.indicators if not indicator.outside_total]
    return [item for indicator in within for item in indicator.all_items() if item.source == "inspection"]


def compared_items(scheme: Scheme) -> list[Item]:
    """List the inspected items that count in every week, so that one week can be held against another."""
    return [
        item for item in inspected_items(scheme) if item.rule.when_missing is not WhenMissing.NOT_APPLICABLE
    ]


def visits(
    scheme: Scheme, evidence: pl.DataFrame, period: Period, classes: Sequence[str]
) -> list[ItemVisits]:
    """Count, for each inspected item, the days on which each class was looked at."""
    seen = effective(evidence, period).select("school_class", "item", "day").unique()
    number = Counter(seen.select("item", "school_class").iter_rows())
    found = []
    for item in inspected_items(scheme):
        days = {code: number[item.code, code] for code in classes}
        found.append(ItemVisits(item, days, max(days.values(), default=0), min(days.values(), default=0)))
    return found


def days_looked_at(
    scheme: Scheme, evidence: pl.DataFrame, period: Period, classes: Sequence[str]
) -> dict[str, int]:
    """Count the days on which each class was looked at for anything that is inspected."""
    codes = [item.code for item in inspected_items(scheme)]
    seen = (
        effective(evidence, period).filter(pl.col("item").is_in(codes)).select("school_class", "day").unique()
    )
    number = Counter(seen["school_class"])
    return {code: number[code] for code in classes}
