"""The example of every library scheme is explained, cleanly, in both languages."""

from __future__ import annotations

import json

import pytest
from ruamel.yaml import YAML

from banheng.core.periods import parse_period
from banheng.core.wording import Language
from banheng.schemes.filling import fill
from banheng.schemes.loading import parse_scheme
from banheng.scoring.explanation import explain
from banheng.scoring.run import Engine, score
from banheng.spreadsheets.evidence_file import read_evidence
from banheng.spreadsheets.roster_file import read_roster
from tests.schemes.test_library import WORKED, calendar_of, evidence_files
from tests.scoring.json_schema import faults_of
from tests.scoring.test_explanation_laws import ASCII_BESIDE_CHINESE, CODE, steps_of


def explanations(path):
    worked = YAML(typ="safe").load(path)
    text = (path.parent / "scheme.yaml").read_text(encoding="utf-8")
    scheme_file = parse_scheme(fill(text, worked.get("fill", {})))
    calendar = calendar_of(worked)
    period = parse_period(str(worked["period"]), calendar)
    postings = read_roster(path.parent / "example/roster.csv")
    scheme = scheme_file.scheme
    evidence = read_evidence(evidence_files(path), scheme, postings, period, calendar).evidence
    sheet = score(scheme, evidence, postings, period, calendar, engine=Engine.REFERENCE)
    return [explain(sheet, scheme_file, evidence, result.subject.key) for result in sheet.results]


@pytest.mark.parametrize("path", WORKED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_example_of_the_library_is_explained(path) -> None:
    for explanation in explanations(path):
        for step in steps_of(explanation):
            assert not ASCII_BESIDE_CHINESE.search(step.text.zh), step.text.zh
            assert not CODE.search(step.text.zh), step.text.zh
        assert explanation.as_text(Language.ZH_HANS).startswith(explanation.result.subject.name)
        assert "{" not in explanation.as_text(Language.EN)
        assert faults_of(json.loads(json.dumps(explanation.as_json()))) == []
