"""What holds for all packs and all people."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banheng.core.wording import Language
from banheng.eligibility.evaluating import evaluate, evaluate_all
from banheng.eligibility.loading import list_packs
from banheng.eligibility.pack import RuleKind
from banheng.eligibility.saying import as_data, missing, say_answer, tree_lines
from banheng.eligibility.truth import NO, UNKNOWN, YES
from tests.eligibility.people import AT, condition, in_force, person

SLOWLY = settings(max_examples=50, deadline=None)
PACKS = {code: in_force(code) for code in list_packs()}
DAYS = st.dates(date(2005, 1, 1), date(2027, 12, 31))
LEVELS = st.sampled_from(["school", "county", "city", "province"])
AMOUNTS = st.integers(0, 60)


def lasting(**more):
    return st.builds(
        lambda since, days, **rest: {"since": since, "until": since + timedelta(days=days), **rest},
        DAYS,
        st.integers(0, 3000),
        **more,
    )


FACTS = {
    "stage": st.sampled_from(["primary", "junior", "senior", "vocational"]),
    "teaching_since": DAYS,
    "qualifications": st.lists(lasting(stage=st.sampled_from(["primary", "junior", "senior"])), max_size=2),
    "certificates": st.lists(lasting(), max_size=2),
    "posts": st.lists(
        lasting(post=st.sampled_from(["homeroom_teacher", "trainee_homeroom_teacher"])), max_size=3
    ),
    "honours": st.lists(
        st.fixed_dictionaries(
            {
                "honour": st.sampled_from(["excellent_homeroom_teacher", "teaching_contest"]),
                "level": LEVELS,
                "on": DAYS,
            }
        ),
        max_size=3,
    ),
    "titles": st.lists(lasting(title=st.just("pupils_satisfied_teacher")), max_size=1),
    "ranks": st.lists(
        st.fixed_dictionaries({"rank": st.sampled_from(["junior", "intermediate"]), "since": DAYS}),
        max_size=2,
    ),
    "training": st.lists(
        st.fixed_dictionaries(
            {
                "training": st.sampled_from(
                    ["centralised", "pre_service", "county_unified", "study_class", "post_training"]
                ),
                "on": DAYS,
                "level": LEVELS,
                "hours": AMOUNTS,
                "lessons": AMOUNTS,
                "weeks": AMOUNTS,
            },
            optional={"passed": st.booleans()},
        ),
        max_size=4,
    ),
    "pairs": st.lists(
        lasting(
            side=st.sampled_from(["mentor", "mentee"]),
            pairing=st.sampled_from(["homeroom", "moral", "subject"]),
            other_post=st.sampled_from([None, "homeroom_teacher", "assistant_homeroom_teacher"]),
            other_is_young=st.sampled_from([None, True, False]),
        ),
        max_size=3,
    ),
    "results": st.lists(
        st.fixed_dictionaries(
            {"year": st.integers(2022, 2026), "failed": st.booleans(), "last": st.booleans()}
        ),
        max_size=4,
        unique_by=lambda result: result["year"],
    ),
    "incidents": st.lists(
        st.fixed_dictionaries(
            {"incident": st.sampled_from(["serious_breach", "arbitrary_fees"]), "on": DAYS}
        ),
        max_size=2,
    ),
    "confirmed": st.dictionaries(
        st.sampled_from(
            ["ethics", "organisation", "healthy", "stable", "applied", "appointed", "conditions"]
        ),
        st.booleans(),
    ),
    "figures": st.dictionaries(
        st.sampled_from(["weekly_lessons", "average_lessons_all", "monthly_allowance", "average_income"]),
        AMOUNTS,
    ),
}
ALL_KNOWN = st.fixed_dictionaries(FACTS)
PEOPLE = st.fixed_dictionaries({}, optional=FACTS)


def truths(facts, at=AT):
    return {
        (code, answer.rule.code): answer.truth
        for code, rules in PACKS.items()
        for answer in evaluate(rules, person(**facts), at)
    }


@SLOWLY
@given(PEOPLE, ALL_KNOWN)
def test_learning_what_was_unknown_never_turns_a_known_answer(some, rest):
    before, after = truths(some), truths(rest | some)

    assert {rule: after[rule] for rule, truth in before.items() if truth is not UNKNOWN} == {
        rule: truth for rule, truth in before.items() if truth is not UNKNOWN
    }


MAY_LACK = ["honours", "titles", "ranks", "training", "pairs", "incidents", "qualifications"]


@SLOWLY
@given(ALL_KNOWN, st.sampled_from(MAY_LACK), st.data())
def test_what_a_partial_list_lacks_never_turns_a_known_answer(facts, section, data):
    more = facts | {section: facts[section] + data.draw(FACTS[section])}
    before, after = truths(facts | {"partial": [section]}), truths(more)

    assert {rule: after[rule] for rule, truth in before.items() if truth is not UNKNOWN} == {
        rule: truth for rule, truth in before.items() if truth is not UNKNOWN
    }


@SLOWLY
@given(ALL_KNOWN, st.data())
def test_more_training_never_loses_anything(facts, data):
    more = facts | {"training": facts["training"] + data.draw(FACTS["training"])}
    before, after = truths(facts), truths(more)

    assert [rule for rule, truth in before.items() if after[rule] < truth] == []


SERVICE_HELPS = {RuleKind.DIRECT, RuleKind.CERTIFICATE, RuleKind.PROMOTE, RuleKind.START}


@SLOWLY
@given(ALL_KNOWN, st.data())
def test_more_service_never_loses_a_recognition_or_a_promotion(facts, data):
    more = facts | {"posts": facts["posts"] + data.draw(FACTS["posts"])}

    for rules in (PACKS["001-X"], PACKS["003-F"], PACKS["default"]):
        pairs = zip(evaluate(rules, person(**facts), AT), evaluate(rules, person(**more), AT), strict=True)
        assert [
            before.rule.code
            for before, after in pairs
            if before.rule.kind in SERVICE_HELPS and after.truth < before.truth
        ] == []


@SLOWLY
@given(ALL_KNOWN, DAYS)
def test_what_happens_later_does_not_change_an_answer(facts, at):
    """Confirmations and figures are of the day of asking; honours, training and incidents have their day."""
    known = facts | {
        key: [each for each in facts[key] if each["on"] <= at] for key in ("honours", "training", "incidents")
    }

    assert truths(facts, at) == truths(known, at)


@SLOWLY
@given(PEOPLE, DAYS)
def test_every_answer_says_why_and_what_is_missing_in_both_languages(facts, at):
    for rules in PACKS.values():
        for answer in evaluate(rules, person(**facts), at):
            for language in Language:
                reasons = missing(answer.seen, language, answer.wanted)
                assert bool(reasons) == (answer.truth is not answer.wanted)
                text = "\n".join([say_answer(answer, language), *tree_lines(answer.seen, language)])
                assert "{" not in text
                assert "(s)" not in text
            assert as_data(answer)["answer"] in {"yes", "no", "unknown"}


@SLOWLY
@given(st.lists(PEOPLE, max_size=3))
def test_many_people_are_answered_as_each_of_them_is(facts):
    people = [person(**each) for each in facts]

    together = evaluate_all(PACKS["001-X"], people, AT)

    assert together == [answer for each in people for answer in evaluate(PACKS["001-X"], each, AT)]


@pytest.mark.parametrize("code", PACKS)
def test_of_somebody_of_whom_nothing_is_known_nothing_is_told(code):
    answers = [
        answer
        for about in ("person", "class", "authority")
        for answer in evaluate(PACKS[code], person(about=about), AT)
    ]

    assert len(answers) == len(PACKS[code].rules)
    assert {answer.truth for answer in answers} == {UNKNOWN}


@SLOWLY
@given(st.integers(1, 12), st.integers(1, 12), DAYS)
def test_more_years_are_never_easier_to_reach(years, more, since):
    longer = max(years, more)
    posts = [{"since": since}]
    for kind in ("service_years", "continuous_service"):
        truth = {
            each: evaluate(condition(f"{{kind: {kind}, years: {each}}}"), person(posts=posts), AT)[0].truth
            for each in {min(years, more), longer}
        }
        assert truth[longer] <= truth[min(years, more)]
    assert {YES, NO} >= set(truth.values())
