"""Where a task stands after some additions, kept in whole numbers so that every step is checked exactly."""

from __future__ import annotations

from enum import Enum, auto
from fractions import Fraction
from math import ceil, lcm
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from banheng.balance.planning.task import Task


class Order(Enum):
    """Who gets the next piece."""

    BEST_VALUE = auto()  # where a fen brings the coefficient down most
    POOREST = auto()  # who has least for each student even with it


class Position:
    """Pieces bought and moved for each school, and whether that passes.

    Attributes:
        pieces: bought.
        moved: pieces of the stock that came from other schools; negative where they went away.
        least: what each school must have, by the standard.
    """

    def __init__(self, task: Task, least: tuple[Fraction, ...]) -> None:
        self.task = task
        self.least = least
        self.pieces = [0] * len(task.units)
        self.moved = [0] * len(task.units)
        self._scale = lcm(
            *(stock.denominator for stock in task.stock), *(price.lot.denominator for price in task.prices)
        )
        students = [unit.students for unit in task.units]
        self._all = sum(students)
        self._common = lcm(*students)
        self._parts = [self._common // number for number in students]
        self._have = [int(stock * self._scale) for stock in task.stock]
        self._lots = [int(price.lot * self._scale) for price in task.prices]
        self._sum = sum(self._have)
        self._moment = sum(have * have * part for have, part in zip(self._have, self._parts, strict=True))
        self._students = np.array(students, dtype=float)
        self._amounts = np.array([float(stock) for stock in task.stock])
        self._lot_sizes = np.array([float(price.lot) for price in task.prices])
        self._prices = np.array([max(price.fen, 1) for price in task.prices], dtype=float)
        self._ceilings = [price.ceiling for price in task.prices]
        self._may_get = np.array(self._ceilings) > 0
        limit = task.limit
        self._above, self._below = limit.numerator**2 + limit.denominator**2, limit.denominator**2

    @property
    def fen(self) -> int:
        """What all this costs; a move is paid once, where it arrives."""
        bought = sum(count * price.fen for count, price in zip(self.pieces, self.task.prices, strict=True))
        moves = sum(
            count * (price.move_fen or 0)
            for count, price in zip(self.moved, self.task.prices, strict=True)
            if count > 0
        )
        return bought + moves

    @property
    def square(self) -> Fraction:
        """The square of the coefficient; 0 if there is no stock yet, which no limit lets pass."""
        whole = self._common * self._sum**2
        return Fraction(self._all * self._moment, whole) - 1 if whole else Fraction(0)

    @property
    def is_even(self) -> bool:
        """Whether the coefficient is within the limit."""
        return 0 < self._all * self._moment * self._below <= self._above * self._common * self._sum**2

    @property
    def is_enough(self) -> bool:
        """Whether every school has what it must have, and no more bought than it may."""
        return all(
            self.stock(number) >= least and self.pieces[number] <= self._ceilings[number]
            for number, least in enumerate(self.least)
        )

    def stock(self, number: int) -> Fraction:
        """Give what a school has now."""
        return Fraction(self._have[number], self._scale)

    def buy(self, number: int, count: int) -> None:
        """Buy pieces for a school, or fewer."""
        self.pieces[number] += count
        self._may_get[number] = self.pieces[number] < self._ceilings[number]
        self._change(number, count * self._lots[number])

    def move(self, number: int, count: int) -> None:
        """Move some of the stock to a school, or away."""
        self.moved[number] += count
        self._change(number, count * self._scale)

    def _change(self, number: int, amount: int) -> None:
        have = self._have[number]
        self._moment += (2 * have * amount + amount * amount) * self._parts[number]
        self._sum += amount
        self._have[number] = have + amount
        self._amounts[number] = (have + amount) / self._scale

    def meet_standards(self) -> None:
        """Buy what the standard wants, as far as the ceilings let."""
        for number, least in enumerate(self.least):
            lack = least - self.stock(number)
            if lack > 0:
                wanted = ceil(lack / self.task.prices[number].lot)
                self.buy(number, min(wanted, self._ceilings[number] - self.pieces[number]))

    def even_out(self, order: Order, step: int = 1) -> None:
        """Buy piece by piece in an order, until the coefficient is within the limit or nobody may get more."""
        while not self.is_even:
            number = self._next(order)
            if number is None:
                return
            self.buy(number, min(step, self._ceilings[number] - self.pieces[number]))

    def trim(self) -> None:
        """Take back pieces that are not needed, the dearest first."""
        if not self.is_even:
            return
        order = sorted(range(len(self.pieces)), key=lambda number: -self._prices[number])
        for number in order:
            lot = self.task.prices[number].lot
            while self.pieces[number] and self.stock(number) - lot >= self.least[number]:
                # halving from everything that could go back finds the most that can
                count = self._most_back(number, int((self.stock(number) - self.least[number]) / lot))
                if not count:
                    break
                self.buy(number, -count)

    def _most_back(self, number: int, most: int) -> int:
        count = min(most, self.pieces[number])
        while count:
            self.buy(number, -count)
            fits = self.is_even
            self.buy(number, count)
            if fits:
                return count
            count //= 2
        return 0

    def _next(self, order: Order) -> int | None:
        """Choose among the schools whose additions bring the coefficient down; floats will do to choose by."""
        total = self._amounts.sum()
        level = (self._amounts**2 / self._students).sum() / total if total else np.inf
        helps = self._may_get & (self._amounts / self._students < level)
        if not helps.any():
            return None
        if order is Order.POOREST:
            worth = -(self._amounts + self._lot_sizes) / self._students
        else:
            in_the_middle = (self._amounts + self._lot_sizes / 2) / self._students
            worth = (level - in_the_middle) * self._lot_sizes / self._prices
        return int(np.where(helps, worth, -np.inf).argmax())
