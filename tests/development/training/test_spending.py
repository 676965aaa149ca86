"""Money for training: no fen is planned or spent twice."""

from datetime import timedelta

import pytest

from banheng.development.errors import DevelopmentRefused
from banheng.development.training.closing import close_session, finish_training
from banheng.development.training.models import Expense
from banheng.development.training.planning import cancel_training, plan_of
from banheng.development.training.spending import figures_of, set_aside, spend, spent_on, void_expense
from tests.development.training.uses import make_session, make_training
from tests.factories import NOW, TODAY, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def small():
    return make_school()


@pytest.fixture
def line(small):
    return set_aside(plan_of(small.year), "讲课费", 1_000_00, fund="教师培训专项经费")


def pay(line, fen, training=None, day=TODAY):
    expense = Expense(line=line, training=training, fen=fen, day=day, what="讲课费")
    return spend(expense, by=None, at=NOW)


def refused(act, *arguments, **named):
    with pytest.raises(DevelopmentRefused) as refusal:
        act(*arguments, **named)
    return refusal.value.code


def figures(line):
    found = figures_of(line)
    return found.budget, found.planned, found.reserved, found.spent, found.left


def test_what_is_planned_is_reserved_until_it_is_spent(small, line):
    training = make_training(small, line=line, planned_fen=600_00)
    assert figures(line) == (1_000_00, 600_00, 600_00, 0, 400_00)

    pay(line, 250_00, training)
    assert figures(line) == (1_000_00, 600_00, 350_00, 250_00, 400_00)

    pay(line, 100_00)
    assert figures(line) == (1_000_00, 600_00, 350_00, 350_00, 300_00)
    assert spent_on(training) == 250_00


def test_nothing_is_planned_or_spent_beyond_what_is_left(small, line):
    training = make_training(small, line=line, planned_fen=900_00)

    assert refused(make_training, small, line=line, planned_fen=100_01) == "money"
    assert refused(pay, line, 100_01) == "money"
    pay(line, 1_000_00, training)
    assert figures(line) == (1_000_00, 900_00, 0, 1_000_00, 0)


def test_what_a_finished_or_cancelled_training_did_not_need_is_free_again(small, line):
    finished = make_training(small, line=line, planned_fen=300_00)
    cancelled = make_training(small, line=line, planned_fen=300_00)
    pay(line, 200_00, finished)

    cancel_training(cancelled, reason="不办了")
    close_session(make_session(finished), by=None, at=NOW)
    finish_training(finished, by=None, at=NOW)

    assert figures(line) == (1_000_00, 300_00, 0, 200_00, 800_00)


def test_a_voided_expense_is_not_spent(line):
    made = pay(line, 400_00)
    assert refused(void_expense, made, reason=" ") == "no_reason"

    void_expense(made, reason="记错")

    assert figures(line)[3:] == (0, 1_000_00)
    assert refused(void_expense, made, reason="再来") == "voided"


def test_a_budget_is_not_cut_below_what_is_used(small, line):
    make_training(small, line=line, planned_fen=600_00)

    assert refused(set_aside, line.plan, "讲课费", 599_99) == "too_little"
    assert set_aside(line.plan, "讲课费", 600_00).pk == line.pk
    assert line.plan.lines.get().fen == 600_00


def test_an_expense_of_tomorrow_or_of_another_line_is_refused(small, line):
    training = make_training(small)

    assert refused(pay, line, 1, day=TODAY + timedelta(days=1)) == "day"
    assert refused(pay, line, 1, training) == "other_line"
