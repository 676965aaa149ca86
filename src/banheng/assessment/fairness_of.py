"""The visits of a period from the ledger, with what each record costs by itself under the scheme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl
from django.utils.translation import gettext

from banheng.assessment.visits import inspected_items
from banheng.core.evidence import EvidenceRecord
from banheng.core.points import UNITS
from banheng.fairness.visits import VISITS_SCHEMA
from banheng.ledger.models import Record
from banheng.rules.event import price
from banheng.rules.level import Level
from banheng.rules.tally import Tally
from banheng.spreadsheets.dictionary import innermost

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.assessment.periods import ScoredPeriod
    from banheng.schemes.scheme import Indicator, Item, Scheme

HUNDRED_PERCENT = 100 * UNITS


@dataclass(frozen=True, slots=True)
class InspectedPeriod:
    """What inspectors saw in a period.

    Attributes:
        visits: in the form of `VISITS_SCHEMA`; classes and items by code.
        names: of the inspectors; pupils have a number instead.
    """

    visits: pl.DataFrame
    names: dict[str, str]


def inspected_period(scored: ScoredPeriod) -> InspectedPeriod:
    """Gather the visits of a period: inspectors' records about classes that are not voided.

    A record is priced as if it were the only one: what is free, doubled or capped over a month says nothing
    about who wrote it down. Praise is no loss.
    """
    period = scored.period
    records = (
        Record.objects.filter(
            school=scored.version.school,
            day__range=(period.first, period.last),
            source=Record.Source.INSPECTION,
            school_class__isnull=False,
            voids__isnull=True,
            voided_by__isnull=True,
        )
        .select_related("recorder__staff", "school_class")
        .order_by("sequence")
    )
    prices = _Prices(scored.scheme)
    names: dict[str, str] = {}
    rows = []
    pupils = 0
    for record in records:
        inspector = str(record.recorder_id)
        costs = list(prices.of(record))
        if costs and inspector not in names:
            is_staff = record.recorder is not None and record.recorder.staff is not None
            pupils += not is_staff
            names[inspector] = record.recorder_name if is_staff else _pupil(pupils)
        rows += [
            (inspector, record.school_class.code, item, record.day, loss)  # type: ignore[union-attr]
            for item, loss in costs
        ]
    table = pl.DataFrame(rows, schema=VISITS_SCHEMA, orient="row")
    return InspectedPeriod(_with_nothing_found(table, prices.tallies), names)


def _with_nothing_found(table: pl.DataFrame, tallies: Sequence[str]) -> pl.DataFrame:
    """Add the visits at which an inspector had nothing to write about an item.

    Many write down only what they find. Who wrote about an item in a week is taken to have looked at it wherever
    they wrote anything that week; not so for levels, which are given or not.
    """
    week = pl.col("day").dt.truncate("1w").alias("week")
    places = table.select("inspector", "school_class", "day", week).unique()
    items = table.filter(pl.col("item").is_in(tallies)).select("inspector", week, "item").unique()
    nothing = places.join(items, on=["inspector", "week"]).select(
        "inspector", "school_class", "item", "day", pl.lit(0.0).alias("loss")
    )
    by = ["inspector", "school_class", "item", "day"]
    return pl.concat([table, nothing]).group_by(by).agg(pl.col("loss").sum()).sort(by)


def _pupil(number: int) -> str:
    return gettext("学生检查员%(number)d") % {"number": number}


class _Prices:
    """What records cost under a scheme, in points of the total."""

    def __init__(self, scheme: Scheme) -> None:
        wanted = {item.code for item in inspected_items(scheme)}
        self.readers = {
            code: [item for item in items if item.code in wanted] for code, items in scheme.readers().items()
        }
        self.tallies = [item.code for item in scheme.items() if isinstance(innermost(item.rule), Tally)]
        self.shares = {
            code: share for indicator in scheme.indicators for code, share in _shares(indicator, 1.0)
        }

    def of(self, record: Record) -> Iterator[tuple[str, float]]:
        """Give each item that the record counts for, and its loss."""
        for item in self.readers.get(record.item, ()):
            loss = _loss(item, record)
            if loss is not None:
                yield item.code, loss / UNITS * self.shares[item.code]


def _shares(indicator: Indicator, share: float) -> Iterator[tuple[str, float]]:
    """Give the share with which the points of each item below enter the total."""
    own = share * _percentage(indicator.weight)
    for below in indicator.indicators:
        yield from _shares(below, own)
    for item in indicator.items:
        yield item.code, own * _percentage(item.weight)


def _percentage(weight: int | None) -> float:
    return 1.0 if weight is None else weight / HUNDRED_PERCENT


def _loss(item: Item, record: Record) -> int | None:
    """Give what a record costs in units; None if it does not count or its item is not judged visit by visit."""
    rule, counted = innermost(item.rule), item.counted_as(record.event, record.level)
    if not isinstance(rule, Tally | Level) or counted is None:
        return None
    event, level = counted
    if isinstance(rule, Level):
        return max(rule.levels.values()) - rule.levels[level]
    if rule.events[event].zeroes_item:
        return (item.full_points or 0) if record.quantity else 0
    seen = EvidenceRecord(
        id=str(record.pk),
        item=item.code,
        day=record.day,
        event=event,
        level=level,
        project=record.project,
        quantity=record.quantity,
        value=record.value,
    )
    return max(0, -price(rule.events[event], [seen], []))
