"""The rule packs that come with Banheng: what they cite exists, and what the policies leave open is a choice."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from banheng.core.findings import Severity
from banheng.core.wording import Language
from banheng.eligibility.condition import Named
from banheng.eligibility.linting import lint
from banheng.eligibility.loading import list_packs, load_pack, pack_path
from banheng.eligibility.pack import conditions_in

CATALOGUE = Path(__file__).parents[3] / "shared/requirements"
PACKS = {code: load_pack(pack_path(code)) for code in list_packs()}
CHINESE = re.compile("[一-鿿]")


def catalogue():
    seeds = [YAML(typ="safe").load(path) for path in CATALOGUE.glob("seed-00[13].yaml")]
    return {
        clause["id"]: clause
        for seed in seeds
        for article in seed["articles"]
        for clause in article["clauses"]
    }


def cited(pack):
    parts = [pack.source.clauses, *(setting.clause for setting in pack.settings)]
    for rule in pack.rules:
        parts += [rule.clause, *(condition.clause for condition in conditions_in(rule.when))]
    return {clause for clauses in parts for clause in clauses}


@pytest.mark.parametrize("code", PACKS)
def test_every_rule_cites_clauses_of_its_article_that_exist(code):
    if not CATALOGUE.exists():
        pytest.skip("the catalogue is not here")
    pack = PACKS[code].pack

    assert pack.pack == code
    assert cited(pack) <= set(catalogue())
    assert all(rule.clause for rule in pack.rules)
    if code != "default":
        assert {clause[:5] for clause in cited(pack)} == {code}


@pytest.mark.parametrize("code", PACKS)
def test_a_pack_has_no_fault_but_choices_that_the_school_must_make(code):
    found = [finding for finding in lint(PACKS[code]) if finding.severity is not Severity.NOTE]

    assert {finding.id for finding in found} <= {"eligibility.E002"}


def test_the_contradictions_and_gaps_of_the_policies_are_choices_that_a_school_must_make():
    must = {
        code: [setting.code for setting in file.pack.settings if setting.chosen is None]
        for code, file in PACKS.items()
    }

    assert {code: settings for code, settings in must.items() if settings} == {
        "001-V": ["newcomers", "stage"],
        "003-B": ["stationed", "average", "floor"],
        "003-E": ["exits", "new_training", "match"],
    }


def test_what_the_catalogue_says_is_in_principle_only_warns():
    if not CATALOGUE.exists():
        pytest.skip("the catalogue is not here")
    clauses = catalogue()
    soft = {
        clause
        for file in PACKS.values()
        for rule in file.pack.rules
        if not rule.hard
        for clause in rule.clause
    }
    in_principle = {
        clause
        for file in PACKS.values()
        for rule in file.pack.rules
        for clause in rule.clause
        if clauses[clause]["params"].get("soft") is True
    }

    assert in_principle <= soft
    assert soft - in_principle == {
        "001-X-21",  # in principle for reserve cadres only
        "003-F-33",
        "003-A-09",  # may
        "003-B-42",  # may
        "003-E-15",  # may
        "001-V-13",  # of the general pack
    }


def test_figures_are_those_of_the_clauses():
    if not CATALOGUE.exists():
        pytest.skip("the catalogue is not here")
    stated = {clause: entry["params"] for clause, entry in catalogue().items()}
    rules = {(code, rule.code): rule.when for code, file in PACKS.items() for rule in file.pack.rules}

    def figures(code, rule, name):
        return {getattr(part, name) for part in conditions_in(rules[code, rule]) if hasattr(part, name)}

    assert figures("001-V", "serve", "years") == {stated["001-V-01"]["teaching_years_min"]}
    assert figures("001-V", "rest", "stages") == {stated["001-V-13"]["served_consecutive_stages"]}
    assert figures("001-V", "return", "stages") == {stated["001-V-13"]["rest_stages"]}
    assert figures("003-B", "term", "years") == {stated["003-B-16"]["term_years_min"]}
    assert figures("003-B", "practice", "at_least") == {stated["003-B-25"]["min_months"] * 10_000}
    assert figures("003-E", "start", "at_least") == {stated["003-E-38"]["min_lessons"] * 10_000}
    assert figures("003-E", "three_fails", "years") == {stated["003-E-23"]["consecutive_years_failed"]}
    for code, hours, promotion in (("001-X", "001-X-09", "001-X-21"), ("003-F", "003-F-21", "003-F-33")):
        assert figures(code, "hours", "at_least") == {stated[hours]["min_hours"] * 10_000}
        assert figures(code, "hours", "within_years") == {stated[hours]["per"]["n"]}
        years = [
            figures(code, rule, "years").pop() for rule in ("grade_leader", "middle_manager", "reserve_cadre")
        ]
        assert years == list(stated[promotion]["service_years_min"].values())


def test_every_name_exists_in_both_languages():
    for code, file in PACKS.items():
        pack = file.pack
        parts = [
            *pack.rules,
            *pack.settings,
            *(option for setting in pack.settings for option in setting.options),
        ]
        parts += [part for rule in pack.rules for part in conditions_in(rule.when) if isinstance(part, Named)]
        for part in parts:
            assert CHINESE.search(part.name), f"{code}: {part.name}"
            assert not CHINESE.search(part.name_en), f"{code}: {part.name_en}"


@pytest.mark.parametrize("language", list(Language))
def test_the_findings_of_a_pack_are_worded(language):
    for file in PACKS.values():
        assert all("{" not in finding.line(language) for finding in lint(file))
