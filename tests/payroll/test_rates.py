"""The figures of allowances, found and changed for every kind."""

import pytest

from banheng.payroll.rates import rates_of, with_rates
from banheng.schemes.library import library_path, list_library
from banheng.schemes.loading import load_scheme


def scheme(code):
    return load_scheme(library_path(code) / "scheme.yaml").scheme


def test_the_figures_of_a_scheme_are_listed_by_path():
    rates = {rate.path: rate.value for rate in rates_of(scheme("primary-month"))}

    assert rates == {
        "base.fen": 20000,
        "points_pay.fen": 100,
        "pupils_pay.fen": 100,
        "fail_half.percent.fail": 500000,
        "rating_pay.fen.excellent": 10000,
        "rating_pay.fen.good": 5000,
        "below_line.fen": -5000,
        "substitute_pay.fen": 2000,
        "term/term_award.fen.excellent": 8000,
    }


@pytest.mark.parametrize("code", list_library())
def test_every_figure_can_be_changed_and_nothing_else_is(code):
    before = scheme(code)
    rates = rates_of(before)

    after = with_rates(before, {rate.path: rate.value + 7 for rate in rates})

    assert [(rate.path, rate.value) for rate in rates_of(after)] == [
        (rate.path, rate.value + 7) for rate in rates
    ]
    assert with_rates(after, {rate.path: rate.value for rate in rates}) == before


def test_an_unknown_path_changes_nothing():
    before = scheme("primary-month")

    assert with_rates(before, {"gone.fen": 1}) == before
