"""However little there is, there is an answer: finite figures, or why it cannot be told."""

from dataclasses import asdict, is_dataclass
from math import isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banheng.fairness.discrimination import discrimination
from banheng.fairness.drift import drift
from banheng.fairness.firmness import firmness
from banheng.fairness.halo import halo
from banheng.fairness.ranking import lost_by_class
from banheng.fairness.severity import severity
from tests.fairness.making import generator, visits

LOOKS = {
    "severity": severity,
    "drift": drift,
    "halo": lambda told: halo(told, generator(), draws=20),
    "firmness": lambda told: firmness(told, generator(), draws=20),
    "discrimination": lambda told: discrimination(lost_by_class(told)),
}
ROWS = st.lists(
    st.tuples(
        st.sampled_from("甲乙丙"),
        st.sampled_from("abc"),
        st.sampled_from("xy"),
        st.integers(0, 45),
        st.sampled_from([0, 0, 0.5, 1, 40]),
    ),
    max_size=90,
)


def figures(found):
    """Walk through all numbers of an answer."""
    if is_dataclass(found):
        yield from figures(asdict(found))
    elif isinstance(found, dict):
        yield from figures(list(found.values()))
    elif isinstance(found, list | tuple):
        for each in found:
            yield from figures(each)
    elif isinstance(found, float):
        yield found


@pytest.mark.parametrize("look", LOOKS)
@settings(max_examples=25, deadline=None)
@given(rows=ROWS)
def test_every_figure_is_finite(look, rows):
    assert all(isfinite(figure) for figure in figures(LOOKS[look](visits(*rows))))
