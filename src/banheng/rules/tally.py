"""Count events and price them: deductions, awards, prizes, in one kind of rule."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal, Self, cast

import numpy as np
from pydantic import Field, model_validator

from banheng.core.points import UNITS
from banheng.core.rounding import divide_array
from banheng.core.wording import Wording
from banheng.rules.by_subject import looked_up, side_by_side
from banheng.rules.event import Event, can_gain, price, price_cells, record_ids
from banheng.rules.figures import Figure, Start, starting_points
from banheng.rules.limits import limit, limit_array
from banheng.rules.node import Code, Node
from banheng.rules.rule import Rule, Scored, Step, WhenMissing
from banheng.rules.words import level_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.evidence import EvidenceRecord
    from banheng.core.rounding import Integers
    from banheng.core.wording import Language
    from banheng.rules.rule import Case, Cells, ScoredCells, Setting


class Take(StrEnum):
    """Which of several awards count."""

    EVERY = "every"
    HIGHEST = "highest"  # the best single one
    HIGHEST_PER_PROJECT = "highest_per_project"  # the best of each project (同一项目取最高)


class EventGroup(Node):
    """Several events that may together add or cost only so much."""

    name: str
    events: tuple[Code, ...]
    floor: Figure | None = None
    cap: Figure | None = None


class Tally(Rule):
    """Start from some points and move by the price of every event, between a floor and a cap."""

    kind: Literal["tally"]
    start: Start = "full"
    events: dict[Code, Event] = Field(min_length=1)
    groups: tuple[EventGroup, ...] = ()
    take: Take = Take.EVERY
    floor: Figure | None = None
    cap: Figure | None = None
    when_missing: WhenMissing = WhenMissing.START

    wordings: ClassVar[Mapping[str, Wording]] = {
        "deducted": Wording(
            "{name} {quantity} {unit} × {price} = {amount}",
            "{name}: {quantity} {unit} × {price} = {amount} off",
        ),
        "deducted_from_start": Wording(
            "扣：{name} {quantity} {unit} × {price} = {amount}",
            "{name}: {quantity} {unit} × {price} = {amount} off",
        ),
        "awarded": Wording(
            "加：{name} {quantity} {unit} × {price} = {amount}",
            "{name}: {quantity} {unit} × {price} = {amount} added",
        ),
        "by_turn_deducted": Wording(
            "{name} {quantity} {unit}，依次扣 {sum} = {amount}",
            "{name}: {quantity} {unit}, {sum} = {amount} off",
        ),
        "by_turn_awarded": Wording(
            "{name} {quantity} {unit}，依次加 {sum} = {amount}",
            "{name}: {quantity} {unit}, {sum} = {amount} added",
        ),
        "chosen_deducted": Wording(
            "{name} {quantity} {unit}，酌情共扣 {amount}（每{unit} {least} 至 {most}）",
            "{name}: {quantity} {unit}, {amount} off at discretion ({least} to {most} each)",
        ),
        "chosen_awarded": Wording(
            "{name} {quantity} {unit}，酌情共加 {amount}（每{unit} {least} 至 {most}）",
            "{name}: {quantity} {unit}, {amount} added at discretion ({least} to {most} each)",
        ),
        "counted": Wording("{name} {quantity} {unit}", "{name}: {quantity} {unit}"),
        "free": Wording("{free} {unit}以内不计", "the first {free} {unit} are free"),
        "at_least": Wording("达到 {at_least} {unit}才计", "counts only from {at_least} {unit}"),
        "every": Wording("每满 {every} {unit}计一次", "counts once per full {every} {unit}"),
        "once": Wording("只计一次", "counts once only"),
        "doubled": Wording("第 {from_time} 次起加倍", "double from number {from_time} on"),
        "by_count_deducted": Wording(
            "按 {quantity} {unit} × {price} = {amount}", "so {quantity} {unit} × {price} = {amount} off"
        ),
        "by_count_deducted_from_start": Wording(
            "按 {quantity} {unit} × {price}，扣 {amount}", "so {quantity} {unit} × {price} = {amount} off"
        ),
        "by_count_awarded": Wording(
            "按 {quantity} {unit} × {price}，加 {amount}", "so {quantity} {unit} × {price} = {amount} added"
        ),
        "by_count_by_turn_deducted": Wording(
            "按 {quantity} {unit}，依次扣 {sum} = {amount}", "so {quantity} {unit}, {sum} = {amount} off"
        ),
        "by_count_by_turn_awarded": Wording(
            "按 {quantity} {unit}，依次加 {sum} = {amount}", "so {quantity} {unit}, {sum} = {amount} added"
        ),
        "limited": Wording("最多计 {limit}", "at most {limit} for this"),
        "limited_event": Wording("“{name}”最多计 {limit}", "{name} at most {limit}"),
        "highest": Wording("取最高一项：{name}，加 {amount}", "the highest counts: {name}, {amount} added"),
        "highest_of_project": Wording(
            "项目“{project}”取最高一项：{name}，加 {amount}",
            "project {project}, the highest counts: {name}, {amount} added",
        ),
        "exempt": Wording("{name} {quantity} {unit}，不扣分", "{name}: {quantity} {unit}, exempt"),
        "zeroed": Wording("有“{name}”，本项计 0 分", "{name}: the item gives 0"),
        "group_off": Wording("“{name}”合计最多扣 {limit}", "{name} together at most {limit} off"),
        "group_added": Wording("“{name}”合计最多加 {limit}", "{name} together at most {limit} added"),
        "group_least": Wording("“{name}”合计至少加 {limit}", "{name} together at least {limit} added"),
        "group_least_off": Wording("“{name}”合计至少扣 {limit}", "{name} together at least {limit} off"),
    }

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        unknown = [code for group in self.groups for code in group.events if code not in self.events]
        if unknown:
            raise ValueError(f"the group names events that the rule does not have: {', '.join(unknown)}")
        grouped = [code for group in self.groups for code in group.events]
        if len(grouped) != len(set(grouped)):
            raise ValueError("an event belongs to one group only")
        if self.take is not Take.EVERY:
            self._takes_plain_awards_only()
        return self

    def _takes_plain_awards_only(self) -> None:
        plain = all(
            (event.points is not None or event.levels is not None)
            and not (event.free or event.at_least or event.once or event.doubled_from)
            and event.every is None
            and event.limit is None
            and min(event.prices()) >= 0
            for event in self.events.values()
        )
        if not plain or self.groups:
            raise ValueError(
                "where only the highest award counts, events have plain points or levels, not negative"
            )

    def codes(self) -> list[tuple[str, str]]:
        """List every event with each of its levels."""
        return [(code, level) for code, event in self.events.items() for level in event.codes()]

    def event_name(self, event: str) -> str:
        """Give the name of the event."""
        return self.events[event].name if event in self.events else ""

    def unit_of(self, event: str) -> str:
        """Give what the event is counted in."""
        return self.events[event].per.value if event in self.events else ""

    @property
    def needs_listed(self) -> bool:
        """Choosing the highest award needs the single records."""
        return self.take is not Take.EVERY

    def start_points(self, full_points: int) -> int:
        """Give the points the count starts from."""
        return starting_points(self.start, full_points)

    def greatest(self, full_points: int) -> int | None:
        """Give the start plus all that can be gained."""
        start = self.start_points(full_points)
        gains = [event for event in self.events.values() if can_gain(event)]
        if not gains:
            return start if self.cap is None else min(start, self.cap)
        limits = [event.limit for event in gains if event.limit is not None]
        unlimited = None if len(limits) < len(gains) else start + sum(limits)
        bounds = [bound for bound in (unlimited, self.cap) if bound is not None]
        return min(bounds) if bounds else None

    def score(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Score subjects one by one."""
        return [self._score_case(case, setting) for case in cases]

    def _score_case(self, case: Case, setting: Setting) -> Scored:
        if not case.records:
            return self.score_missing(setting)
        start = self.start_points(setting.full_points)
        steps = [Step("start_full" if self.start == "full" else "start", {"points": start})]
        zeroed = [
            Step("zeroed", {"name": event.name}, record_ids(case.records, code))
            for code, event in self.events.items()
            if event.zeroes_item and sum(r.quantity for r in case.records if r.event == code) > 0
        ]
        if zeroed:
            return Scored(0, steps=(*steps, *zeroed))
        amount, more = self._highest(case) if self.needs_listed else self._every(case)
        points, bound = limit(start + amount, self.floor, self.cap)
        return Scored(points, steps=(*steps, *more, *bound))

    def _every(self, case: Case) -> tuple[int, list[Step]]:
        steps: list[Step] = []
        amounts: dict[str, int] = {}
        for code, event in self.events.items():
            records = [record for record in case.records if record.event == code]
            if records:
                amounts[code] = price(event, records, steps)
        grouped = 0
        for group in self.groups:
            together = sum(amounts.pop(code, 0) for code in group.events)
            limited, bound = limit(together, group.floor, group.cap)
            grouped += limited
            if bound:
                steps.append(_bound_step(group.name, limited, together))
        return grouped + sum(amounts.values()), steps

    def _highest(self, case: Case) -> tuple[int, list[Step]]:
        by_project: dict[str, list[EvidenceRecord]] = defaultdict(list)
        for record in case.records:
            by_project[record.project if self.take is Take.HIGHEST_PER_PROJECT else ""].append(record)
        steps: list[Step] = []
        total = 0
        for project, records in sorted(by_project.items()):
            best = max(records, key=self._award)
            amount = self._award(best)
            figures: dict[str, int | str] = {
                "project": project,
                "amount": amount,
                "name": f"{self.events[best.event].name} {level_name(best.level)}".strip(),
            }
            what = "highest_of_project" if project else "highest"
            steps.append(Step(what, figures, tuple(record.id for record in records)))
            total += amount
        return total, steps

    def _award(self, record: EvidenceRecord) -> int:
        if record.quantity == 0:
            return 0
        event = self.events[record.event]
        return event.level_prices()[record.level] if event.levels is not None else event.points or 0

    def say(self, step: Step, language: Language) -> str:
        """Word one step; that something is taken off goes without saying only where full points are given first."""
        from_start = f"{step.what}_from_start"
        if self.start != "full" and from_start in self.wordings:
            return super().say(replace(step, what=from_start), language)
        return super().say(step, language)

    def score_cells(self, cells: Cells, setting: Setting) -> ScoredCells:
        """Score all rows at once."""
        amount = self._highest_cells(cells) if self.needs_listed else self._every_cells(cells)
        points = limit_array(self.start_points(setting.full_points) + amount, self.floor, self.cap)
        if any(event.zeroes_item for event in self.events.values()):
            zeroing = [self.events[code].zeroes_item for code, _ in self.codes()]
            points = np.where((cells.quantity[:, zeroing] > 0).any(axis=1), 0, points)
        return self.fill_missing(points, cells.missing, setting)

    def _plain(self) -> tuple[Integers, Integers] | None:
        """Free quantities and prices of the events side by side, if nothing else is said of any of them."""
        if self.groups or not all(event.is_plain for event in self.events.values()):
            return None
        prices = [price for event in self.events.values() for price in event.prices()]
        return side_by_side([event.free for event in self.events.values()]), side_by_side(prices)

    def _every_cells(self, cells: Cells) -> Integers:
        if (plain := self._plain()) is not None:
            free, points = plain
            return divide_array(np.maximum(0, cells.quantity.T - free) * points, UNITS).sum(axis=0)
        amounts: dict[str, Integers] = {}
        first = 0
        for code, event in self.events.items():
            columns = slice(first, first + len(event.codes()))
            amounts[code] = price_cells(event, cells.quantity[:, columns], cells.value[:, columns])
            first = columns.stop
        grouped = []
        for group in self.groups:
            together = sum(amounts.pop(code) for code in group.events)
            grouped.append(limit_array(cast("Integers", together), group.floor, group.cap))
        return cast("Integers", sum([*grouped, *amounts.values()]))

    def _highest_cells(self, cells: Cells) -> Integers:
        listed = cells.listed
        prices = side_by_side([each for event in self.events.values() for each in event.prices()])
        worth = np.where(listed.quantity > 0, looked_up(prices, listed.code, listed.row), 0)
        amount = np.zeros(len(cells.records), dtype=np.int64)
        if self.take is Take.HIGHEST:
            np.maximum.at(amount, listed.row, worth)
            return amount
        projects = listed.project.max(initial=0) + 1
        pairs, place = np.unique(listed.row * projects + listed.project, return_inverse=True)
        best = np.zeros(len(pairs), dtype=np.int64)
        np.maximum.at(best, place, worth)
        np.add.at(amount, pairs // projects, best)
        return amount


def _bound_step(name: str, limited: int, together: int) -> Step:
    """Tell how a group was bound: its deductions or awards were too many, or too few."""
    if limited > together:
        what = "group_off" if limited <= 0 else "group_least"
    else:
        what = "group_added" if limited >= 0 else "group_least_off"
    return Step(what, {"name": name, "limit": abs(limited)})
