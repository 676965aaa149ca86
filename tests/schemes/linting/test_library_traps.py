from pathlib import Path

import pytest

from banheng.core.findings import Severity
from banheng.core.wording import Language
from banheng.schemes.linting import lint
from banheng.schemes.loading import load_scheme

LIBRARY = Path(__file__).parents[3] / "src/banheng/schemes/library"
TRAPS = [
    ("000-E", "schemes.L905", "145"),  # the parts add up to 145
    ("000-F", "schemes.L601", "-50.00"),  # 40 points: 40 - 50 yuan
    ("000-G", "schemes.L106", "2 + 2 = 4"),  # a plan of 3 points
    ("000-H", "schemes.L103", "125"),  # eight weights
]
READY = ["primary-month", "junior-month-boarding", "senior-term-360"]


@pytest.mark.parametrize(("code", "identity", "figure"), TRAPS)
def test_a_known_trap_of_a_policy_is_found(code, identity, figure):
    findings = lint(load_scheme(LIBRARY / code / "scheme.yaml"))

    said = [finding.say(Language.ZH_HANS) for finding in findings if finding.id == identity]
    assert any(figure in sentence for sentence in said)


@pytest.mark.parametrize("code", READY)
def test_a_ready_scheme_has_only_remarks(code):
    findings = lint(load_scheme(LIBRARY / code / "scheme.yaml"))

    assert [found.line(Language.EN) for found in findings if found.severity is not Severity.NOTE] == []
