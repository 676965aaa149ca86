"""The columnar engine gives what the reference engine gives, to the last unit and fen."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from banheng.scoring.columnar import score_columnar
from banheng.scoring.reference import score_reference
from tests.scoring.strategies import Situation, situations


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(situations())
def test_both_engines_give_the_same_results(situation: Situation) -> None:
    arguments = (
        situation.scheme,
        situation.evidence,
        situation.postings,
        situation.period,
        situation.calendar,
    )

    expected = score_reference(*arguments)

    actual = score_columnar(*arguments)
    for one, other in zip(expected.results, actual.results, strict=True):
        assert other == one
