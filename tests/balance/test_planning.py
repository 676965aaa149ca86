from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banheng.balance.loading import load_regime, load_standard
from banheng.balance.planning import cone
from banheng.balance.planning.cone import SolverMissing
from banheng.balance.planning.plan import Outcome, Reason, make_plan
from banheng.balance.planning.task import Price, Prices, tasks_of
from banheng.balance.schools import Level
from banheng.balance.variation import variation
from banheng.balance.verdict import Place
from tests.balance.making import unit

pytest.importorskip("cvxpy", reason="the extra `planner` is not installed")

REGIME = load_regime("2017").model_copy(
    update={"indicators": (load_regime("2017").indicator("multimedia_rooms_per_100"),)}
)
ROOMS = "multimedia_rooms_per_100"
HERE = Place("甲县", Level.PRIMARY)
schools = st.lists(st.tuples(st.integers(20, 400), st.integers(0, 12)), min_size=2, max_size=6)


def county(*schools):
    return {
        HERE: [
            unit(students, {"multimedia_rooms": rooms}, name=str(place))
            for place, (students, rooms) in enumerate(schools)
        ]
    }


def planned(schools, price=None, *, standard=None, own=None, budgets=None, budget=None):
    prices = Prices({ROOMS: price or Price(100)}, own or {}, budgets or {})
    return make_plan(tasks_of(REGIME, county(*schools), prices, standard), prices, standard, budget)


def after(plan, schools):
    """Give students and rooms of each school once the plan is carried out, counted here anew."""
    rooms = [Fraction(stock) for _, stock in schools]
    for action in plan.steps[0].actions:
        rooms[int(action.unit.name)] += action.pieces + action.moved
    return [(students, stock) for (students, _), stock in zip(schools, rooms, strict=True)]


def greedy_fen(schools, fen=100):
    """Give the poorest school one more until the county passes."""
    rooms, cost = [stock for _, stock in schools], 0
    while not any(rooms) or variation(_pairs(schools, rooms)).square > Fraction(1, 4):
        poorest = min(range(len(rooms)), key=lambda place: Fraction(rooms[place] + 1, schools[place][0]))
        rooms[poorest] += 1
        cost += fen
    return cost


def _pairs(schools, rooms):
    return [(students, Fraction(stock)) for (students, _), stock in zip(schools, rooms, strict=True)]


@settings(max_examples=40, deadline=None)
@given(schools)
def test_a_plan_that_says_it_is_feasible_passes(schools):
    plan = planned(schools)

    assert plan.outcome is Outcome.FEASIBLE
    assert variation(after(plan, schools)).square <= Fraction(1, 4)
    assert (plan.bound or 0) <= plan.fen


@settings(max_examples=40, deadline=None)
@given(schools)
def test_a_plan_is_never_dearer_than_a_greedy_one(schools):
    assert planned(schools).fen <= greedy_fen(schools)


@settings(max_examples=40, deadline=None)
@given(schools, st.integers(0, 4), st.integers(0, 3))
def test_ceilings_and_what_may_move_are_kept(schools, ceiling, movable):
    plan = planned(schools, Price(100, ceiling=ceiling, move_fen=10, movable=movable))

    found = after(plan, schools)
    moved = [action.moved for action in plan.steps[0].actions]
    assert all(action.pieces <= ceiling for action in plan.steps[0].actions)
    assert sum(moved) == 0
    assert min(moved, default=0) >= -movable
    assert all(rooms >= 0 for _, rooms in found)
    if plan.outcome is Outcome.FEASIBLE:
        assert variation(found).square <= Fraction(1, 4)


@settings(max_examples=25, deadline=None)
@given(schools)
def test_every_school_meets_the_standard_if_one_is_asked_for(schools):
    standard = load_standard("2017")

    plan = planned(schools, standard=standard)

    assert plan.outcome is Outcome.FEASIBLE
    assert all(rooms * 100 >= Fraction("2.3") * students for students, rooms in after(plan, schools))


def test_a_county_that_passes_needs_nothing():
    plan = planned([(100, 3), (100, 3)])

    assert (plan.outcome, plan.fen, plan.steps[0].actions) == (Outcome.FEASIBLE, 0, ())


def test_a_plan_for_two_schools_can_be_checked_by_hand():
    """Of two equal schools the one with x rooms beside 9 has CV (9 - x) / (9 + x), which is 1/2 at x = 3."""
    plan = planned([(100, 9), (100, 1)])

    ((action,),) = [step.actions for step in plan.steps]
    assert (action.unit.name, action.pieces, action.fen, action.reason) == ("1", 2, 200, Reason.BALANCE)
    assert (plan.fen, plan.bound, plan.gap) == (200, plan.bound, Fraction(200 - plan.bound, plan.bound))
    assert plan.bound in {199, 200}


