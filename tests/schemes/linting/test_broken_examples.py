from pathlib import Path

import pytest

from banheng.core.errors import SchemeInvalid
from banheng.core.wording import Language
from banheng.schemes.linting import CHECKS, lint
from banheng.schemes.loading import load_scheme, parse_scheme

FOLDER = Path(__file__).parents[1] / "broken"
FILES = sorted(FOLDER.glob("*.yaml"))
DEMO = Path(__file__).parents[1] / "demo.yaml"


def findings_of(path):
    try:
        return lint(load_scheme(path))
    except SchemeInvalid as invalid:
        return invalid.findings


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_broken_scheme_has_its_one_fault_where_it_is_marked(path):
    marked = [
        number
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if line.endswith("# here")
    ]

    found = [(finding.id, finding.place.line) for finding in findings_of(path)]

    assert found == [(f"schemes.{path.stem}", line) for line in marked]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_finding_is_worded_in_both_languages_without_gaps(path):
    for finding in findings_of(path):
        for language in Language:
            said = finding.say(language)
            assert "{" not in said
            assert "None" not in said


def test_every_check_has_a_broken_scheme():
    broken = {f"schemes.{path.stem}" for path in FILES}

    assert {check.id for check in CHECKS} <= broken


def test_ids_are_unique():
    ids = [check.id for check in CHECKS]

    assert len(ids) == len(set(ids))


def test_a_clean_scheme_has_no_findings():
    assert lint(load_scheme(DEMO)) == []


def test_findings_stand_in_the_order_of_the_file():
    text = DEMO.read_text(encoding="utf-8")
    broken = text.replace("ties: competition", "flag_last: 1").replace("          floor: 0\n", "")
    path = DEMO.with_name("two.yaml")

    lines = [finding.place.line for finding in lint(parse_scheme(broken, name=path.name))]

    assert lines == sorted(lines)
    assert len(lines) == 2
