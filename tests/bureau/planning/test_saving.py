import pytest

from banheng.balance.planning import cone
from banheng.bureau.errors import BureauRefused
from banheng.bureau.library import regime_of
from banheng.bureau.planning.saving import Terms, differences, save_plan
from tests.bureau.collecting.filings import hand_in, make_collection
from tests.factories import NOW

pytestmark = pytest.mark.django_db
COLUMNS = [stock.code for stock in regime_of("2017").stocks() if not stock.inside]
PRICE = {"fen": 10_000, "lot": "1", "ceiling": None, "budget": None, "move_fen": None, "movable": None}


@pytest.fixture
def uneven():
    """A county whose sports grounds differ too much, and nothing else."""
    collection = make_collection(columns=COLUMNS)
    for name, sports in (("一小", "300"), ("二小", "3000"), ("三小", "9000")):
        hand_in(collection, name, **dict.fromkeys(COLUMNS, "3000") | {"sports_area_m2": sports})
    return collection


def terms(budget=None, **price):
    return Terms("2017", "", {"sports_area": {**PRICE, **price}}, budget)


def save(collection, name="方案", said=None):
    return save_plan(collection, name, said or terms(), by=None, at=NOW)


def test_a_plan_is_kept_with_what_it_was_made_of(uneven):
    pytest.importorskip("cvxpy")

    plan = save(uneven)

    sports = next(each for each in plan.content["indicators"] if each["indicator"] == "sports_area")
    assert plan.content["outcome"] == "feasible"
    assert sports["pass"]
    assert {each["school"] for each in sports["schools"]} <= {"一小", "二小"}
    assert plan.terms["prices"]["sports_area"]["fen"] == 10_000


def test_too_little_money_is_said_and_the_plan_kept(uneven):
    pytest.importorskip("cvxpy")

    assert save(uneven, said=terms(budget=1)).content["outcome"] == "over_budget"


def test_two_plans_are_compared_school_by_school(uneven):
    pytest.importorskip("cvxpy")
    one = save(uneven)
    other = save(uneven, said=terms(lot="100"))

    found = differences(one, other)

    assert found
    assert {each.indicator for each in found} == {"sports_area"}
    assert differences(one, one) == []


def test_without_the_solver_it_says_so(uneven, monkeypatch):
    monkeypatch.setattr(cone, "can_solve", lambda: False)

    with pytest.raises(BureauRefused, match="没有安装求解器"):
        save(uneven)


@pytest.mark.parametrize(
    ("said", "reason"),
    [(Terms("2012", "", {"books": PRICE}, None), "还没有采齐"), (Terms("2017", "", {}, None), "单价")],
)
def test_what_cannot_be_planned_says_why(uneven, said, reason):
    with pytest.raises(BureauRefused, match=reason):
        save(uneven, said=said)
