"""Rounding by hand, of one figure and of arrays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banheng.core.points import parse_units
from banheng.core.rounding import Rounding, divide, divide_array, round_units, round_units_array


@pytest.mark.parametrize(
    ("numerator", "denominator", "half_up", "half_even", "down", "up"),
    [
        (5, 2, 3, 2, 2, 3),
        (7, 2, 4, 4, 3, 4),
        (-5, 2, -3, -2, -2, -3),
        (-7, 2, -4, -4, -3, -4),
        (5, -2, -3, -2, -2, -3),
        (-5, -2, 3, 2, 2, 3),
        (1, 3, 0, 0, 0, 1),
        (-1, 3, 0, 0, 0, -1),
        (2, 3, 1, 1, 0, 1),
        (-2, 3, -1, -1, 0, -1),
        (6, 3, 2, 2, 2, 2),
        (-6, 3, -2, -2, -2, -2),
        (0, 7, 0, 0, 0, 0),
        (1, 2, 1, 0, 0, 1),
        (-1, 2, -1, 0, 0, -1),
        (3, 2, 2, 2, 1, 2),
    ],
)
def test_a_quotient_is_rounded_as_named(numerator, denominator, half_up, half_even, down, up) -> None:
    expected = {
        Rounding.HALF_UP: half_up,
        Rounding.HALF_EVEN: half_even,
        Rounding.DOWN: down,
        Rounding.UP: up,
    }

    assert {mode: divide(numerator, denominator, mode) for mode in Rounding} == expected
    assert {
        mode: divide_array(np.array([numerator]), np.array([denominator]), mode).tolist() for mode in Rounding
    } == {mode: [figure] for mode, figure in expected.items()}


@given(
    st.lists(st.integers(-(10**18), 10**18), min_size=1),
    st.integers(1, 10**12).flatmap(lambda size: st.sampled_from([size, -size])),
    st.sampled_from(list(Rounding)),
)
def test_arrays_are_rounded_as_single_figures_are(numerators, denominator, mode) -> None:
    quotients = divide_array(np.array(numerators), denominator, mode)

    assert quotients.tolist() == [divide(numerator, denominator, mode) for numerator in numerators]


@pytest.mark.parametrize(
    ("figure", "places", "rounding", "expected"),
    [
        ("87.545", 2, Rounding.HALF_UP, "87.55"),
        ("87.545", 2, Rounding.HALF_EVEN, "87.54"),
        ("87.555", 2, Rounding.HALF_EVEN, "87.56"),
        ("87.549", 2, Rounding.DOWN, "87.54"),
        ("87.5401", 2, Rounding.UP, "87.55"),
        ("-0.05", 1, Rounding.HALF_UP, "-0.1"),
        ("-0.05", 1, Rounding.HALF_EVEN, "0"),
        ("-0.09", 1, Rounding.DOWN, "0"),
        ("-0.01", 1, Rounding.UP, "-0.1"),
        ("99.5", 0, Rounding.HALF_UP, "100"),
        ("1.2345", 4, Rounding.HALF_UP, "1.2345"),
    ],
)
def test_points_are_rounded_to_so_many_places(figure, places, rounding, expected) -> None:
    units = parse_units(figure)

    assert round_units(units, places, rounding) == parse_units(expected)
    assert round_units_array(np.array([units]), places, rounding).tolist() == [parse_units(expected)]
