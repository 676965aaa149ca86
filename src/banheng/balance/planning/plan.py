"""Plan the cheapest additions: solve without whole pieces, round up, repair, and check exactly.

The cheapest of the rounded solution and of a greedy plan is taken for each indicator, so that a plan is never
dearer than the greedy one. What is called feasible has been checked in exact arithmetic.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor, inf
from typing import TYPE_CHECKING

import numpy as np

from banheng.balance.exact import root
from banheng.balance.planning.cone import NotSolved, Relaxed, relax
from banheng.balance.planning.position import Order, Position
from banheng.balance.planning.task import UNBOUNDED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from banheng.balance.planning.cone import Floats
    from banheng.balance.planning.task import Prices, Task
    from banheng.balance.schools import Unit
    from banheng.balance.standard import Standard
    from banheng.balance.verdict import Place

GREEDY_STEPS = 2000
ALMOST_WHOLE = 1e-6


class Outcome(StrEnum):
    """What came of planning."""

    FEASIBLE = "feasible"  # the plan is checked exactly, budgets too
    INFEASIBLE = "infeasible"  # no plan can be
    OVER_BUDGET = "over_budget"  # the plan passes, and costs more than there is
    NOT_FOUND = "not_found"  # one may exist, but none in whole pieces was found


class Reason(StrEnum):
    """What an addition is for."""

    STANDARD = "standard"  # the school has less than the standard wants
    BALANCE = "balance"  # schools differ too much
    BOTH = "both"
    GIVES = "gives"  # it can spare what others lack


@dataclass(frozen=True, slots=True)
class Action:
    """What one school gets of one stock.

    Attributes:
        pieces: bought.
        moved: came from other schools; negative where it went to them.
        fen: what that costs.
        before, after: the stock.
    """

    unit: Unit
    pieces: int
    moved: int
    fen: int
    before: Fraction
    after: Fraction
    reason: Reason


@dataclass(frozen=True, slots=True)
class Step:
    """What is done for one indicator of one place.

    Attributes:
        before, after: the coefficient; None where there is no stock.
        passes: the coefficient is within the limit, and every school has what it must have.
    """

    task: Task
    before: Decimal | None
    after: Decimal | None
    fen: int
    passes: bool
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan.

    Attributes:
        bound: no plan costs less, in fen; None where none can be, or the solver is not sure.
        may_miss: what schools were let miss, by place and school; codes of indicators.
    """

    outcome: Outcome
    fen: int
    bound: int | None
    steps: tuple[Step, ...]
    may_miss: Mapping[tuple[Place, str], tuple[str, ...]]

    @property
    def gap(self) -> Fraction | None:
        """How much dearer than the bound the plan is, at most."""
        return Fraction(self.fen - self.bound, self.bound) if self.bound else None


def make_plan(
    tasks: Sequence[Task], prices: Prices, standard: Standard | None, budget_fen: int | None = None
) -> Plan:
    """Find the cheapest additions after which every task passes.

    Args:
        tasks: of all places that share the budgets.
        prices: with the budgets of the indicators.
        standard: that every school is to meet, or None.
        budget_fen: for everything.

    Raises:
        SolverMissing: the extra `planner` is not installed.
    """
    may_miss = _may_miss(tasks, standard)
    first, is_impossible = _relaxed(tasks, may_miss, prices)
    worths = [_savings(tasks), *([first.missed] if first else [])] if may_miss else [{}]
    plans = [
        _with_missed(tasks, _choose_missed(tasks, may_miss, worth), prices, budget_fen) for worth in worths
    ]
    outcome, found, chosen = min(plans, key=lambda plan: (plan[0] is not Outcome.FEASIBLE, _fen(plan[1])))
    if is_impossible and outcome is not Outcome.FEASIBLE:
        outcome = Outcome.INFEASIBLE
    bound = None if first is None or first.fen is None else max(floor(first.fen), 0)
    return _plan(outcome, tasks, found, chosen, bound)


