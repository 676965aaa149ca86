"""How far the targets of a letter are on a day, and what its money comes to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from banheng.bureau.targets.measuring import Measuring
from banheng.bureau.targets.models import Report, Target

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from banheng.bureau.targets.measuring import Measured
    from banheng.bureau.targets.models import Letter, Problem


class State(StrEnum):
    """Where a target stands; the order is that of lists, what is overdue first."""

    OVERDUE = "overdue"
    WAITING = "waiting"  # a report waits to be checked
    OPEN = "open"
    BLANK = "blank"  # its figure is missing
    REACHED = "reached"


@dataclass(frozen=True, slots=True)
class Sum:
    """Money of several lines: what is fixed, and how many lines are not.

    Attributes:
        spent_fen: what was reported last as spent.
    """

    fen: int = 0
    blank: int = 0
    spent_fen: int = 0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.fen + other.fen, self.blank + other.blank, self.spent_fen + other.spent_fen)

    @property
    def is_any(self) -> bool:
        """Tell whether there is a line at all."""
        return bool(self.fen or self.blank)


@dataclass(frozen=True, slots=True)
class Line:
    """A target with its place in the tree, where it stands, and the money of it and its parts.

    Attributes:
        number: such as 2.1.
        last: what was reported last, whatever came of it; `accepted` what was agreed to last.
        data: what the yearly data say, if the target names one of their figures.
    """

    target: Target
    number: str
    depth: int
    state: State | None
    last: Report | None
    accepted: Report | None
    data: Measured | None
    money: Sum
    parts: tuple[Line, ...] = ()

    @property
    def is_heading(self) -> bool:
        """Tell whether it has parts."""
        return bool(self.parts)

    def with_parts(self) -> Iterator[Line]:
        """Give the line and all below it."""
        yield self
        for part in self.parts:
            yield from part.with_parts()


@dataclass(frozen=True, slots=True)
class Standing:
    """A letter on a day."""

    letter: Letter
    tree: tuple[Line, ...]
    unanswered: tuple[Problem, ...] = field(default=())

    @property
    def lines(self) -> list[Line]:
        """Give all lines in their order."""
        return [line for top in self.tree for line in top.with_parts()]

    @property
    def leaves(self) -> list[Line]:
        """Give the targets that are judged, overdue ones first, then by day."""
        found = [line for line in self.lines if not line.is_heading]
        order = list(State)
        return sorted(
            found,
            key=lambda line: (
                order.index(line.state or State.OPEN),
                line.target.due is None,
                line.target.due or self.letter.last,
            ),
        )

    def number(self, state: State) -> int:
        """Count the targets in a state."""
        return sum(line.state is state for line in self.leaves)

    @property
    def counts(self) -> dict[str, int]:
        """Count the targets by state, and all of them."""
        return {"all": len(self.leaves)} | {str(state): self.number(state) for state in State}

    @property
    def percent(self) -> int:
        """Give the share of the targets that are reached."""
        return 100 * self.number(State.REACHED) // (len(self.leaves) or 1)

    @property
    def money(self) -> Sum:
        """Sum up all its money."""
        return sum((line.money for line in self.tree), Sum())


def standing(letter: Letter, day: date) -> Standing:
    """Say where a letter stands; a few queries, and one for each figure of the yearly data."""
    targets = list(letter.targets.select_related("staff").prefetch_related("budget", "reports", "problems"))
    by_parent: dict[int | None, list[Target]] = defaultdict(list)
    for target in targets:
        target.letter = letter
        by_parent[target.parent_id].append(target)
    tree = _Tree(by_parent, Measuring(letter), day).lines(None, "")
    answered = {problem.pk for target in targets for problem in target.problems.all()}
    return Standing(letter, tree, tuple(each for each in letter.problems.all() if each.pk not in answered))


def reaches(target: Target, value: Decimal | None) -> bool:
    """Tell whether a figure is what is to be reached."""
    if value is None or target.value is None:
        return False
    if target.direction == Target.Direction.AT_MOST:
        return value <= target.value
    return value >= target.value


@dataclass(frozen=True, slots=True)
class _Tree:
    """The targets of a letter by their parent."""

    by_parent: Mapping[int | None, Sequence[Target]]
    measuring: Measuring
    day: date

    def lines(self, parent: int | None, prefix: str) -> tuple[Line, ...]:
        """Give the lines below a target."""
        return tuple(
            self._line(target, f"{prefix}{number}")
            for number, target in enumerate(self.by_parent.get(parent, ()), 1)
        )

    def _line(self, target: Target, number: str) -> Line:
        parts = self.lines(target.pk, f"{number}.")
        reports = list(target.reports.all())
        last = reports[0] if reports else None
        accepted = next((each for each in reports if each.verdict == Report.Verdict.ACCEPTED), None)
        data = None if parts else self.measuring.of(target)
        state = None if parts else _state(target, last, accepted, data, self.day)
        money = sum((part.money for part in parts), _money(target, reports))
        return Line(target, number, number.count("."), state, last, accepted, data, money, parts)


def _state(
    target: Target, last: Report | None, accepted: Report | None, data: Measured | None, day: date
) -> State:
    if target.is_blank:
        return State.BLANK
    if data is not None and reaches(target, data.value):
        return State.REACHED
    if accepted and (reaches(target, accepted.value) if target.needs_value else accepted.is_reached):
        return State.REACHED
    if last and not last.verdict:
        return State.WAITING
    return State.OVERDUE if target.due and target.due < day else State.OPEN


def _money(target: Target, reports: Sequence[Report]) -> Sum:
    lines = list(target.budget.all())
    fixed = sum(line.fen for line in lines if line.fen is not None)
    return Sum(fixed, sum(line.fen is None for line in lines), _spent(reports))


def _spent(reports: Iterable[Report]) -> int:
    said = (
        each.spent_fen
        for each in reports
        if each.spent_fen is not None and each.verdict != Report.Verdict.RETURNED
    )
    return next(said, 0)
