"""For trying a draft on past records: which of its events is the same as one that was recorded.

A draft that was made from a document has codes of its own, so nothing recorded before would count under it.
Equal names are proposed; what counts as what is the school's choice, and only for trying.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from banheng.spreadsheets.dictionary import headings_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banheng.schemes.scheme import Scheme
    from banheng.spreadsheets.dictionary import Entry, Heading

KEY = ["item", "event", "level"]
NOTHING = ""
"""Chosen for records that are to count as nothing."""


@dataclass(frozen=True, slots=True)
class Recordable:
    """What may be recorded under a scheme; `key` is `item/event/level`."""

    key: str
    item: str
    event: str
    level: str
    needs_value: bool

    def __str__(self) -> str:
        return " · ".join(filter(None, [self.item, self.event, self.level]))

    @property
    def words(self) -> tuple[str, str]:
        """Give what it is told by, without the item it stands in."""
        return self.event or self.item, self.level


@dataclass(frozen=True, slots=True)
class Match:
    """Something recorded that the draft does not know, how often, and what it is to count as (a key, or nothing)."""

    old: Recordable
    records: int
    chosen: str
    options: Sequence[Recordable]


def recordables(scheme: Scheme) -> list[Recordable]:
    """List what may be recorded for the items of a scheme."""
    return [
        _recordable(heading, entry)
        for heading in headings_of(scheme)
        if heading.item is not None
        for entry in heading.entries
    ]


def _recordable(heading: Heading, entry: Entry) -> Recordable:
    key = f"{heading.code}/{entry.event}/{entry.level}"
    return Recordable(key, heading.name, entry.event_name, entry.level_name, entry.needs_value)


def matches_of(
    before: Scheme, scheme: Scheme, counts: Mapping[str, int], same_as: Mapping[str, str]
) -> list[Match]:
    """List the recorded things of `before` that the scheme has no code for, most frequent first.

    Args:
        counts: records of the period, by key.
        same_as: what the school has chosen; where it has not, equal names are proposed.
    """
    new = recordables(scheme)
    own = {each.key for each in new}
    found = [
        _match(each, counts[each.key], new, same_as)
        for each in recordables(before)
        if each.key in counts and each.key not in own
    ]
    return sorted(found, key=lambda match: -match.records)


def _match(old: Recordable, records: int, new: Sequence[Recordable], same_as: Mapping[str, str]) -> Match:
    options = [each for each in new if each.needs_value == old.needs_value]
    chosen = same_as.get(old.key, _proposed(old, options))
    return Match(old, records, chosen if chosen in {each.key for each in options} else NOTHING, options)


def _proposed(old: Recordable, options: Sequence[Recordable]) -> str:
    """Propose the one with the same names; without the item, only if no other has them."""
    same = [each for each in options if each.words == old.words]
    exact = [each for each in same if each.item == old.item]
    for found in (exact, same):
        if len(found) == 1:
            return found[0].key
    return NOTHING


def count_by_key(evidence: pl.DataFrame) -> dict[str, int]:
    """Count records by item, event and level."""
    said = evidence.filter(pl.col("voids") == "").group_by(KEY).len().rows()
    return {"/".join(row[:3]): row[3] for row in said}


def said_as(evidence: pl.DataFrame, matches: Sequence[Match]) -> pl.DataFrame:
    """Write records as what they are to count as."""
    rows = list(_rows(matches))
    if not rows:
        return evidence
    schema = [*KEY, *(f"new_{name}" for name in KEY)]
    table = pl.DataFrame(rows, schema=schema, orient="row")
    joined = evidence.join(table, on=KEY, how="left", maintain_order="left")
    return joined.with_columns(
        pl.coalesce(pl.col(f"new_{name}"), pl.col(name)).alias(name) for name in KEY
    ).drop([f"new_{name}" for name in KEY])


def _rows(matches: Sequence[Match]) -> Iterator[tuple[str, ...]]:
    for match in matches:
        if match.chosen:
            yield (*match.old.key.split("/", 2), *match.chosen.split("/", 2))
