"""The packs that come with Banheng: what they cite exists, what they add is said, and nothing restricted is written."""

import re
from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from banheng.routines.loading import list_packs, load_pack, pack_path
from banheng.routines.pack import Owner, Proof

CATALOGUE = Path(__file__).parents[3] / "shared/requirements"
PACKS = {code: load_pack(pack_path(code)) for code in list_packs()}
DUTIES = [(code, duty) for code, loaded in PACKS.items() for duty in loaded.pack.duties]


def names(duties):
    return [f"{code}/{duty.code}" for code, duty in duties]


def catalogue_ids():
    def walk(part):
        if isinstance(part, dict):
            if "id" in part:
                yield part["id"]
            for value in part.values():
                yield from walk(value)
        elif isinstance(part, list):
            for value in part:
                yield from walk(value)

    return {found for path in CATALOGUE.glob("seed-*.yaml") for found in walk(YAML(typ="safe").load(path))}


@pytest.mark.parametrize("code", PACKS)
def test_each_duty_cites_clauses_that_exist(code):
    if not CATALOGUE.exists():
        pytest.skip("the catalogue is not here")
    known = catalogue_ids()

    pack = PACKS[code].pack

    assert pack.pack == code
    assert {clause for duty in pack.duties for clause in duty.clause} | set(pack.source.clauses) <= known


def test_every_duty_cites_a_clause_of_the_article_of_its_pack():
    cited = {
        f"{code}/{duty.code}": {clause[:5] for clause in duty.clause}
        for code, duty in DUTIES
        if code != "default"
    }

    assert cited == {name: {name[:5]} for name in cited}


def test_codes_are_plain_words_and_no_two_duties_of_a_pack_have_one_name():
    twice = [key for key, number in Counter((code, duty.name) for code, duty in DUTIES).items() if number > 1]

    assert names(each for each in DUTIES if not re.fullmatch(r"[a-z]+(_[a-z]+)*", each[1].code)) == []
    assert twice == []


def test_only_limits_that_the_policy_does_not_name_are_left_open():
    blanks = {code: [path[-1] for path in loaded.blanks()] for code, loaded in PACKS.items()}

    assert blanks == {
        "default": [],
        "002-E": ["within_minutes"] * 3,
        "002-I": ["within_minutes"] * 3,
        "003-A": ["within_minutes"] * 2,
        "003-B": [],
        "003-F": [],
        "004-K": [],
    }


@pytest.mark.parametrize("figure", ["by", "week", "grace_days"])
def test_a_time_of_day_a_teaching_week_or_a_grace_is_said_to_be_assumed(figure):
    """No article of these packs names one so that it needs no reading."""
    stated = [(code, duty) for code, duty in DUTIES if getattr(duty.when, figure, getattr(duty, figure, 0))]

    assert stated
    assert names((code, duty) for code, duty in stated if not duty.assumption) == []


def test_what_is_about_single_persons_is_restricted_and_leaves_no_words():
    about_persons = re.compile("谈话|谈心|家访|走访|早恋|心理|学困生")
    restricted = [each for each in DUTIES if each[1].restricted]

    assert (
        names(each for each in DUTIES if about_persons.search(each[1].name) and each not in restricted) == []
    )
    for code, duty in restricted:
        proof = duty.proof, duty.record_of, duty.fields
        assert proof in {(Proof.TICK, None, ()), (Proof.COUNT, None, ())}, f"{code}/{duty.code}"


@pytest.mark.parametrize(
    ("code", "owners"),
    [
        ("default", {Owner.HOMEROOM_TEACHER}),
        ("002-E", {Owner.HOMEROOM_TEACHER}),
        ("002-I", {Owner.HOMEROOM_TEACHER, Owner.MORAL_EDUCATION_OFFICE}),
        ("003-A", {Owner.HOMEROOM_TEACHER}),
        ("003-B", {Owner.HOMEROOM_TEACHER, Owner.MORAL_EDUCATION_OFFICE, Owner.PRINCIPAL}),
        ("003-F", {Owner.HOMEROOM_TEACHER, Owner.MORAL_EDUCATION_OFFICE, Owner.PRINCIPAL}),
        ("004-K", {Owner.HOMEROOM_TEACHER, Owner.PRINCIPAL, Owner.BOOKKEEPER}),
    ],
)
def test_a_pack_has_duties_for_those_whom_its_article_names(code, owners):
    assert {duty.who for duty in PACKS[code].pack.duties} == owners
