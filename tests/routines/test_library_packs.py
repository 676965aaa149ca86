"""The packs that come with Banheng: what they cite exists, what they add is said, and nothing restricted is written."""

import re
from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from banheng.routines.loading import list_packs, load_pack, pack_path
from banheng.routines.pack import Counted, Owner, Proof
from banheng.routines.when import AsNeeded, OnEvent
from banheng.routines.work_form import About, work_forms
from banheng.rules.figures import Blank

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


def kinds_of_clauses():
    seeds = [YAML(typ="safe").load(path) for path in CATALOGUE.glob("seed-*.yaml")]
    return {
        clause["id"]: clause["kind"]
        for seed in seeds
        for article in seed["articles"]
        for clause in article["clauses"]
    }


RUN_AS_DUTIES = re.compile("002-|003-[ABEF]-|004-K-")
WORK = {"duty", "record", "event", "role"}
NO_WORK_OF_A_POST = {
    "002-I-59",  # who may assess
    "002-I-100",  # who issued the text
    "003-F-30",  # who prints the certificates
    "003-F-44",  # held by the county
    "003-F-46",  # held by the county
    "004-K-77",  # the file it came in
}


@pytest.mark.parametrize("code", PACKS)
def test_each_duty_cites_clauses_that_exist(code):
    if not CATALOGUE.exists():
        pytest.skip("the catalogue is not here")
    known = catalogue_ids()

    pack = PACKS[code].pack

    assert pack.pack == code
    assert {clause for duty in pack.duties for clause in duty.clause} | set(pack.source.clauses) <= known


def test_each_form_cites_clauses_that_exist():
    if not CATALOGUE.exists():
        pytest.skip("the catalogue is not here")

    assert {clause for form in work_forms().values() for clause in form.clause} <= catalogue_ids()


def test_what_the_catalogue_has_of_the_work_is_a_duty_or_a_record_of_some_pack():
    if not CATALOGUE.exists():
        pytest.skip("the catalogue is not here")
    wanted = {
        clause for clause, kind in kinds_of_clauses().items() if kind in WORK and RUN_AS_DUTIES.match(clause)
    }
    cited = {
        *(clause for loaded in PACKS.values() for clause in loaded.pack.source.clauses),
        *(clause for _, duty in DUTIES for clause in duty.clause),
        *(clause for form in work_forms().values() for clause in form.clause),
    }

    assert wanted - cited == NO_WORK_OF_A_POST


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
        "002-A": [],
        "002-B": ["within_minutes"] * 2,
        "002-C": [],
        "002-D": [],
        "002-E": ["within_minutes"] * 4,
        "002-F": [],
        "002-G": [],
        "002-H": [],
        "002-I": ["within_minutes"] * 6,
        "003-A": ["within_minutes"] * 3,
        "003-B": [],
        "003-E": [],
        "003-F": [],
        "004-K": ["within_minutes"],
    }


@pytest.mark.parametrize("figure", ["by", "week", "grace_days"])
def test_a_time_of_day_a_teaching_week_or_a_grace_is_said_to_be_assumed(figure):
    """No article of these packs names one so that it needs no reading."""
    stated = [(code, duty) for code, duty in DUTIES if getattr(duty.when, figure, getattr(duty, figure, 0))]

    assert stated
    assert names((code, duty) for code, duty in stated if not duty.assumption) == []


def test_a_limit_after_an_event_is_never_given_without_saying_that_it_is_assumed():
    limited = [each for each in DUTIES if isinstance(each[1].when, OnEvent) and not each[1].assumption]

    assert {type(duty.when.within_minutes) for _, duty in limited} == {Blank}


def test_each_step_after_an_event_has_one_limit_in_a_pack():
    steps = Counter(
        (code, duty.form_of.form, duty.form_of.step)
        for code, duty in DUTIES
        if isinstance(duty.when, OnEvent) and duty.form_of
    )

    assert {step for _, _, step in steps} > {"treated", "guardian", "reported"}
    assert [step for step, number in steps.items() if number > 1] == []


def test_what_is_about_single_persons_is_restricted_and_leaves_no_words_in_the_duty():
    about_persons = re.compile("谈话|谈心|家访|走访|早恋|心理|学困生")
    restricted = [each for each in DUTIES if each[1].is_restricted]

    assert (
        names(each for each in DUTIES if about_persons.search(each[1].name) and each not in restricted) == []
    )
    for code, duty in restricted:
        assert duty.proof in {Proof.TICK, Proof.COUNT, Proof.FORM}, f"{code}/{duty.code}"
        assert (duty.record_of, duty.fields) == (None, ()), f"{code}/{duty.code}"


