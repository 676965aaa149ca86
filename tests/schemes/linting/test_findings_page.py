import re
from pathlib import Path

import pytest

from banheng.schemes.linting import CHECKS

PROJECT = Path(__file__).parents[3]
ROW = re.compile(r"^\| `(schemes\.\w+)` \| (\w+) \|", re.MULTILINE)
DOCUMENTED = ROW.findall((PROJECT / "docs/reference/findings.md").read_text(encoding="utf-8"))
SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for path in (PROJECT / "src/banheng/schemes").rglob("*.py")
)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_every_check_is_documented_with_its_severity(check):
    assert (check.id, check.severity.value) in DOCUMENTED


def test_every_documented_id_is_used():
    used = set(re.findall(r"\b[EL]\d{3}\b", SOURCES))

    assert {identity.removeprefix("schemes.") for identity, _ in DOCUMENTED} == used


def test_no_id_is_documented_twice():
    ids = [identity for identity, _ in DOCUMENTED]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("number", ["E001", "E002", "E003", "E004", "E005", "E010"])
def test_what_is_found_while_reading_has_a_broken_scheme(number):
    assert (PROJECT / "tests/schemes/broken" / f"{number}.yaml").exists()
