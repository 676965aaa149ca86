"""The plan without whole pieces, as a second-order cone problem.

With fixed students a coefficient is at most L exactly where |(x_i sqrt(N/P_i))_i| <= sqrt(1 + L²) sum x_i, which is
a second-order cone. A school may miss some requirements by a share: how much of each it misses is a variable
between 0 and 1, so that the cost is a lower bound of every plan in whole pieces.
"""

from __future__ import annotations

import warnings
from collections import defaultdict
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from banheng.balance.planning.task import UNBOUNDED
from banheng.core.errors import BanhengError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    import numpy.typing as npt

    from banheng.balance.planning.task import Task
    from banheng.balance.verdict import Place

    Floats = npt.NDArray[np.float64]

TIGHTER = 1e-9
"""By how much the limit is kept, relative, so that the tolerance of the solver does not break it."""


UNIT = 10**8
"""Costs stand in million yuan, so that the solver sees figures of ordinary size."""

TOLERANCE = 1e-6
"""By how much, relative, the cost that the solver tells may be off; it aims at a hundredth of that."""


class SolverMissing(BanhengError):
    """The library that solves cones is not installed."""


class NotSolved(ArithmeticError):
    """The solver gave up, and knows neither a solution nor that there is none."""


def can_solve() -> bool:
    """Tell whether the extra `planner` is installed."""
    return find_spec("cvxpy") is not None


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The best plan without whole pieces.

    Attributes:
        pieces, moved: by task, for each school.
        missed: by task, how much of the requirement each school misses, 0 to 1.
        fen: no plan in whole pieces costs less; the tolerance of the solver is taken off. None if the solver is not sure of it.
    """

    pieces: Mapping[int, Floats]
    moved: Mapping[int, Floats]
    missed: Mapping[int, Floats]
    fen: float | None


def relax(
    tasks: Sequence[Task],
    may_miss: int,
    budgets: Mapping[str, int],
    missed: Mapping[int, Floats] | None = None,
) -> Relaxed | None:
    """Solve; None if nothing meets all limits and standards within ceilings and budgets.

    Args:
        tasks: all together, because a school may miss only some of its requirements.
        may_miss: how many requirements a school may miss.
        budgets: in fen, by indicator.
        missed: what each school misses, if that is decided already.

    Raises:
        SolverMissing: the extra `planner` is not installed.
        NotSolved: the solver gave up.
    """
    if not can_solve():
        raise SolverMissing("the planner needs the extra 'planner': pip install 'banheng[planner]'")
    import cvxpy  # noqa: PLC0415 - an extra, and a second that only those wait who plan

    parts = [_Part(task, None if missed is None else missed[number]) for number, task in enumerate(tasks)]
    constraints = [each for part in parts for each in part.constraints]
    if missed is None:
        by_school: dict[tuple[Place, int], list[Any]] = defaultdict(list)
        for part in parts:
            for number in range(len(part.task.units)):
                if part.task.need[number]:
                    by_school[part.task.place, number].append(part.missed[number])
        constraints += [sum(each) <= may_miss for each in by_school.values() if len(each) > may_miss]
    for indicator, budget in budgets.items():
        costs = [part.cost for part in parts if part.task.indicator.code == indicator]
        constraints += [sum(costs) <= budget / UNIT] if costs else []
    problem = cvxpy.Problem(cvxpy.Minimize(sum(part.cost for part in parts)), constraints)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an inaccurate solution is told by its status
        try:
            problem.solve(solver=cvxpy.CLARABEL)
        except cvxpy.SolverError as error:
            raise NotSolved from error
    if problem.status == cvxpy.INFEASIBLE:
        return None
    if problem.status not in {cvxpy.OPTIMAL, cvxpy.OPTIMAL_INACCURATE}:
        raise NotSolved(problem.status)
    return Relaxed(
        {number: part.pieces_found() for number, part in enumerate(parts)},
        {number: part.moved_found() for number, part in enumerate(parts)},
        {number: part.missed_found() for number, part in enumerate(parts)},
        float(problem.value) * UNIT * (1 - TOLERANCE) if problem.status == cvxpy.OPTIMAL else None,
    )


class _Part:
    """Variables and constraints of one task."""

    def __init__(self, task: Task, missed: Floats | None) -> None:
        import cvxpy  # noqa: PLC0415 - an extra

        self.task = task
        students = np.array([unit.students for unit in task.units], dtype=float)
        stock = np.array([float(each) for each in task.stock])
        need = np.array([float(each) for each in task.need])
        lots = np.array([float(price.lot) for price in task.prices])
        ceilings = np.array([price.ceiling for price in task.prices], dtype=float)
        bounded = np.flatnonzero(ceilings < UNBOUNDED)
        # in shares of what schools have or need on average: all variables are then of ordinary size
        self.size = max(float(stock.mean()), float(need.mean())) or float(lots.mean())
        self.bought = cvxpy.Variable(len(stock), nonneg=True)
        # bounds of a thousand million pieces would spoil the accuracy of all others
        constraints = [self.bought[bounded] <= (ceilings * lots / self.size)[bounded]] if len(bounded) else []
        costs = np.array([price.fen for price in task.prices]) / lots * self.size / UNIT
        self.cost = costs @ self.bought
        after = stock / self.size + self.bought
        self.arrived = self.left = None
        if any(price.move_fen is not None for price in task.prices):
            self.arrived = cvxpy.Variable(len(stock), nonneg=True)
            self.left = cvxpy.Variable(len(stock), nonneg=True)
            movable = np.array([price.movable for price in task.prices]) / self.size
            takes_in = np.array([price.move_fen is not None for price in task.prices], dtype=float)
            constraints += [self.left <= movable, cvxpy.sum(self.arrived) == cvxpy.sum(self.left)]
            constraints.append(cvxpy.multiply(1 - takes_in, self.arrived) == 0)
            after = after + self.arrived - self.left
            moves = np.array([price.move_fen or 0 for price in task.prices]) * self.size / UNIT
            self.cost = self.cost + moves @ self.arrived
        if missed is None:
            self.missed = cvxpy.Variable(len(stock), nonneg=True)
            constraints.append(self.missed <= 1)
        else:
            self.missed = missed
        lowest = float(task.floor) * need
        if self.arrived is None:
            lowest = np.clip(stock, lowest, need)  # nothing is taken away, which makes the bound tighter
        slack = (need - lowest) / self.size
        constraints.append(after + cvxpy.multiply(slack, self.missed) >= need / self.size)
        weights = np.sqrt(students.sum() / students)
        reach = np.sqrt(1 + float(task.limit) ** 2) * (1 - TIGHTER)
        constraints.append(cvxpy.SOC(reach * cvxpy.sum(after), cvxpy.multiply(weights, after)))
        self.constraints = constraints
        self.lots = lots

    def pieces_found(self) -> Floats:
        return np.asarray(self.bought.value) * self.size / self.lots

    def moved_found(self) -> Floats:
        if self.arrived is None or self.left is None:
            return np.zeros(len(self.task.units))
        return (np.asarray(self.arrived.value) - np.asarray(self.left.value)) * self.size

    def missed_found(self) -> Floats:
        return np.asarray(getattr(self.missed, "value", self.missed))
