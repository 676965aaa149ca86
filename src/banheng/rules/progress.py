"""Change against a baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import model_validator

from banheng.core.points import UNITS
from banheng.core.wording import Wording
from banheng.rules.figures import Figure, Positive, Start, starting_points
from banheng.rules.limits import limit, limit_array
from banheng.rules.measure import ORDERED, measure, measure_cells
from banheng.rules.ratio import Part
from banheng.rules.rule import Rule, Scored, Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.rules.rule import Case, Cells, ScoredCells, Setting


class Progress(Rule):
    """Start from some points; each full step up or down from the baseline moves them.

    Attributes:
        every: the size of a step, in the unit that is measured.
        gain: signed points for each step up.
        loss: signed points for each step down.
    """

    by_subject: ClassVar[frozenset[str]] = frozenset({"every", "gain", "loss", "floor", "cap"})

    kind: Literal["progress"]
    baseline: Part
    now: Part
    every: Positive
    gain: Figure
    loss: Figure = 0
    start: Start = "zero"
    floor: Figure | None = None
    cap: Figure | None = None

    wordings: ClassVar[Mapping[str, Wording]] = {
        "compared": Wording(
            "{baseline_name} {baseline}，{now_name} {now}", "{baseline_name} {baseline}, {now_name} {now}"
        ),
        "risen": Wording(
            "提高 {change}，每 {every} 加 {price}，{steps} × {price} = 加 {amount}",
            "up by {change}, {price} added for each {every}: {steps} × {price} = {amount} added",
        ),
        "risen_free": Wording("提高 {change}，不加分", "up by {change}, nothing added"),
        "fallen": Wording(
            "下降 {change}，每 {every} 扣 {price}，{steps} × {price} = 扣 {amount}",
            "down by {change}, {price} off for each {every}: {steps} × {price} = {amount} off",
        ),
        "fallen_free": Wording("下降 {change}，不扣分", "down by {change}, nothing off"),
        "unchanged": Wording("没有变化", "no change"),
    }

    @model_validator(mode="after")
    def _parts_differ(self) -> Self:
        if self.baseline.event == self.now.event:
            raise ValueError("baseline and now need different events")
        return self

    def codes(self) -> list[tuple[str, str]]:
        """The baseline, then the present."""
        return [(self.baseline.event, ""), (self.now.event, "")]

    def event_name(self, event: str) -> str:
        """Give the name of the part."""
        return next((part.name for part in (self.baseline, self.now) if part.event == event), "")

    @property
    def needs_listed(self) -> bool:
        """Some measures need the single records."""
        return self.baseline.measure in ORDERED or self.now.measure in ORDERED

    def start_points(self, full_points: int) -> int:
        """Give the points without any change."""
        return starting_points(self.start, full_points)

    def greatest(self, full_points: int) -> int | None:
        """Give the cap, or the start if nothing can be gained."""
        return self.cap if self.gain > 0 else self.start_points(full_points)

    def score(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Score subjects one by one."""
        return [self._score_case(case, setting) for case in cases]

    def _score_case(self, case: Case, setting: Setting) -> Scored:
        before, now = (
            measure([record for record in case.records if record.event == part.event], part.measure)
            for part in (self.baseline, self.now)
        )
        ids = tuple(record.id for record in case.records)
        if before is None or now is None:
            lacking = self.baseline if before is None else self.now
            reasons = (Step("no_figure", {"name": lacking.name}, ids),) if case.records else ()
            return self.score_missing(setting, *reasons)
        change = now - before
        steps = abs(change) // self.every
        amount = steps * (self.gain if change > 0 else self.loss)
        start = self.start_points(setting.full_points)
        points, bound = limit(start + amount, self.floor, self.cap)
        figures: dict[str, int | str] = {
            "baseline_name": self.baseline.name,
            "baseline": before,
            "now_name": self.now.name,
            "now": now,
        }
        told = (
            Step("start_full" if self.start == "full" else "start", {"points": start}),
            Step("compared", figures, ids),
            self._moved(change, steps),
        )
        return Scored(points, steps=(*told, *bound))

    def _moved(self, change: int, steps: int) -> Step:
        if change == 0:
            return Step("unchanged")
        what, price = ("risen", self.gain) if change > 0 else ("fallen", -self.loss)
        figures = {"change": abs(change), "every": self.every, "steps": steps * UNITS}
        figures |= {"price": price, "amount": price * steps}
        return Step(what if price * steps else f"{what}_free", figures)

    def score_cells(self, cells: Cells, setting: Setting) -> ScoredCells:
        """Score all rows at once."""
        before, has_before = measure_cells(cells, self.baseline.measure, code=0)
        now, has_now = measure_cells(cells, self.now.measure, code=1)
        change = now - before
        steps = abs(change) // self.every
        amount = steps * (self.gain * (change > 0) + self.loss * (change < 0))
        points = limit_array(self.start_points(setting.full_points) + amount, self.floor, self.cap)
        return self.fill_missing(points, (has_before == 0) | (has_now == 0), setting)
