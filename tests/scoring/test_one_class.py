"""What is computed for one class alone is what the reference engine computes for everybody."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from ruamel.yaml import YAML

from banheng.core.periods import parse_period
from banheng.schemes.filling import fill
from banheng.schemes.loading import parse_scheme
from banheng.scoring.columnar import score_columnar
from banheng.scoring.explanation import explain
from banheng.scoring.one_class import compares, concerning, score_for_class
from banheng.scoring.reference import score_reference
from banheng.scoring.run import Engine, score
from banheng.spreadsheets.evidence_file import read_evidence
from banheng.spreadsheets.roster_file import read_roster
from tests.schemes.test_library import WORKED, calendar_of, evidence_files
from tests.scoring.strategies import situations


def worked_example(path):
    worked = YAML(typ="safe").load(path)
    text = (path.parent / "scheme.yaml").read_text(encoding="utf-8")
    scheme_file = parse_scheme(fill(text, worked.get("fill", {})))
    calendar = calendar_of(worked)
    period = parse_period(str(worked["period"]), calendar)
    postings = read_roster(path.parent / "example/roster.csv")
    scheme = scheme_file.scheme
    evidence = read_evidence(evidence_files(path), scheme, postings, period, calendar).evidence
    return scheme_file, evidence, postings, period, calendar


@pytest.mark.parametrize("path", WORKED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_one_class_is_explained_as_the_whole_school_would_be(path):
    scheme_file, evidence, *rest = worked_example(path)
    postings, period, calendar = rest
    scheme = scheme_file.scheme
    if period.kind is not scheme.period:
        pytest.skip("a longer period has no items")
    whole, columnar = (
        score(scheme, evidence, *rest, engine) for engine in (Engine.REFERENCE, Engine.COLUMNAR)
    )
    for result in whole.results:
        school_class = result.subject.posting.school_class
        sheet = score_for_class(columnar, evidence, postings, calendar, school_class)
        some = evidence.filter(concerning(postings, school_class))

        assert sheet.results == whole.results
        assert explain(sheet, scheme_file, some, result.subject.key) == explain(
            whole, scheme_file, evidence, result.subject.key
        )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(situations())
def test_any_class_of_any_school_has_the_results_and_reasons_of_the_reference_engine(situation):
    scheme, evidence, postings = situation.scheme, situation.evidence, situation.postings
    whole, columnar = (
        engine(scheme, evidence, postings, situation.period, situation.calendar)
        for engine in (score_reference, score_columnar)
    )
    for result in whole.results:
        school_class = result.subject.posting.school_class
        sheet = score_for_class(columnar, evidence, postings, situation.calendar, school_class)

        assert sheet.results == whole.results
        assert sheet.result(result.subject.key).steps == result.steps


@pytest.mark.parametrize(
    ("rule", "compared"),
    [
        (
            "{kind: tally, start: full, events: {a: {name: 甲, points: -1, per: time}}, when_missing: start}",
            False,
        ),
        ("{kind: position, within: grade, table: [5, 3, 1], when_missing: zero}", True),
        (
            (
                "{kind: roll_up, each: week, take: mean, when_missing: zero,"
                " rule: {kind: position, table: [5, 3, 1], when_missing: zero}}"
            ),
            True,
        ),
    ],
)
def test_a_rule_that_looks_at_others_is_told_from_one_that_does_not(rule, compared):
    text = f"""
scheme: s
title: 方案
period: month
full_points: 10
indicators: [{{code: i, name: 指标, items: [{{code: x, name: 项, full_points: 10, rule: {rule}}}]}}]
"""
    (item,) = parse_scheme(text).scheme.items()

    assert compares(item) is compared
