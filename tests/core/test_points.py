"""Exact figures and money, read and written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banheng.core.errors import MalformedNumber
from banheng.core.money import format_yuan, parse_yuan
from banheng.core.points import LIMIT, format_units, parse_units


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("0", 0),
        ("12", 120_000),
        (12, 120_000),
        (Decimal("0.5"), 5_000),
        ("-0.2", -2_000),
        ("+3", 30_000),
        (".5", 5_000),
        ("5.", 50_000),
        ("0.0001", 1),
        ("９５．５％", 955_000),
        ("－２", -20_000),
        ("−2", -20_000),
        ("1,234.5", 12_345_000),
        (" 7 ", 70_000),
        ("95%", 950_000),
        ("0.50000", 5_000),
        ("100000", LIMIT),
    ],
)
def test_a_figure_is_read_as_people_write_it(text, units) -> None:
    assert parse_units(text) == units


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is not a decimal number"),
        ("三", "is not a decimal number"),
        ("1e3", "is not a decimal number"),
        ("1.2.3", "is not a decimal number"),
        ("nan", "is not a decimal number"),
        ("--1", "is not a decimal number"),
        (0.1, "is not a decimal number"),
        ("0.00001", "has more than four decimals"),
        ("100000.0001", "is beyond the greatest figure 100,000"),
        ("-100001", "is beyond the greatest figure 100,000"),
    ],
)
def test_what_is_no_exact_figure_is_refused(text, message) -> None:
    with pytest.raises(MalformedNumber, match=message):
        parse_units(text)


@pytest.mark.parametrize(
    ("units", "places", "text"),
    [
        (0, 0, "0"),
        (94_000, 0, "9.4"),
        (94_000, 2, "9.40"),
        (100_000, 0, "10"),
        (1, 0, "0.0001"),
        (-5_000, 0, "-0.5"),
        (-1, 2, "-0.0001"),
        (-120_000, 2, "-12.00"),
    ],
)
def test_a_figure_is_written_as_short_as_is_exact(units, places, text) -> None:
    assert format_units(units, places=places) == text


@given(st.integers(-LIMIT, LIMIT), st.integers(0, 4))
def test_what_is_written_is_read_back_the_same(units, places) -> None:
    assert parse_units(format_units(units, places=places)) == units


@pytest.mark.parametrize(
    ("text", "fen"), [("12.50", 1_250), ("-3", -300), ("0.01", 1), (88, 8_800), ("1,200", 120_000)]
)
def test_an_amount_in_yuan_is_read_into_fen(text, fen) -> None:
    assert parse_yuan(text) == fen


def test_a_fraction_of_a_fen_is_refused() -> None:
    with pytest.raises(MalformedNumber, match="has a fraction of a fen"):
        parse_yuan("0.005")


@pytest.mark.parametrize(
    ("fen", "text"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-105, "-1.05"), (120_000, "1200.00")]
)
def test_fen_are_written_in_yuan_with_two_decimals(fen, text) -> None:
    assert format_yuan(fen) == text


@pytest.mark.parametrize(
    ("most", "figure", "fen"), [(10**7, "100000", 10**7), (10**12, "12345678.90", 1_234_567_890)]
)
def test_amounts_are_read_up_to_the_most(most, figure, fen):
    assert parse_yuan(figure, most=most) == fen


def test_an_amount_beyond_the_most_is_refused():
    with pytest.raises(MalformedNumber):
        parse_yuan("100000.01")
    with pytest.raises(MalformedNumber):
        parse_yuan("10000000000.01", most=10**12)
