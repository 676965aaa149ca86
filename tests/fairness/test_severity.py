from math import isfinite

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banheng.fairness.agreement import agreement
from banheng.fairness.severity import Severity, severity
from banheng.fairness.visits import CannotTell, empty_visits
from tests.fairness.making import generator, school, visits

FAIR = dict.fromkeys("甲乙丙丁戊己", 0.0)
STRICT = {**FAIR, "甲": 0.9}


def points(found):
    return {estimate.inspector: estimate.points for estimate in found.estimates}


def test_a_strict_inspector_is_named_and_nobody_else():
    found = severity(school(generator(), STRICT))

    assert [estimate.inspector for estimate in found.alarms] == ["甲"]
    first = found.estimates[0]
    assert (first.inspector, first.visits) == ("甲", 60)
    assert first.low < 0.9 * 5 / 6 < first.high  # beyond the mean of all six
    assert 0 < first.low < first.points < first.high


def test_where_all_are_alike_nothing_is_raised():
    found = severity(school(generator(), FAIR))

    assert not found.differ
    assert not found.alarms
    assert all(estimate.low < 0 < estimate.high for estimate in found.estimates)


def test_bad_classes_and_dear_items_are_not_held_against_who_saw_them():
    rows = [
        (who, where, item, day, loss + (day * 7 + len(where) + n) % 3 / 10)
        for n, (who, where, item, loss) in enumerate(
            [
                ("甲", "bad", "floor", 5),
                ("甲", "good", "noise", 0),
                ("乙", "good", "floor", 3),
                ("乙", "bad", "noise", 2),
                ("甲", "bad", "noise", 2),
            ]
        )
        for day in range(12)
    ]
    found = severity(visits(*rows))

    assert not found.alarms


def test_a_hard_day_is_not_held_against_who_was_on_duty():
    calm = school(generator(3), dict.fromkeys("甲乙丙", 0.0))
    first = calm["day"].min()
    hard = calm.with_columns(pl.when(pl.col("day") == first).then(pl.col("loss") + 3).otherwise("loss"))

    assert not severity(hard).alarms


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], CannotTell.ONE_INSPECTOR),
        ([("甲", "101", "floor", day, day) for day in range(30)], CannotTell.ONE_INSPECTOR),
        ([(who, "101", "floor", day, day) for who in "甲乙" for day in range(30)], CannotTell.ONE_CLASS),
        (
            [(who, where, "floor", day, day % 3) for who, where in ("甲a", "乙b") for day in range(10)],
            CannotTell.NOT_SHARED,
        ),
        ([(who, where, "floor", 0, 1) for who in "甲乙" for where in "ab"], CannotTell.TOO_FEW),
        (
            [(who, where, "floor", day, 1) for who in "甲乙" for where in "ab" for day in range(9)],
            CannotTell.NO_VARIATION,
        ),
    ],
)
def test_what_cannot_be_told_says_why(rows, reason):
    assert severity(visits(*rows)) is reason


def test_no_visits_are_too_few():
    assert severity(empty_visits()) is CannotTell.ONE_INSPECTOR


def test_who_shares_no_class_is_left_out_by_name():
    apart = [("戌", "999", "hygiene", day, day % 3) for day in range(10)]
    found = severity(pl.concat([school(generator(), FAIR), visits(*apart)]))

    assert list(found.not_compared) == ["戌"]
    assert "戌" not in points(found)


def test_one_strange_visit_is_no_strange_inspector():
    strange = visits(("戌", "c00", "hygiene", 0, 40))
    found = severity(pl.concat([school(generator(), FAIR), strange]))

    assert list(found.not_compared) == ["戌"]
    assert not found.alarms


def test_an_exact_fit_gives_finite_figures():
    rows = [
        (who, where, "floor", day, loss + (where == "b"))
        for who, loss in (("甲", 1), ("乙", 2))
        for where in "ab"
        for day in range(8)
    ]
    found = severity(visits(*rows))

    assert points(found)["乙"] == pytest.approx(0.5, abs=0.01)
    assert all(isfinite(figure) for each in found.estimates for figure in (each.points, each.low, each.high))


@settings(max_examples=8, deadline=None)
@given(st.permutations(list(FAIR)), st.integers(0, 5))
def test_other_names_permute_the_estimates(names, seed):
    told = school(generator(seed), STRICT, weeks=3)
    renamed = dict(zip(FAIR, names, strict=True))
    before = points(severity(told))
    after = points(severity(told.with_columns(pl.col("inspector").replace_strict(renamed))))

    assert after == pytest.approx({renamed[name]: value for name, value in before.items()}, abs=1e-6)


@settings(max_examples=8, deadline=None)
@given(st.sampled_from(list(FAIR)), st.floats(0.5, 3), st.integers(0, 5))
def test_who_takes_off_more_is_estimated_stricter(name, more, seed):
    told = school(generator(seed), FAIR, weeks=3)
    stricter = told.with_columns(
        pl.when(pl.col("inspector") == name).then(pl.col("loss") + more).otherwise("loss")
    )

    assert points(severity(stricter))[name] > points(severity(told))[name]


@settings(max_examples=8, deadline=None)
@given(st.floats(0.1, 20), st.integers(0, 5))
def test_points_of_another_size_scale_everything(scale, seed):
    told = school(generator(seed), STRICT, weeks=3)
    before = severity(told)
    after = severity(told.with_columns(pl.col("loss") * scale))

    scaled = {name: scale * value for name, value in points(before).items()}
    assert points(after) == pytest.approx(scaled, rel=1e-3, abs=1e-3 * scale)
    assert after.differ == before.differ


def test_estimates_of_all_inspectors_add_up_to_nothing():
    found = severity(school(generator(), STRICT))

    assert sum(points(found).values()) == pytest.approx(0, abs=1e-9)


def test_planted_severity_is_found_and_covered():
    correlations, covered, alarms = [], [], 0
    for seed in range(6):
        chance = generator(seed)
        planted = dict(zip("abcdefghij", chance.normal(0, 0.3, 10), strict=True))
        mean = np.mean(list(planted.values()))
        found = severity(school(chance, planted, weeks=10))
        assert isinstance(found, Severity)
        truth = [planted[each.inspector] - mean for each in found.estimates]
        correlations.append(np.corrcoef([each.points for each in found.estimates], truth)[0, 1])
        covered += [each.low <= true <= each.high for each, true in zip(found.estimates, truth, strict=True)]
        alarms += bool(severity(school(chance, dict.fromkeys(planted, 0.0), weeks=10)).alarms)

    assert np.mean(correlations) > 0.9
    assert 0.9 < np.mean(covered) <= 1
    assert alarms <= 1


def test_agreement_is_high_where_visits_tell_classes_apart():
    clear = agreement(severity(school(generator(), FAIR, noise=0.1)))
    blurred = agreement(severity(school(generator(), FAIR, noise=2.0)))

    assert clear.single > 0.8
    assert blurred.single < 0.3
    assert blurred.single < blurred.together < clear.together <= 1
