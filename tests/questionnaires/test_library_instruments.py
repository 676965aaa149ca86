"""The instruments that come with Banheng: what they cite exists, and they fit the schemes of their articles."""

import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from banheng.core.wording import Language
from banheng.questionnaires.instrument import About, Group, QuestionKind
from banheng.questionnaires.loading import instrument_text, list_instruments, parse_instrument
from banheng.rules.figures import Blank
from banheng.rules.survey import Survey
from banheng.schemes.loading import load_scheme
from banheng.schemes.walking import nodes

CATALOGUE = Path(__file__).parents[3] / "shared/requirements"
SCHEMES = Path(__file__).parents[2] / "src/banheng/schemes/library"
FILES = {code: parse_instrument(instrument_text(code), name=code) for code in list_instruments()}
INSTRUMENTS = {code: file.instrument for code, file in FILES.items()}
QUESTIONS = [(code, question) for code, each in INSTRUMENTS.items() for question in each.questions]

ABOUT_SCHOOL = ("001-C-opinions", "001-F-needs", "001-G-needs", "003-B-problems", "003-E-problems")

RESPONDENTS = {
    Group.SELF: {"self"},
    Group.PEER: {"peer", "peers", "colleague"},
    Group.SUBJECT_TEACHER: {"teachers", "subject_teachers"},
    Group.PUPIL: {"pupil", "pupils", "student"},
    Group.GUARDIAN: {"parent", "guardians"},
}
"""What the schemes call a group."""


def survey_rules(code):
    path = SCHEMES / code / "scheme.yaml"
    return [rule for _, rule in nodes(load_scheme(path).scheme, Survey)] if path.exists() else []


def clause_ids():
    seeds = [YAML(typ="safe").load(path) for path in CATALOGUE.glob("seed-*.yaml")]
    return {clause["id"] for seed in seeds for article in seed["articles"] for clause in article["clauses"]}


def test_the_articles_that_ask_people_have_an_instrument():
    assert list(INSTRUMENTS) == [
        *("000-A", "000-C", "000-J", "000-L", *ABOUT_SCHOOL[:3], "001-T", "002-B", "003-A"),
        *(ABOUT_SCHOOL[3], "003-E", ABOUT_SCHOOL[4], "004-satisfaction", "default"),
    ]
    assert [code for code, each in INSTRUMENTS.items() if each.instrument != code] == []


def test_what_they_cite_exists():
    if not CATALOGUE.exists():
        pytest.skip("the catalogue is not here")
    cited = {
        clause
        for each in INSTRUMENTS.values()
        for part in (
            each,
            *each.questions,
            *(option for question in each.questions for option in question.options),
        )
        for clause in part.clause
    }

    assert cited - clause_ids() == set()


def test_a_question_cites_a_clause_of_its_article_or_says_that_it_is_assumed():
    def has_source(code, question):
        clauses = [*question.clause, *(clause for option in question.options for clause in option.clause)]
        of_article = [clause for clause in clauses if code == "default" or clause.startswith(code[:3])]
        return bool(question.assumption or (clauses and clauses == of_article))

    assert [f"{code}/{each.code}" for code, each in QUESTIONS if not has_source(code, each)] == []
    assert [code for code, each in INSTRUMENTS.items() if not each.assumption] == []


@pytest.mark.parametrize(
    ("code", "blanks"),
    [
        ("000-A", ["scale"]),
        ("000-C", ["scale", "greatest", "mark", "mark", "mark", "mark"]),
        ("000-L", ["scale"]),
        *(
            (code, [])
            for code in (
                "000-J",
                "001-T",
                "002-B",
                "003-A",
                "003-E",
                "004-satisfaction",
                "default",
                *ABOUT_SCHOOL,
            )
        ),
    ],
)
def test_what_the_school_must_decide_is_left_open(code, blanks):
    assert [path[-1] for path in FILES[code].blanks()] == blanks


@pytest.mark.parametrize("code", [code for code in INSTRUMENTS if survey_rules(code)])
def test_it_has_the_scale_and_the_groups_of_the_survey_rules_of_its_scheme(code):
    """A blank fits a blank: the school fills in both."""
    instrument = INSTRUMENTS[code]
    names = set().union(*(RESPONDENTS[group] for group in instrument.groups))

    for rule in survey_rules(code):
        assert (isinstance(rule.scale, Blank), rule.scale) == (
            isinstance(instrument.scale, Blank),
            instrument.scale,
        )
        assert set(rule.groups) <= names


def test_the_levels_of_an_instrument_are_those_of_the_scheme_that_prices_levels():
    (rule,) = [rule for rule in survey_rules("000-C") if rule.levels]
    (overall,) = [question for question in INSTRUMENTS["000-C"].questions if question.has_mark]

    assert [option.code for option in overall.options] == list(rule.levels)


@pytest.mark.parametrize("code", INSTRUMENTS)
def test_it_is_answered_in_a_few_minutes_in_either_language(code):
    instrument = INSTRUMENTS[code]
    named = [
        *instrument.questions,
        *(option for question in instrument.questions for option in question.options),
    ]

    assert 5 <= len(instrument.questions) <= 12
    assert all(len(instrument.asked(group)) >= 5 for group in instrument.groups)
    assert all(len(question.text) <= 40 for question in instrument.questions)
    assert re.search("大约 [123] 分钟", instrument.introduction)
    assert instrument.title_en
    assert "minute" in instrument.introduction_en
    assert [part.code for part in named if part.say(Language.EN) == part.say(Language.ZH_HANS)] == []


@pytest.mark.parametrize("code", INSTRUMENTS)
def test_words_are_never_asked_for_under_constraint(code):
    forced = [
        question.code
        for question in INSTRUMENTS[code].questions
        if question.required == (question.kind in {QuestionKind.TEXT, QuestionKind.RANKING})
    ]

    # of a choice of several, none at all is an answer
    assert forced == []


@pytest.mark.parametrize("code", ABOUT_SCHOOL)
def test_needs_and_problems_are_those_that_the_policy_names(code):
    """Each named problem of the clause is an option, in the words of the catalogue or close to them."""
    if not CATALOGUE.exists():
        pytest.skip("the catalogue is not here")
    instrument = INSTRUMENTS[code]
    (clause,) = instrument.clause
    seeds = [YAML(typ="safe").load(path) for path in CATALOGUE.glob("seed-*.yaml")]
    (params,) = [
        each["params"]
        for seed in seeds
        for article in seed["articles"]
        for each in article["clauses"]
        if each["id"] == clause
    ]
    named = [params.get(key) for key in ("gap_categories", "challenges", "problems") if params.get(key)]
    (choices,) = [question for question in instrument.questions if question.kind is QuestionKind.CHOICES]

    assert instrument.about is About.SCHOOL
    assert not named or len(named[0]) == len(choices.options)


def test_all_kinds_of_question_have_an_example():
    assert {question.kind for _, question in QUESTIONS} == set(QuestionKind)
