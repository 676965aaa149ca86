"""From the result of a period to what has to be done about it, by whom and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from banheng.core.points import UNITS
from banheng.rules.rule import Step
from banheng.scoring.lines import times_so_far

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banheng.core.calendar import SchoolCalendar
    from banheng.rules.node import Code
    from banheng.schemes.consequences import Consequence, Deadline, Task
    from banheng.schemes.scheme import Scheme
    from banheng.scoring.lines import Line, PeriodLines

_SEPTEMBER, _FEBRUARY = 9, 2


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One thing to do about somebody.

    Attributes:
        who: code of the teacher or class.
        number: place of the task in its consequence.
        reasons: what in the result has led to it.
    """

    consequence: Consequence
    task: Task
    number: int
    who: str
    line: Line
    reasons: tuple[Step, ...]


def follow_ups(scheme: Scheme, lines: PeriodLines, earlier: Sequence[PeriodLines] = ()) -> list[FollowUp]:
    """List what has to be done after a period, in the order of the scheme and the roster.

    Args:
        earlier: results of the same kind of period before it, in any order.
    """
    kind = lines.period.kind
    return [
        follow_up
        for consequence in scheme.consequences
        if (consequence.period or scheme.period) is kind
        for follow_up in _of(scheme, consequence, lines, earlier)
    ]


def _of(
    scheme: Scheme, consequence: Consequence, lines: PeriodLines, earlier: Sequence[PeriodLines]
) -> Iterator[FollowUp]:
    before = [
        (each.period, _met(consequence, each))
        for each in sorted(earlier, key=lambda each: each.period.first, reverse=True)
    ]
    done: set[str] = set()
    for who, line in lines.about(consequence.who):
        if who in done or not _triggers(consequence, line):
            continue
        done.add(who)
        met = [(period, known[who]) for period, known in before if who in known]
        count = times_so_far(consequence, [(lines.period, True), *met])
        if count < consequence.times:
            continue
        reasons = list(_reasons(scheme, consequence, line))
        if count > 1:
            reasons.append(Step("repeated", {"count": count * UNITS}))
        for number, task in _tasks(consequence, count - consequence.times):
            yield FollowUp(consequence, task, number, who, line, tuple(reasons))


def _met(consequence: Consequence, lines: PeriodLines) -> dict[str, bool]:
    """Tell of everybody with a result whether it had the consequence's cause."""
    met: dict[str, bool] = {}
    for who, line in lines.about(consequence.who):
        met[who] = met.get(who, False) or _triggers(consequence, line)
    return met


def _triggers(consequence: Consequence, line: Line) -> bool:
    when = consequence.when
    causes: set[Code] = {*when.vetoes} & {*line.vetoes} | {*when.flags} & {*line.flags}
    return bool(causes) or line.rating in when.ratings


def _reasons(scheme: Scheme, consequence: Consequence, line: Line) -> Iterator[Step]:
    ends, when = scheme.ends_of(consequence.period), consequence.when
    ratings = {rating.code: rating.name for rating in ends.ratings} if ends else {}
    vetoes = {veto.code: veto.name for veto in scheme.vetoes}
    if line.rating in when.ratings:
        yield Step("rated", {"rating": ratings.get(line.rating, line.rating)})
    for code in line.vetoes:
        if code in when.vetoes:
            yield Step("vetoed", {"veto": vetoes.get(code, code)})
    for flag in when.flags:
        if flag in line.flags:
            yield Step(flag)


def _tasks(consequence: Consequence, times_before: int) -> list[tuple[int, Task]]:
    """Give all tasks with their places; of a ladder the rung that it has come to."""
    tasks = list(enumerate(consequence.tasks))
    return [tasks[min(times_before, len(tasks) - 1)]] if consequence.ladder else tasks


def due_day(due: Deadline | None, since: date, calendar: SchoolCalendar) -> date | None:
    """Give the last day of a deadline that runs from a day; None without one."""
    if due is None:
        return None
    if due.at is not None:
        return _term_end(since, calendar) if due.at == "term_end" else _year_end(since)
    days = due.days or 0
    return calendar.school_day_after(since, days) if due.school_days else since + timedelta(days=days)


def _term_end(day: date, calendar: SchoolCalendar) -> date:
    """Give the end of the term that a day lies in or that comes next; as the calendar has it, else as usual."""
    ends = sorted(term.last for term in calendar.terms if term.last >= day)
    if ends:
        return ends[0]
    if _FEBRUARY <= day.month < _SEPTEMBER:
        return _year_end(day)
    return date(day.year + (day.month >= _SEPTEMBER), 1, 31)


def _year_end(day: date) -> date:
    return date(day.year + (day.month >= _SEPTEMBER), 8, 31)


def wait_until(task: Task, since: date) -> date | None:
    """Give the first day on which somebody may be appointed again; None if there is no wait."""
    if task.wait_years is None:
        return None
    year = since.year + task.wait_years
    # 29 February has no anniversary in most years
    return date(year, 3, 1) if (since.month, since.day) == (2, 29) else since.replace(year=year)