def _relaxed(
    tasks: Sequence[Task], may_miss: int, prices: Prices, missed: Mapping[int, Floats] | None = None
) -> tuple[Relaxed | None, bool]:
    """Solve without whole pieces; the answer is none if there is none for certain, or if the solver gives up."""
    try:
        found = relax(tasks, may_miss, prices.budgets, missed)
    except NotSolved:
        return None, False
    return found, found is None


def _with_missed(
    tasks: Sequence[Task], chosen: Mapping[int, Floats], prices: Prices, budget_fen: int | None
) -> tuple[Outcome, list[Position], Mapping[int, Floats]]:
    """Plan once it is decided what each school may miss."""
    relaxed, _ = _relaxed(tasks, 0, prices, chosen)
    found = [_best(task, number, relaxed, _least(task, chosen[number])) for number, task in enumerate(tasks)]
    return _outcome(tasks, found, prices, budget_fen), found, chosen


def _fen(found: Sequence[Position]) -> int:
    return sum(position.fen for position in found)


def _may_miss(tasks: Sequence[Task], standard: Standard | None) -> int:
    """Tell how many requirements a school may miss; none if some of the standard are not planned for."""
    planned = {task.indicator.code for task in tasks}
    if standard is None or not {each.code for each in standard.requirements} <= planned:
        return 0
    return len(standard.requirements) - standard.rule.at_least


def _best(task: Task, number: int, relaxed: Relaxed | None, least: tuple[Fraction, ...]) -> Position:
    """Take the cheapest that passes; if none does, the one that was rounded."""
    found = [_greedy(task, least, order) for order in Order]
    if relaxed is not None:
        found.insert(0, _rounded(task, relaxed.pieces[number], relaxed.moved[number], least))
    passing = [position for position in found if position.is_even and position.is_enough]
    return min(passing or found[:1], key=lambda position: position.fen)


def _rounded(task: Task, pieces: Floats, moved: Floats, least: tuple[Fraction, ...]) -> Position:
    """Round up, and repair what that has broken."""
    position = Position(task, least)
    for number, count in enumerate(_whole_moves(task, moved, least)):
        if count:
            position.move(number, count)
    for number, count in enumerate(pieces):
        wanted = min(ceil(float(count) - ALMOST_WHOLE), task.prices[number].ceiling)
        if wanted > 0:
            position.buy(number, wanted)
    return _repaired(position, Order.BEST_VALUE, 1)


def _greedy(task: Task, least: tuple[Fraction, ...], order: Order) -> Position:
    """Buy what the standard wants, then in order until the coefficient is within the limit."""
    position = Position(task, least)
    students = sum(unit.students for unit in task.units)
    mean = sum(task.stock, start=Fraction(0)) / students
    lacking = sum(
        max(mean * unit.students - stock, Fraction(0)) / price.lot
        for unit, stock, price in zip(task.units, task.stock, task.prices, strict=True)
    )
    return _repaired(position, order, max(1, ceil(lacking / GREEDY_STEPS)))


def _repaired(position: Position, order: Order, step: int) -> Position:
    position.meet_standards()
    position.even_out(order, step)
    position.trim()
    return position


def _whole_moves(task: Task, moved: Floats, least: tuple[Fraction, ...]) -> list[int]:
    """Round moves so that as many arrive as go, and nobody gives away what it needs itself."""
    most_away = [
        min(price.movable, max(floor(stock - need), 0))
        for price, stock, need in zip(task.prices, task.stock, least, strict=True)
    ]
    whole = [max(round(float(each)), -most) for each, most in zip(moved, most_away, strict=True)]
    rest = [float(each) - count for each, count in zip(moved, whole, strict=True)]
    while (too_many := sum(whole)) != 0:
        sign = -1 if too_many > 0 else 1
        # whoever gets one less, or gives one more, must be able to; getting none is always possible
        able = [
            number
            for number, most in enumerate(most_away)
            if -most <= whole[number] + sign <= (0 if task.prices[number].move_fen is None else UNBOUNDED)
        ]
        number = max(able, key=lambda each: sign * rest[each])
        whole[number] += sign
        rest[number] -= sign
    return whole


