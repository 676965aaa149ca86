"""Every line of the security checklist has a proof that exists, or says why not."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

PROJECT = Path(__file__).parents[2]
STATES = {"met", "not met", "operator", "not applicable"}
ITEMS = YAML(typ="safe", pure=True).load((PROJECT / "docs/reference/asvs.yaml").read_text(encoding="utf-8"))[
    "requirements"
]
SETTINGS = (PROJECT / "src/banheng/config/settings.py").read_text(encoding="utf-8")


def named(item):
    return item["id"]


@pytest.mark.parametrize("item", ITEMS, ids=named)
def test_a_line_is_proven_or_says_why_not(item):
    assert set(item) <= {"id", "level", "asks", "state", "proof", "note"}
    assert item["state"] in STATES
    if item["state"] in {"met", "operator"}:
        assert item["proof"]
    else:
        assert item["note"]
    for proof in item.get("proof", ()):
        assert exists(proof), proof


def exists(proof):
    if proof.startswith("settings."):
        name = proof.removeprefix("settings.")
        return re.search(rf"^(?:\w+, )*{name}\b.*=", SETTINGS, re.MULTILINE) is not None
    file, _, test = proof.partition("::")
    path = PROJECT / file
    return path.exists() and (not test or f"def {test}(" in path.read_text(encoding="utf-8"))


def test_levels_one_and_two_are_complete():
    """OWASP ASVS 5.0.0 has 70 requirements of level 1 and 183 of level 2."""
    levels = [item["level"] for item in ITEMS]

    assert len({item["id"] for item in ITEMS}) == len(ITEMS)
    assert (levels.count(1), levels.count(2)) == (70, 183)


def test_a_proof_that_does_not_exist_is_noticed():
    assert not exists("tests/nowhere.py")
    assert not exists("settings.NOWHERE")
    assert not exists("tests/documentation/test_security_checklist.py::test_nothing")