def test_it_moves_what_can_be_moved_where_that_is_cheaper():
    """Of two equal schools with 10 rooms together, 7.5 and 2.5 are just even enough, 7 and 3 in whole rooms."""
    plan = planned([(100, 9), (100, 1)], Price(100, move_fen=10, movable=5))

    moved = {
        action.unit.name: (action.pieces, action.moved, action.reason) for action in plan.steps[0].actions
    }
    assert moved["0"][:2] == (0, -2)
    assert moved["0"][2] is Reason.GIVES
    assert moved["1"][:2] == (0, 2)
    assert plan.fen == 20


def test_a_school_that_misses_a_standard_is_told_so():
    plan = planned([(100, 3), (200, 4)], standard=load_standard("2017"))

    (action,) = plan.steps[0].actions
    assert (action.unit.name, action.pieces, action.reason) == ("1", 1, Reason.STANDARD)


def test_one_of_seven_may_stay_at_85_percent_where_that_saves_most():
    standard, regime = load_standard("2017"), load_regime("2017")
    poor = {
        "above_std_teachers": 9,
        "backbone_teachers": 2,
        "pe_art_teachers": 2,
        "teaching_area_m2": 900,
        "sports_area_m2": 1400,
        "equipment_yuan": 380_000,
        "multimedia_rooms": 5,
    }
    places = {HERE: [unit(200, poor, name="一小"), unit(200, poor, name="二小")]}
    prices = Prices({"sports_area": Price(100_000), "equipment_value": Price(10_000, Fraction(1000))}, {}, {})

    plan = make_plan(tasks_of(regime, places, prices, standard), prices, standard)

    assert plan.outcome is Outcome.FEASIBLE
    assert plan.may_miss == {(HERE, "一小"): ("sports_area",), (HERE, "二小"): ("sports_area",)}
    assert {step.task.indicator.code: step.fen for step in plan.steps if step.fen} == {
        "equipment_value": 2 * 20 * 10_000
    }


def test_what_ceilings_forbid_is_said_and_what_can_be_reached_is_shown():
    plan = planned([(100, 20), (100, 1)], Price(100, ceiling=2))

    assert (plan.outcome, plan.bound, plan.gap) == (Outcome.INFEASIBLE, None, None)
    assert plan.steps[0].actions[0].pieces == 2
    assert not plan.steps[0].passes


def test_what_has_no_price_cannot_be_bought():
    plan = make_plan(
        tasks_of(REGIME, county((100, 20), (100, 1)), Prices({}, {}, {}), None), Prices({}, {}, {}), None
    )

    assert plan.outcome is Outcome.INFEASIBLE


@pytest.mark.parametrize(
    ("budgets", "budget", "outcome"),
    [
        ({}, 199, Outcome.OVER_BUDGET),
        ({}, 200, Outcome.FEASIBLE),
        ({ROOMS: 200}, None, Outcome.FEASIBLE),
        ({ROOMS: 150}, None, Outcome.INFEASIBLE),
    ],
    ids=["all in all too little", "just enough", "just enough for rooms", "too little for rooms"],
)
def test_budgets_decide(budgets, budget, outcome):
    assert planned([(100, 9), (100, 1)], budgets=budgets, budget=budget).outcome is outcome


def test_a_school_with_its_own_price_gets_less_if_it_is_dear():
    schools = [(100, 20), (100, 2), (100, 2)]

    plan = planned(schools, own={(ROOMS, "1"): Price(1000)})

    pieces = {action.unit.name: action.pieces for action in plan.steps[0].actions}
    assert pieces.get("1", 0) < pieces["2"]


def test_a_school_that_takes_nobody_in_gets_nobody():
    schools = [(100, 9), (100, 1), (100, 1)]

    plan = planned(schools, Price(100, move_fen=10, movable=5), own={(ROOMS, "1"): Price(100)})

    moved = {action.unit.name: action.moved for action in plan.steps[0].actions}
    assert plan.outcome is Outcome.FEASIBLE
    assert moved.get("1", 0) == 0
    assert sum(moved.values()) == 0


def test_without_the_solver_it_says_what_to_install(monkeypatch):
    monkeypatch.setattr(cone, "can_solve", lambda: False)

    with pytest.raises(SolverMissing, match="planner"):
        planned([(100, 9), (100, 1)])
