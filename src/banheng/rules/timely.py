"""A thing to hand in by a day."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar, Literal, Self

import numpy as np
from pydantic import model_validator

from banheng.core.points import UNITS
from banheng.core.wording import Wording
from banheng.rules.figures import Count, Figure
from banheng.rules.limits import limit, limit_array
from banheng.rules.node import Node
from banheng.rules.rule import Rule, Scored, Step, nothing_counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banheng.core.rounding import Booleans, Integers
    from banheng.rules.rule import Case, Cells, ScoredCells, Setting


class DueFrom(StrEnum):
    """Which end of the period the days are counted from."""

    PERIOD_START = "period_start"
    PERIOD_END = "period_end"


class Due(Node):
    """The last day in time: a day number of the period, or a date.

    Attributes:
        days: so many days after the start of the period (14 = within two weeks: day 14 is in time),
            or before its end.
        school_days: count school days only.
    """

    by_subject: ClassVar[frozenset[str]] = frozenset({"days"})

    days: Count | None = None
    counted_from: DueFrom = DueFrom.PERIOD_START
    school_days: bool = False
    on: date | None = None

    @model_validator(mode="after")
    def _is_days_or_date(self) -> Self:
        if (self.days is None) == (self.on is None):
            raise ValueError("due is either days or a date in on")
        return self

    def last_day(self, setting: Setting) -> date:
        """Give the last day in time, kept inside the period."""
        return date.fromordinal(int(self.last_ordinal(setting)))

    def last_ordinal(self, setting: Setting) -> int | Integers:
        """Give the last day as a proleptic ordinal; a column if `days` is one."""
        if self.on is not None:
            return self.on.toordinal()
        period = setting.period
        days = setting.calendar.school_days(period.first, period.last) if self.school_days else period.days()
        if not days:
            return period.last.toordinal()
        if self.counted_from is DueFrom.PERIOD_END:
            days = days[::-1]
        ordinals = np.array([day.toordinal() for day in days])
        place: Integers = np.clip(0 if self.days is None else self.days, 1, len(days)) - 1
        return ordinals[place]


class Timely(Rule):
    """Points for handing in on time, late or not at all; the first record decides.

    Attributes:
        on_time, late: points.
        each_day_late: signed points for each day after the due day, on top of `late`.
        only_if_in_post: whoever was not in post on the due day, and handed in nothing, does not owe it:
            the item does not apply.
    """

    by_subject: ClassVar[frozenset[str]] = frozenset({"on_time", "late", "each_day_late", "floor"})

    kind: Literal["timely"]
    due: Due
    on_time: Figure
    late: Figure
    each_day_late: Figure = 0
    only_if_in_post: bool = False
    floor: Figure | None = None

    wordings: ClassVar[Mapping[str, Wording]] = {
        "not_in_post": Wording("期限 {due} 当天不在任，不计", "not in post on the due day {due}: not owed"),
        "on_time": Wording(
            "{day} 完成，期限 {due}，按时，计 {amount} 分", "done {day}, due {due}, in time: {amount}"
        ),
        "late": Wording(
            "{day} 完成，期限 {due}，逾期 {days} 天，计 {amount} 分",
            "done {day}, due {due}, late by days: {days}, so {amount}",
        ),
        "later_each_day": Wording(
            "{day} 完成，期限 {due}，逾期 {days} 天，计 {late} - {days} × {each_day} = {amount} 分",
            "done {day}, due {due}, late by days: {days}, so {late} - {days} × {each_day} = {amount}",
        ),
    }

    def codes(self) -> list[tuple[str, str]]:
        """One thing to hand in."""
        return [("", "")]

    @property
    def needs_listed(self) -> bool:
        """The day of the first record decides."""
        return True

    def greatest(self, full_points: int) -> int | None:  # noqa: ARG002 - figures of its own
        """Give the points in time."""
        return max(self.on_time, self.late)

    def score(self, cases: Sequence[Case], setting: Setting) -> list[Scored]:
        """Score subjects one by one."""
        return [self._score_case(case, setting) for case in cases]

    def _score_case(self, case: Case, setting: Setting) -> Scored:
        done = [record for record in case.records if record.quantity > 0]
        due = self.due.last_day(setting)
        if not done and self.only_if_in_post and due not in case.days:
            return Scored(
                0, applies=False, missing=True, steps=(Step("not_in_post", {"due": due.isoformat()}),)
            )
        if not done:
            return self.score_missing(setting, *nothing_counted(case.records))
        first = min(done, key=lambda record: record.day)
        days_late = max(0, (first.day - due).days)
        points = self.on_time if not days_late else self.late + self.each_day_late * days_late
        figures: dict[str, int | str] = {
            "day": first.day.isoformat(),
            "due": due.isoformat(),
            "days": days_late * UNITS,
            "late": self.late,
            "each_day": -self.each_day_late,
            "amount": points,
        }
        what = "on_time" if not days_late else "later_each_day" if self.each_day_late else "late"
        points, bound = limit(points, self.floor, None)
        return Scored(points, steps=(Step(what, figures, (first.id,)), *bound))

    def score_cells(self, cells: Cells, setting: Setting) -> ScoredCells:
        """Score all rows at once."""
        due = self.due.last_ordinal(setting)
        done = cells.listed.quantity > 0
        never = (date.max - timedelta(days=1)).toordinal()
        first = np.full(len(cells.records), never, dtype=np.int64)
        np.minimum.at(first, cells.listed.row[done], cells.listed.day[done])
        days_late = np.maximum(first - due, 0)
        points = np.where(days_late == 0, self.on_time, self.late + self.each_day_late * days_late)
        points, applies = self.fill_missing(limit_array(points, self.floor, None), first == never, setting)
        if self.only_if_in_post:
            applies = applies & (
                (first != never) | _in_post_on(due - setting.period.first.toordinal(), cells)
            )
        return np.where(applies, points, 0), applies


def _in_post_on(day: int | Integers, cells: Cells) -> Booleans:
    """Tell who is in post on a day of the period, counted from 0; nobody is on a day outside it."""
    rows, days = cells.in_post.shape
    in_post: Booleans = cells.in_post[np.arange(rows), np.clip(day, 0, days - 1)]
    return in_post & (day >= 0) & (day < days)
