"""Money for training: set aside, reserved for what is planned, spent, left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext

from banheng.core.money import format_yuan
from banheng.development.errors import DevelopmentRefused
from banheng.development.training.models import BudgetLine, Expense

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.development.training.models import Training, YearPlan


@dataclass(frozen=True, slots=True)
class Figures:
    """A budget line in fen.

    Attributes:
        planned: what all its trainings are meant to cost.
        reserved: what of that is not spent yet and still needed.
        left: what may still be planned or spent otherwise.
    """

    budget: int
    planned: int
    reserved: int
    spent: int

    @property
    def left(self) -> int:
        return self.budget - self.spent - self.reserved


def set_aside(plan: YearPlan, name: str, fen: int, *, fund: str = "") -> BudgetLine:
    """Set money aside for a use, or change how much.

    Raises:
        DevelopmentRefused: less than is spent and reserved already.
    """
    with transaction.atomic():
        line = plan.lines.select_for_update().filter(name=name.strip()).first()
        if line is None:
            return plan.lines.create(name=name.strip(), fund=fund.strip(), fen=fen)
        figures = figures_of(line)
        if fen < figures.spent + figures.reserved:
            raise DevelopmentRefused(
                "too_little",
                gettext("“%(line)s”已支出和已安排 %(used)s 元，预算不能更少。")
                % {"line": line, "used": format_yuan(figures.spent + figures.reserved)},
            )
        line.fen, line.fund = fen, fund.strip() or line.fund
        line.save(update_fields=["fen", "fund"])
    return line


def spend(expense: Expense, *, by: User | None, at: datetime) -> Expense:
    """Take down what was spent, out of what is left or reserved for its training.

    Raises:
        DevelopmentRefused: the line has not so much, the training is of another line, or the day is to come.
    """
    if expense.day > timezone.localdate(at):
        raise DevelopmentRefused("day", gettext("支出日期还没有到。请核对。"))
    if expense.training is not None and expense.training.line_id != expense.line_id:
        raise DevelopmentRefused("other_line", gettext("这项培训不从这一项经费列支。请核对。"))
    with transaction.atomic():
        line = BudgetLine.objects.select_for_update().get(pk=expense.line_id)
        free = figures_of(line).left
        if expense.training is not None:
            free += reserved_for(expense.training)
        if expense.fen > free:
            raise DevelopmentRefused(
                "money",
                gettext("“%(line)s”可用 %(left)s 元，不够支出 %(fen)s 元。请先调整预算。")
                % {"line": line, "left": format_yuan(free), "fen": format_yuan(expense.fen)},
            )
        expense.entered_by, expense.entered_at = by, at
        expense.save()
    return expense


def void_expense(expense: Expense, *, reason: str) -> None:
    """Take back an expense that was entered wrongly.

    Raises:
        DevelopmentRefused: no reason is given, or it is voided already.
    """
    if not reason.strip():
        raise DevelopmentRefused("no_reason", gettext("作废要写明原因。"))
    if not Expense.objects.filter(pk=expense.pk, voided_for="").update(voided_for=reason.strip()):
        raise DevelopmentRefused("voided", gettext("这笔支出已经作废。"))


def figures_of(line: BudgetLine, *, without: Training | None = None) -> Figures:
    """Reckon a budget line, as if one of its trainings were not planned.

    Cost: one query for each training of the line that is not over.
    """
    trainings = line.trainings.filter(cancelled_for="")
    if without is not None:
        trainings = trainings.exclude(pk=without.pk)
    return Figures(
        line.fen,
        sum(training.planned_fen for training in trainings),
        sum(reserved_for(training) for training in trainings),
        line.expenses.filter(voided_for="").aggregate(fen=Sum("fen"))["fen"] or 0,
    )


def reserved_for(training: Training) -> int:
    """Give what is reserved for a training: what is planned and not spent, until it is over."""
    if not training.is_open:
        return 0
    return max(training.planned_fen - spent_on(training), 0)


def spent_on(training: Training) -> int:
    """Give what a training has cost so far."""
    return training.expenses.filter(voided_for="").aggregate(fen=Sum("fen"))["fen"] or 0
