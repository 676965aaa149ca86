"""Something that is counted, and its price: one by one, or for all rows at once."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
from pydantic import Field, model_validator

from banheng.core.points import UNITS, format_units
from banheng.core.rounding import divide, divide_array
from banheng.rules.by_subject import side_by_side
from banheng.rules.figures import Figure, NotNegative, Positive, PositiveCount
from banheng.rules.node import Code, Node
from banheng.rules.rule import Step
from banheng.rules.words import UNIT_NAMES, level_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banheng.core.evidence import EvidenceRecord
    from banheng.core.rounding import Integers

Unit = StrEnum("Unit", {name.upper(): name for name in UNIT_NAMES})  # type: ignore[misc]


class Event(Node):
    """Something that is counted, and its price. Exactly one form of price is given.

    Attributes:
        points: signed points each.
        range: least and greatest signed points; every record carries the points chosen in `value`.
        levels: signed points by level, or by level and prize; records name them as `level` or `level/prize`.
        escalate: signed points of the first, second, third time; the last one repeats.
            `points` may stand beside it to show the first.
        zeroes_item: one occurrence makes the whole item 0.
        exempt: recorded, but costs nothing.
        per: what is counted, for the words only.
        every: points fall due for each full lot of so many.
        free: so many cost nothing.
        at_least: nothing falls due below this quantity.
        once: however often it happens, it is priced once.
        doubled_from: from this time on the price is double.
        limit: the most this event can add or cost altogether, unsigned.
    """

    by_subject: ClassVar[frozenset[str]] = frozenset({"points", "levels", "free"})

    name: str
    points: Figure | None = None
    range: tuple[Figure, Figure] | None = None
    levels: dict[Code, Figure | dict[Code, Figure]] | None = None
    escalate: tuple[Figure, ...] | None = Field(None, min_length=1)
    zeroes_item: bool = False
    exempt: bool = False
    per: Unit = Unit("time")
    every: Positive | None = None
    free: NotNegative = 0
    at_least: NotNegative = 0
    once: bool = False
    doubled_from: PositiveCount | None = None
    limit: NotNegative | None = None

    @model_validator(mode="after")
    def _has_one_price(self) -> Self:
        if self.points is not None and self.escalate is not None and self.points != self.escalate[0]:
            raise ValueError("points and the first figure of escalate are the same price")
        prices = [
            self.points is not None and self.escalate is None,
            self.range is not None,
            self.levels is not None,
            self.escalate is not None,
            self.zeroes_item,
            self.exempt,
        ]
        if sum(prices) != 1:
            raise ValueError(
                "an event has exactly one of points, range, levels, escalate, zeroes_item, exempt"
            )
        if self.points is None and self.doubled_from is not None:
            raise ValueError("doubled_from goes with points; write the prices out with escalate instead")
        if (self.range or self.levels) and (
            self.every is not None or self.free or self.once or self.at_least
        ):
            raise ValueError("every, free, once and at_least go with points and escalate only")
        return self

    @property
    def is_plain(self) -> bool:
        """Tell whether there is a price for each, and at most some are free."""
        conditions = (self.escalate, self.every, self.doubled_from, self.limit)
        return (
            self.points is not None
            and not (self.once or self.at_least)
            and all(condition is None for condition in conditions)
        )

    def level_prices(self) -> dict[str, int]:
        """Flatten the levels to `level` or `level/prize`."""
        prices: dict[str, int] = {}
        for level, price in (self.levels or {}).items():
            if isinstance(price, dict):
                prices |= {f"{level}/{prize}": points for prize, points in price.items()}
            else:
                prices[level] = price
        return prices

    def codes(self) -> list[str]:
        """List the levels that records of this event carry."""
        return list(self.level_prices()) or [""]

    def prices(self) -> list[int]:
        """List the price of one occurrence for each of `codes`, 0 where there is none."""
        return list(self.level_prices().values()) or [0 if self.points is None else self.points]

    def times(self, quantity: int) -> int:
        """Give how many occurrences are priced, in units."""
        if quantity < self.at_least:
            return 0
        charged = max(0, quantity - self.free)
        if self.every is not None:
            charged = charged // self.every * UNITS
        if self.once:
            charged = min(charged, UNITS)
        if self.doubled_from is not None:
            charged += max(0, charged - (self.doubled_from - 1) * UNITS)
        return charged

    def times_array(self, quantity: Integers) -> Integers:
        """Give how many occurrences are priced, for each row."""
        charged = np.maximum(0, quantity - self.free)
        if self.every is not None:
            charged = charged // self.every * UNITS
        if self.once:
            charged = np.minimum(charged, UNITS)
        if self.doubled_from is not None:
            charged = charged + np.maximum(0, charged - (self.doubled_from - 1) * UNITS)
        return np.where(quantity < self.at_least, 0, charged) if self.at_least else charged


def can_gain(event: Event) -> bool:
    """Tell whether the event can raise the points."""
    prices = [*event.prices(), *(event.escalate or ()), *(event.range or ())]
    return max(prices) > 0


def record_ids(records: Sequence[EvidenceRecord], code: str) -> tuple[str, ...]:
    """List the ids of the records of one event."""
    return tuple(record.id for record in records if record.event == code)


def price(event: Event, records: list[EvidenceRecord], steps: list[Step]) -> int:
    """Price the records of one event and append how."""
    ids = tuple(record.id for record in records)
    quantity = sum(record.quantity for record in records)
    figures: dict[str, int | str] = {"name": event.name, "quantity": quantity, "unit": event.per.value}
    if event.exempt:
        steps.append(Step("exempt", figures, ids))
        return 0
    if event.levels is not None:
        return _limited(event, _price_levels(event, records, steps), steps)
    if event.range is not None:
        amount = sum((record.value or 0) * (record.quantity // UNITS) for record in records)
        least, most = _bounds(event.range)
        figures |= {"least": least, "most": most, "amount": abs(amount)}
        steps.append(Step(f"chosen_{_direction(amount)}", figures, ids))
        return _limited(event, amount, steps)
    times = event.times(quantity)
    amount, how = _priced(event, times)
    if conditions := _conditions(event, quantity):
        steps += [Step("counted", figures, ids), *conditions]
        if times:
            unit = "time" if event.every is not None else event.per.value
            steps.append(Step(f"by_count_{how.what}", {"quantity": times, "unit": unit, **how.figures}))
    else:
        steps.append(Step(how.what, {**figures, **how.figures}, ids))
    return _limited(event, amount, steps)


def _priced(event: Event, times: int) -> tuple[int, Step]:
    """Give the amount of so many times, and the step that tells it."""
    if event.escalate is None:
        each = event.points or 0
        amount = divide(each * times, UNITS)
        return amount, Step(_direction(each), {"price": abs(each), "amount": abs(amount)})
    prices, turns = event.escalate, times // UNITS
    amount = sum(prices[min(turn, len(prices) - 1)] for turn in range(turns))
    figures: dict[str, int | str] = {"sum": _turns(prices, turns), "amount": abs(amount)}
    return amount, Step(f"by_turn_{_direction(amount)}", figures)


def _turns(prices: tuple[int, ...], turns: int) -> str:
    """Write the price of every turn as a sum: `0.5 + 1 + 2 × 3`."""
    signed = min(prices) < 0 < max(prices)
    written = [format_units(price if signed else abs(price)) for price in prices[: max(1, turns)]]
    if turns > len(prices):
        written[-1] += f" × {turns - len(prices) + 1}"
    return " + ".join(written) if turns else "0"


def _bounds(bounds: tuple[int, int]) -> tuple[int, int]:
    """Give the least and the greatest size of a choice; with both signs possible, signed."""
    least, most = min(bounds), max(bounds)
    return (least, most) if least < 0 < most else (min(abs(least), abs(most)), max(abs(least), abs(most)))


def _price_levels(event: Event, records: list[EvidenceRecord], steps: list[Step]) -> int:
    total = 0
    for level, each in event.level_prices().items():
        at_level = [record for record in records if record.level == level]
        if not at_level:
            continue
        quantity = sum(record.quantity for record in at_level)
        amount = divide(each * quantity, UNITS)
        figures: dict[str, int | str] = {
            "name": f"{event.name} {level_name(level)}",
            "quantity": quantity,
            "unit": event.per.value,
            "price": abs(each),
            "amount": abs(amount),
        }
        steps.append(Step(_direction(each), figures, tuple(record.id for record in at_level)))
        total += amount
    return total


def _conditions(event: Event, quantity: int) -> list[Step]:
    """List the conditions that make the priced number differ from the counted one."""
    unit = event.per.value
    if quantity < event.at_least:
        return [Step("at_least", {"at_least": event.at_least, "unit": unit})]
    steps: list[Step] = []
    if event.free and quantity:
        steps.append(Step("free", {"free": event.free, "unit": unit}))
    if event.every is not None:
        steps.append(Step("every", {"every": event.every, "unit": unit}))
    if event.once and quantity > UNITS:
        steps.append(Step("once"))
    if event.doubled_from is not None and quantity >= event.doubled_from * UNITS:
        steps.append(Step("doubled", {"from_time": event.doubled_from * UNITS}))
    return steps


def _limited(event: Event, amount: int, steps: list[Step]) -> int:
    if event.limit is None or abs(amount) <= event.limit:
        return amount
    steps.append(Step("limited_event", {"name": event.name, "limit": event.limit}))
    return event.limit if amount > 0 else -event.limit


def _direction(amount: int) -> str:
    return "deducted" if amount < 0 else "awarded"


def price_cells(event: Event, quantity: Integers, value: Integers) -> Integers:
    """Price one event for all rows; quantity and value have shape (rows, levels of the event)."""
    if event.exempt or event.zeroes_item:
        return np.zeros(len(quantity), dtype=np.int64)
    if event.levels is not None:
        amount = divide_array(quantity * side_by_side(event.prices()).T, UNITS).sum(axis=1)
    elif event.range is not None:
        amount = value[:, 0]
    else:
        times = event.times_array(quantity[:, 0])
        if event.escalate is not None:
            amount = _escalated_array(event.escalate, times // UNITS)
        else:
            amount = divide_array(times * event.prices()[0], UNITS)
    if event.limit is None:
        return amount
    return np.clip(amount, -event.limit, event.limit)


def _escalated_array(prices: tuple[int, ...], turns: Integers) -> Integers:
    sums = np.concatenate([[0], np.cumsum(prices)]).astype(np.int64)
    inside = np.minimum(turns, len(prices))
    return sums[inside] + (turns - inside) * prices[-1]
