"""What a scheme lets the office give for unequal inspectors and for the context of a class."""

from datetime import date, timedelta

import numpy as np
import pytest

from banheng.assessment.adjusting import (
    Amount,
    Bounds,
    adjusting_item,
    amounts,
    bounds_of,
    put_down,
    severity_by_class,
    within,
)
from banheng.assessment.errors import SheetRefused
from banheng.assessment.live import live_sheet, results_by_class
from banheng.assessment.periods import find_period
from banheng.core.points import UNITS, parse_units
from banheng.fairness.visits import CannotTell
from banheng.ledger.models import Closure, Record
from tests.assessment.settling import review_september
from tests.factories import NOW, TODAY, adopt, entry, make_school, make_user, put
from tests.reports.contents.worked import SCHEME

pytestmark = pytest.mark.django_db
SEPTEMBER = date(2026, 9, 30)
ADJUSTED = SCHEME.replace(
    "vetoes:",
    """  - code: fairness
    name: 公平
    outside_total: true
    items:
      - code: severity
        name: 检查尺度校正
        from: severity
        full_points: 1.5
        rule: {kind: judged, least: -1.5, when_missing: zero}
      - code: context
        name: 班情折算
        from: context
        full_points: 2
        rule: {kind: judged, least: -2, when_missing: zero}
vetoes:""",
    1,
)
CLASSES = ("101", "102", "201", "202")


@pytest.fixture
def small():
    small = make_school()
    adopt(small.school, text=ADJUSTED)
    return small


@pytest.fixture
def office():
    return make_user("office", name="王主任")


def september(small):
    return find_period(small.school, "worked", "2026-09", TODAY)


def judge(small, *, stricter):
    """Two inspectors look at all classes for three weeks; the stricter one alone at 101 for four more days."""
    chance = np.random.default_rng(1)
    people = [
        make_user(f"t{name}", staff=small.teachers[name], name=f"{name}老师") for name in ("201", "202")
    ]
    for number in range(15):
        day = date(2026, 9, 7) + timedelta(number // 5 * 7 + number % 5)
        for person, more in zip(people, (stricter, 0), strict=True):
            seen = [
                entry(day=day, school_class=code, quantity=str(chance.integers(0, 3) + more))
                for code in CLASSES
            ]
            put(small.school, *seen, by=person, at=NOW)
    for extra in range(3):
        day = date(2026, 9, 28) + timedelta(extra)
        put(small.school, entry(day=day, quantity=str(1 + stricter)), by=people[0], at=NOW)


def context(scored):
    return adjusting_item(scored.scheme, "context")


def test_the_scheme_sets_the_bounds(small):
    scored = september(small)

    assert bounds_of(context(scored)) == Bounds(-2 * UNITS, 2 * UNITS)
    assert adjusting_item(scored.scheme, "severity").name == "检查尺度校正"


def test_a_scheme_without_such_an_item_has_none(small):
    adopt(small.school, "primary-month")
    scored = find_period(small.school, "primary-month", "2026-09", TODAY)

    assert adjusting_item(scored.scheme, "context") is None


def test_who_was_seen_more_often_by_the_strict_one_lost_more_than_the_others(small):
    judge(small, stricter=3)

    lost = severity_by_class(september(small))

    assert lost["101"] > 5 * UNITS  # three more visits, each about half the difference of six points
    assert all(abs(lost[code]) < UNITS // 10 for code in CLASSES[1:])  # as often by the one as by the other
    assert all(points % 100 == 0 for points in lost.values())  # two decimals


def test_inspectors_who_are_alike_take_nothing_from_anybody(small):
    judge(small, stricter=0)

    assert severity_by_class(september(small)) == {}


def test_too_few_visits_say_nothing(small):
    assert isinstance(severity_by_class(september(small)), CannotTell)


@pytest.mark.parametrize(
    ("points", "given"), [("9.07", "1.5"), ("1.5", "1.5"), ("-0.4", "-0.4"), ("-7", "-1.5"), ("0", "0")]
)
def test_the_bounds_cut_what_was_estimated(points, given):
    assert within(Bounds(-15_000, 15_000), parse_units(points)) == parse_units(given)


def test_what_is_put_down_counts_in_the_total(small, office):
    scored = september(small)

    number = put_down(
        scored,
        context(scored),
        {"101": Amount(15_000, "中途接班"), "102": Amount(0, "")},
        day=SEPTEMBER,
        by=office,
        at=NOW,
    )

    results = results_by_class(live_sheet(scored))
    assert (number, results["101"].total, results["102"].total) == (1, 1_015_000, 1_000_000)
    assert amounts(scored, context(scored)) == {"101": Amount(15_000, "中途接班")}


def test_putting_down_the_same_again_changes_nothing(small, office):
    scored, wanted = september(small), {"101": Amount(10_000, "班额偏大")}
    put_down(scored, context(scored), wanted, day=SEPTEMBER, by=office, at=NOW)

    assert put_down(scored, context(scored), wanted, day=SEPTEMBER, by=office, at=NOW) == 0
    assert Record.objects.count() == 1


def test_another_figure_voids_the_first_and_none_takes_it_back(small, office):
    scored = september(small)
    for points in (10_000, -5_000):
        put_down(
            scored, context(scored), {"101": Amount(points, "班额偏大")}, day=SEPTEMBER, by=office, at=NOW
        )
    assert amounts(scored, context(scored))["101"].points == -5_000

    put_down(scored, context(scored), {"101": Amount(0, "")}, day=SEPTEMBER, by=office, at=NOW)

    assert amounts(scored, context(scored)) == {}
    assert results_by_class(live_sheet(scored))["101"].total == 1_000_000


def test_a_figure_outside_the_bounds_is_refused_and_nothing_is_half_taken(small, office):
    scored = september(small)

    with pytest.raises(SheetRefused):
        put_down(
            scored,
            context(scored),
            {"101": Amount(10_000, "班额偏大"), "102": Amount(30_000, "班额偏大")},
            day=SEPTEMBER,
            by=office,
            at=NOW,
        )

    assert not Record.objects.exists()


def test_a_reviewed_result_is_not_touched(small, office):
    review_september(small.school, "worked")
    scored = september(small)

    with pytest.raises(SheetRefused, match="已经审核"):
        put_down(
            scored, context(scored), {"101": Amount(10_000, "班额偏大")}, day=SEPTEMBER, by=office, at=NOW
        )


def test_a_closed_period_is_refused_in_words_and_nothing_is_voided(small, office):
    scored = september(small)
    put_down(scored, context(scored), {"101": Amount(10_000, "班额偏大")}, day=SEPTEMBER, by=office, at=NOW)
    Closure.objects.create(
        school=small.school,
        scheme_code="worked",
        first=scored.period.first,
        last=scored.period.last,
        label="2026年9月",
    )

    with pytest.raises(SheetRefused):
        put_down(
            scored, context(scored), {"101": Amount(5_000, "班额偏大")}, day=SEPTEMBER, by=office, at=NOW
        )

    assert amounts(scored, context(scored))["101"].points == 10_000
