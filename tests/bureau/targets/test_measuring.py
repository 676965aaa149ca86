"""Targets whose progress is read from the locked yearly data."""

from datetime import date
from decimal import Decimal

import pytest

from banheng.bureau.collecting.models import Collection
from banheng.bureau.targets.drawing_up import add_target, draw_up
from banheng.bureau.targets.measuring import indicator_choices
from banheng.bureau.targets.standing import State, standing
from tests.bureau.collecting.filings import hand_in, make_collection
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db
SPORTS = "primary:sports_area"


@pytest.fixture
def collection(time_machine_today):
    """Three schools of 300 pupils with 9, 10 and 11 square metres of sports ground for each."""
    made = make_collection(columns=("sports_area_m2",))
    for name, area in (("一小", "2700"), ("二小", "3000"), ("三小", "3300")):
        hand_in(made, name, accepted=True, sports_area_m2=area)
    return made


def state_of(collection, value, *, direction="at_least", school=None, indicator=SPORTS):
    said = {"first": date(2026, 1, 1), "last": date(2026, 12, 31), "by": None, "at": NOW}
    letter = draw_up(collection.bureau, None, title="责任书", school=school, party="县政府", **said)
    goal = {"kind": "number", "direction": direction, "value": Decimal(value), "indicator": indicator}
    add_target(letter, name="生均运动场地", owner="校长", due=TODAY, **goal)
    return standing(letter, TODAY).leaves[0]


def lock(collection):
    Collection.objects.filter(pk=collection.pk).update(locked_at=NOW)


def test_a_school_is_measured_by_its_value_for_a_pupil(collection):
    lock(collection)
    school = collection.bureau.schools.get(name="一小")
    line = state_of(collection, "9", school=school)

    assert (line.state, line.data.shown) == (State.REACHED, "9.0000")
    assert state_of(collection, "9.01", school=school).state is State.OPEN


def test_others_are_measured_by_the_coefficient_of_the_county(collection):
    lock(collection)
    line = state_of(collection, "0.09", direction="at_most")

    # deviations -1, 0, 1 around 10: the root of 2/3, over 10
    assert (line.state, line.data.shown) == (State.REACHED, "0.0816")
    assert state_of(collection, "0.08", direction="at_most").state is State.OPEN


def test_figures_that_are_not_locked_do_not_count(collection):
    assert state_of(collection, "1").data is None


@pytest.mark.parametrize("indicator", ["", "sports_area", "senior:sports_area", "primary:nothing"])
def test_what_the_data_do_not_hold_is_reported_by_hand(collection, indicator):
    lock(collection)
    assert state_of(collection, "1", indicator=indicator).data is None


def test_every_figure_on_offer_is_one_of_the_regime():
    assert SPORTS in dict(indicator_choices())
    assert len(indicator_choices()) == 14
