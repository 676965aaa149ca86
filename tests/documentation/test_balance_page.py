"""The page on balance says what the library holds."""

import re
from pathlib import Path

import pytest
from tests.balance.making import unit

from banheng.balance.judging import judge_school
from banheng.balance.loading import list_regimes, list_standards, load_regime, load_standard

PAGE = (Path(__file__).parents[2] / "docs/reference/balance.md").read_text(encoding="utf-8")
ROWS = {
    cells[1].strip(" `"): [cell.strip() for cell in cells]
    for line in PAGE.splitlines()
    if len(cells := line.split("|")) > 5
}


def share(units):
    return f"{units / 10_000:g}"


@pytest.mark.parametrize("code", list_regimes())
def test_every_regime_stands_with_its_limits_indicators_and_conditions(code):
    regime = load_regime(code)
    _, _, section = PAGE.partition(f"### Regime {code}: ")

    assert f"primary {share(regime.limits.primary)}, junior {share(regime.limits.junior)}" in section
    for indicator in regime.indicators:
        assert f"| `{indicator.code}` | {indicator.name} | `{indicator.stock}` |" in section
    for condition in regime.conditions:
        assert f"| `{condition.code}` | {condition.name} | {condition.group}" in section


@pytest.mark.parametrize("code", list_standards())
def test_every_standard_stands_with_its_rule(code):
    standard = load_standard(code)

    assert f"{standard.rule.at_least} of {len(standard.requirements)}" in ROWS[code]


def test_the_standard_that_is_shown_can_be_used(tmp_path):
    (text,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    path = tmp_path / "standard.yaml"
    path.write_text(text, encoding="utf-8")

    verdict = judge_school(
        load_standard(str(path)), unit(100, {"land_m2": 2000, "computers": 5, "field": 1, "courts": 1})
    )

    assert [each.met for each in verdict.judged] == [True, False, True]
    assert verdict.passes is False
