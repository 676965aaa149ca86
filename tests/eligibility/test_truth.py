"""Kleene's strong logic: an unknown part leaves the whole unknown only where it could still turn it."""

from itertools import product

import pytest

from banheng.eligibility.truth import NO, UNKNOWN, YES, at_least, truth_of

COMPLETIONS = {NO: (NO,), YES: (YES,), UNKNOWN: (NO, YES)}


@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("truths", list(product((NO, UNKNOWN, YES), repeat=3)))
def test_so_many_of_the_parts_hold_in_every_or_in_no_case(number, truths):
    cases = {each.count(YES) >= number for each in product(*(COMPLETIONS[truth] for truth in truths))}

    assert at_least(number, truths) == (UNKNOWN if len(cases) == 2 else truth_of(cases.pop()))


@pytest.mark.parametrize("truths", list(product((NO, UNKNOWN, YES), repeat=3)))
def test_any_is_one_of_the_parts_and_all_is_each_of_them(truths):
    assert max(truths) == at_least(1, truths)
    assert min(truths) == at_least(3, truths)


def test_the_opposite_of_what_is_unknown_is_unknown():
    assert [truth.opposite for truth in (NO, UNKNOWN, YES)] == [YES, UNKNOWN, NO]
    assert truth_of(None) is UNKNOWN
