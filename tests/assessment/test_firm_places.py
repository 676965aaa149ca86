"""Between which places of the league table a class would be on other days, with other inspectors."""

from datetime import date, timedelta

import numpy as np
import pytest

from banheng.assessment.firm_places import firm_places
from banheng.assessment.live import live_sheet
from banheng.assessment.periods import find_period
from tests.factories import NOW, TODAY, adopt, entry, make_school, make_user, put
from tests.reports.contents.worked import SCHEME

pytestmark = pytest.mark.django_db
WHOLE_SCHOOL = (
    SCHEME.replace("ranking: {within: grade", "ranking: {within: school")
    .replace("full_points: 60", "full_points: 600")
    .replace("full_points: 100", "full_points: 640")
)


@pytest.fixture
def small():
    small = make_school()
    adopt(small.school, text=WHOLE_SCHOOL)
    return small


def inspect(small, costs, inspectors=("201", "202")):
    """Inspectors look at the classes for three weeks; `costs` are dirty places a visit, about so many."""
    chance = np.random.default_rng(1)
    people = [make_user(f"t{name}", staff=small.teachers[name], name=f"{name}老师") for name in inspectors]
    for number in range(15):
        day = date(2026, 9, 7) + timedelta(number // 5 * 7 + number % 5)
        for person in people:
            seen = [
                entry(day=day, school_class=code, quantity=str(cost + chance.integers(0, 3)))
                for code, cost in costs.items()
            ]
            put(small.school, *seen, by=person, at=NOW)


def september(small):
    return find_period(small.school, "worked", "2026-09", TODAY)


def by_class(scored):
    keys = {result.subject.key: result.subject.posting.school_class for result in live_sheet(scored).results}
    return {keys[key]: place for key, place in firm_places(scored).items()}


def test_classes_far_apart_keep_their_places_and_near_ones_are_not_told_apart(small):
    inspect(small, {"101": 0, "102": 4, "201": 4, "202": 9})

    firm = by_class(september(small))

    assert (firm["101"].low, firm["101"].high, firm["101"].is_level) == (1, 1, False)
    assert (firm["202"].low, firm["202"].high, firm["202"].is_level) == (4, 4, False)
    assert {firm["102"].low, firm["201"].low} == {2}
    assert {firm["102"].high, firm["201"].high} == {3}
    assert sorted(firm[code].is_level for code in ("102", "201")) == [False, True]


def test_the_place_itself_lies_in_the_range(small):
    inspect(small, {"101": 1, "102": 1, "201": 2, "202": 2})
    scored = september(small)
    ranks = {result.subject.key: result.rank for result in live_sheet(scored).results}

    for key, place in firm_places(scored).items():
        assert place.low <= ranks[key] <= place.high


@pytest.mark.parametrize("costs", [{}, {"101": 1, "102": 2}])
def test_nothing_is_said_where_a_class_was_never_looked_at(small, costs):
    inspect(small, costs)

    assert firm_places(september(small)) == {}


def test_a_longer_period_has_none(small):
    inspect(small, {"101": 0, "102": 4, "201": 4, "202": 9})

    assert firm_places(find_period(small.school, "worked", "2026-2027-1", TODAY)) == {}


def test_one_inspector_alone_leaves_other_days_to_draw(small):
    inspect(small, {"101": 0, "102": 4, "201": 4, "202": 9}, inspectors=("201",))

    assert by_class(september(small))["202"].low == 4