def _choose_missed(tasks: Sequence[Task], may_miss: int, worth: Mapping[int, Floats]) -> dict[int, Floats]:
    """Let every school miss those requirements of which that is worth most."""
    chosen = {number: np.zeros(len(task.units)) for number, task in enumerate(tasks)}
    by_place: dict[Place, list[int]] = defaultdict(list)
    for number, task in enumerate(tasks):
        by_place[task.place].append(number)
    for numbers in by_place.values():
        for school in range(len(tasks[numbers[0]].units)):
            order = sorted(worth.keys() & set(numbers), key=lambda number: (-worth[number][school], number))
            for number in order[:may_miss]:
                chosen[number][school] = float(worth[number][school] > ALMOST_WHOLE)
    return chosen


def _savings(tasks: Sequence[Task]) -> dict[int, Floats]:
    """Tell what it saves each school to miss a requirement; without end where it cannot be met at all."""
    return {
        number: np.array([_saving(task, school) for school in range(len(task.units))])
        for number, task in enumerate(tasks)
    }


def _saving(task: Task, school: int) -> float:
    price, stock, need = task.prices[school], task.stock[school], task.need[school]
    full, least = (max(ceil((wanted - stock) / price.lot), 0) for wanted in (need, need * task.floor))
    return inf if full > price.ceiling else float((full - least) * price.fen)


def _least(task: Task, missed: Floats) -> tuple[Fraction, ...]:
    return tuple(need * task.floor if each else need for need, each in zip(task.need, missed, strict=True))


def _outcome(
    tasks: Sequence[Task], found: Sequence[Position], prices: Prices, budget_fen: int | None
) -> Outcome:
    if not all(position.is_even and position.is_enough for position in found):
        return Outcome.NOT_FOUND
    spent: dict[str, int] = defaultdict(int)
    for task, position in zip(tasks, found, strict=True):
        spent[task.indicator.code] += position.fen
    is_over = any(spent[indicator] > budget for indicator, budget in prices.budgets.items())
    if is_over or (budget_fen is not None and sum(spent.values()) > budget_fen):
        return Outcome.OVER_BUDGET
    return Outcome.FEASIBLE


def _plan(
    outcome: Outcome,
    tasks: Sequence[Task],
    found: Sequence[Position],
    chosen: Mapping[int, Floats],
    bound: int | None,
) -> Plan:
    steps = tuple(_step(task, position) for task, position in zip(tasks, found, strict=True))
    missed: dict[tuple[Place, str], list[str]] = defaultdict(list)
    for number, task in enumerate(tasks):
        for school, each in enumerate(chosen[number]):
            if each and found[number].stock(school) < task.need[school]:
                missed[task.place, task.units[school].name].append(task.indicator.code)
    return Plan(
        outcome,
        sum(step.fen for step in steps),
        bound,
        steps,
        {key: tuple(codes) for key, codes in missed.items()},
    )


def _step(task: Task, position: Position) -> Step:
    start = Position(task, position.least)
    actions = []
    for number, unit in enumerate(task.units):
        pieces, moved = position.pieces[number], position.moved[number]
        if not pieces and not moved:
            continue
        price = task.prices[number]
        lacks, after = task.stock[number] < position.least[number], position.stock(number)
        is_more = after - price.lot >= position.least[number]
        reason = (Reason.BOTH if is_more else Reason.STANDARD) if lacks else Reason.BALANCE
        reason = Reason.GIVES if moved < 0 and not pieces else reason
        fen = pieces * price.fen + max(moved, 0) * (price.move_fen or 0)
        actions.append(Action(unit, pieces, moved, fen, task.stock[number], after, reason))
    has_stock = any(task.stock)
    return Step(
        task,
        root(start.square) if has_stock else None,
        root(position.square) if has_stock or actions else None,
        position.fen,
        position.is_even and position.is_enough,
        tuple(actions),
    )
