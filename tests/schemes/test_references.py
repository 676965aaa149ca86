"""What the parts of a scheme may name."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from tests.scoring.builders import scheme_with

NEEDS = {"of": [{"part": "second", "at_least": 1}]}
LINE = {"code": "line", "name": "津贴"}
VETO = {"code": "safety", "name": "安全", "effect": {"rating": "fail"}}
FAIL = {"code": "fail", "name": "不合格", "otherwise": True}


@pytest.mark.parametrize(
    "ends",
    [
        {"ranking": {"tie_break": ["second"]}},
        {"ratings": [{"code": "good", "name": "优秀", "by": "points", "needs": NEEDS}]},
        {"allowances": [{**LINE, "kind": "per_point", "fen": 1, "of": "second"}]},
        {"allowances": [{**LINE, "kind": "below", "at": 1, "fen": 1, "of": "second"}]},
        {"allowances": [{**LINE, "kind": "by_band", "of": "second", "bands": [{"fen": 1}]}]},
    ],
)
def test_a_longer_period_names_no_part_for_it_has_only_totals(ends) -> None:
    scheme_with(**ends)

    with pytest.raises(ValidationError, match="a longer period has only a total, not second"):
        scheme_with(longer_periods=[{"to": "term", **ends}])


@pytest.mark.parametrize("of", ["total", "pupils", "boarders", "day_pupils", "years"])
def test_a_longer_period_pays_by_what_it_has(of) -> None:
    line = {**LINE, "kind": "by_band", "of": of, "bands": [{"fen": 1}]}

    assert scheme_with(longer_periods=[{"to": "term", "allowances": [line]}])


@pytest.mark.parametrize(
    "line",
    [
        {"kind": "per_event", "events": {"late": {"name": "迟到", "fen": -500}}},
        {"kind": "decided"},
        {"kind": "factor", "by": "level", "percent": {"轻": 80}},
    ],
)
def test_a_longer_period_pays_nothing_by_records_for_it_has_none(line) -> None:
    with pytest.raises(ValidationError, match="a longer period has no records to pay by: line"):
        scheme_with(longer_periods=[{"to": "term", "allowances": [{**LINE, **line}]}])


def test_a_veto_that_is_carried_names_a_rating_of_the_longer_period() -> None:
    other = {"to": "term", "carry_vetoes": True, "ratings": [{**FAIL, "code": "poor"}]}

    with pytest.raises(ValidationError, match="no rating has the code fail"):
        scheme_with(vetoes=[VETO], ratings=[FAIL], longer_periods=[other])


def test_a_limit_across_parts_does_not_name_the_total() -> None:
    with pytest.raises(ValidationError, match="no indicator or item has the code total"):
        scheme_with(limits=[{"code": "top", "name": "合计", "parts": ["total"], "cap": 6}])