def test_whoever_has_a_duty_may_write_the_record_that_proves_it():
    """What is due for a class is proved by a record of that class, never by one of the teacher's own."""

    def may_write(duty):
        form = work_forms()[duty.form_of.form]
        return {
            About.CLASS: duty.is_of_class,
            About.SCHOOL: duty.who in form.writers,
            About.OWN: not duty.is_of_class or isinstance(duty.when, AsNeeded),
        }[form.about]

    assert names(each for each in DUTIES if each[1].form_of and not may_write(each[1])) == []


def test_the_notes_of_a_duty_are_kept_where_no_form_holds_them():
    """So far the plans, checks and reviews of posts whose work has no form of its own, and training."""
    noted = {(code, duty.who) for code, duty in DUTIES if duty.proof is Proof.NOTE}

    assert noted == {
        ("002-B", Owner.HOMEROOM_TEACHER),
        ("003-B", Owner.MORAL_EDUCATION_OFFICE),
        ("004-K", Owner.FINANCE_GROUP),
        ("004-K", Owner.SUBJECT_LEADER),
        ("004-K", Owner.SUBJECT_TEACHER),
    }


def test_the_pack_for_everybody_is_proved_by_records_but_for_what_nobody_writes_down():
    duties = PACKS["default"].pack.duties

    assert {duty.code for duty in duties if duty.proof is not Proof.FORM} == {
        "flag_raising",
        "personal_hygiene",
    }
    assert {duty.code for duty in duties if not duty.minutes} == set()
    assert {
        duty.code: (duty.form_of.counted, duty.form_of.number)
        for duty in duties
        if duty.form_of and duty.form_of.counted is not Counted.RECORDS
    } == {
        "pupil_talk": (Counted.PUPILS, 3),
        "every_pupil_talk": (Counted.EVERY_PUPIL, 1),
        "conduct_comment": (Counted.EVERY_PUPIL, 1),
    }


@pytest.mark.parametrize(
    ("code", "owners"),
    [
        ("default", {Owner.HOMEROOM_TEACHER}),
        ("002-A", {Owner.HOMEROOM_TEACHER}),
        ("002-B", {Owner.HOMEROOM_TEACHER, Owner.MORAL_EDUCATION_OFFICE, Owner.PRINCIPAL}),
        ("002-C", {Owner.HOMEROOM_TEACHER, Owner.MORAL_EDUCATION_OFFICE, Owner.PRINCIPAL}),
        ("002-D", {Owner.HOMEROOM_TEACHER}),
        ("002-E", {Owner.HOMEROOM_TEACHER}),
        ("002-F", {Owner.HOMEROOM_TEACHER}),
        ("002-G", {Owner.HOMEROOM_TEACHER}),
        ("002-H", {Owner.HOMEROOM_TEACHER, Owner.PRINCIPAL}),
        ("002-I", {Owner.HOMEROOM_TEACHER, Owner.MORAL_EDUCATION_OFFICE}),
        ("003-A", {Owner.HOMEROOM_TEACHER}),
        ("003-B", {Owner.HOMEROOM_TEACHER, Owner.MORAL_EDUCATION_OFFICE, Owner.PRINCIPAL}),
        ("003-E", {Owner.HOMEROOM_TEACHER, Owner.MORAL_EDUCATION_OFFICE, Owner.PRINCIPAL}),
        ("003-F", {Owner.HOMEROOM_TEACHER, Owner.MORAL_EDUCATION_OFFICE, Owner.PRINCIPAL}),
        (
            "004-K",
            {
                Owner.HOMEROOM_TEACHER,
                Owner.PRINCIPAL,
                Owner.ACADEMIC_AFFAIRS_OFFICE,
                Owner.BOOKKEEPER,
                Owner.FINANCE_GROUP,
                Owner.SUBJECT_LEADER,
                Owner.SUBJECT_TEACHER,
            },
        ),
    ],
)
def test_a_pack_has_duties_for_those_whom_its_article_names(code, owners):
    assert {duty.who for duty in PACKS[code].pack.duties} == owners
