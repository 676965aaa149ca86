"""The attacker finds what naive publishing gives away, and nothing in ours."""

from collections import Counter
from itertools import combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banheng.core.wording import Language
from banheng.questionnaires import publishing
from banheng.questionnaires.attacking import attack, tells
from banheng.questionnaires.instrument import Group, QuestionKind
from banheng.questionnaires.leak import How, Leak
from banheng.questionnaires.publishing import Answered, Cell, Mean, Publication, Text, Total, publish
from banheng.questionnaires.results import by_asked
from banheng.questionnaires.sheets import Sheet
from tests.questionnaires.populations import (
    CUTS,
    MIXED,
    ONE_QUESTION,
    order,
    population,
    populations,
    scored,
)


def exact(instrument, marks):
    figure = sum(marks) // len(marks)
    return Mean(number=len(marks), low=figure, high=figure)


def naive(instrument, sheets, *, least=1, questions=True, total=False):
    """Publish as it is often done: exact means, shares, words in the order of the sheets, totals of everybody."""
    cells = []
    for (receiver, group), ours in by_asked(sheets).items():
        cell = Cell(receiver=receiver, group=group, invited=len(ours))
        if len(ours) >= least:
            answered = (
                [naive_question(question, ours) for question in instrument.asked(group)] if questions else []
            )
            mean = exact(instrument, [instrument.mark(group, sheet.answers) for sheet in ours])
            cell = Cell(**{**dict(cell), "number": len(ours), "mean": mean, "answered": tuple(answered)})
        cells.append(cell)
    everybody = exact(instrument, [instrument.mark(sheet.group, sheet.answers) for sheet in sheets])
    totals = [Total(name="all", cells=tuple(by_asked(sheets)), mean=everybody)] if total else []
    return Publication(cells=tuple(cells), totals=tuple(totals))


def naive_cuts(instrument, sheets, cuts):
    """Hide small cells, and total whatever a cut has."""
    given, published = by_asked(sheets), naive(instrument, sheets, least=instrument.least, questions=False)
    totals = []
    for name, receivers in cuts.items():
        cells = tuple(asked for asked in given if asked[0] in receivers)
        marks = [instrument.mark(asked[1], sheet.answers) for asked in cells for sheet in given[asked]]
        totals.append(Total(name=name, cells=cells, mean=exact(instrument, marks)))
    return published.model_copy(update={"totals": tuple(totals)})


def naive_question(question, sheets):
    answers = [sheet.answers[question.code] for sheet in sheets if question.code in sheet.answers]
    found = {}
    if question.has_mark and answers:
        found["mean"] = exact(None, [question.mark(answer) for answer in answers])
    if question.kind is QuestionKind.LEVELS:
        found["shares"] = tuple(sorted(Counter(answers).items()))
    if question.kind is QuestionKind.RANKING:
        found["order"] = tuple(answers[0]) if answers else ()
    if question.kind is QuestionKind.TEXT:
        found["texts"] = tuple(Text(id=f"{place:x}", text=text) for place, text in enumerate(answers))
    return Answered(question=question.code, **found)


def invited_of(sheets):
    return {asked: len(ours) for asked, ours in by_asked(sheets).items()}


def ours(sheets, instrument=ONE_QUESTION, **options):
    return publish(instrument, sheets, invited_of(sheets), order(), **options)


def found(publication, sheets, instrument=ONE_QUESTION, **options):
    return {leak.how for leak in attack(publication, instrument, sheets, invited_of(sheets), **options)}


def levels(chosen):
    return [Sheet("701", Group.PEER, {"score": i % 6, "even": level}) for i, level in enumerate(chosen)]


POPULATIONS = {
    "a class of whom three answered": (scored([5, 2, 4]), How.SMALL_GROUP),
    "everybody agrees": (scored([5] * 20), How.MEAN),
    "everybody is against": (scored([0] * 20), How.MEAN),
    "one dissenter, who learns that all others agree": (scored([5] * 19 + [1]), How.MEAN),
    "two dissenters who talk to each other": (scored([5] * 18 + [1, 3]), How.MEAN),
    "five of whom two talk to each other": (scored([4, 3, 5, 5, 5]), How.MEAN),
}


@pytest.mark.parametrize("name", POPULATIONS)
def test_naive_means_give_people_away_and_ours_do_not(name):
    sheets, how = POPULATIONS[name]

    assert how in found(naive(ONE_QUESTION, sheets), sheets)
    assert found(ours(sheets), sheets) == set()


def test_of_a_single_answer_the_mean_is_the_answer():
    sheets = scored([3])

    assert found(naive(ONE_QUESTION, sheets), sheets) == {How.SMALL_GROUP, How.MEAN}


def test_a_grade_total_gives_away_the_class_below_the_threshold():
    sheets = (
        scored([1, 2, 3, 4] * 3) + scored([5, 4, 3, 2, 2, 2], receiver="702") + scored([0, 1], receiver="703")
    )
    published = naive(ONE_QUESTION, sheets, least=5, total=True)

    assert {leak.receiver for leak in attack(published, ONE_QUESTION, sheets, invited_of(sheets))} == {"703"}
    assert found(published, sheets) == {How.DIFFERENCE, How.MEAN}
    assert found(ours(sheets, cuts={"七年级": ["701", "702", "703"]}), sheets) == set()


@pytest.mark.parametrize("name", CUTS)
def test_naive_totals_of_classes_grades_and_school_give_classes_away_and_ours_do_not(name):
    sheets, cuts = CUTS[name]

    assert How.DIFFERENCE in found(naive_cuts(ONE_QUESTION, sheets, cuts), sheets)
    assert found(ours(sheets, cuts=cuts), sheets) == set()


def test_ours_still_totals_the_grade_and_the_school():
    sheets = (
        scored([1, 2, 3, 4] * 3) + scored([1, 2, 3, 4] * 2, receiver="702") + scored([0, 1], receiver="801")
    )
    published = ours(sheets, cuts={"七年级": ["701", "702"], "全校": ["701", "702", "801"]})

    assert {total.name: total.mean.number for total in published.totals} == {
        "pupil": 20,
        "七年级": 20,
        "全校": 20,
    }


def test_two_totals_give_away_what_only_one_of_them_covers():
    """Neither total alone would: each hides six answers of two classes or more."""
    sheets = [sheet for name in ("701", "702", "703") for sheet in scored([1, 3, 4], receiver=name)]
    asked = tuple(by_asked(sheets))
    published = Publication(
        cells=tuple(Cell(receiver=receiver, group=group, invited=3) for receiver, group in asked),
        totals=tuple(
            Total(
                name=str(number), cells=asked[:number], mean=Mean(number=3 * number, low=26_667, high=26_667)
            )
            for number in (2, 3)
        ),
    )

    assert found(published, sheets) == {How.DIFFERENCE}


def test_a_whole_less_its_other_questions_gives_away_a_question_that_is_hidden():
    sheets = [
        Sheet("701", Group.PEER, {"score": i % 6, "even": "a", "uneven": "abc"[i % 3]}) for i in range(12)
    ]
    published = naive(MIXED, sheets)
    (cell,) = published.cells
    kept = tuple(answered for answered in cell.answered if answered.question in {"score", "uneven"})
    published = Publication(cells=(cell.model_copy(update={"answered": kept}),))

    leaks = attack(published, MIXED, sheets, invited_of(sheets))

    assert ("even", How.MEAN) in {(leak.question, leak.how) for leak in leaks}
    assert found(ours(sheets, MIXED), sheets, MIXED) == set()


@pytest.mark.parametrize(
    ("chosen", "hows"),
    [
        ("bbbbbbbbbbbb", {How.SHARES}),
        ("abbbbbbbbbbb", {How.SHARES, How.SMALL_SHARE}),
        ("abbbbbbbbbbc", {How.SHARES, How.SMALL_SHARE}),
        ("aabbbbccccdd", {How.SMALL_SHARE}),
    ],
)
def test_small_shares_give_people_away(chosen, hows):
    sheets = levels(chosen)

    assert hows <= found(naive(MIXED, sheets), sheets, MIXED)
    assert found(ours(sheets, MIXED), sheets, MIXED) == set()


def test_a_later_publication_gives_away_who_came_late():
    before = scored([1, 2, 3, 4] * 3)
    after = before + scored([0])

    assert found(naive(ONE_QUESTION, after), after, earlier=[naive(ONE_QUESTION, before)]) == {How.VERSIONS}
    # no publication is safe from that, which is why there is only one
    assert found(ours(after), after, earlier=[ours(before)]) == {How.VERSIONS}
    assert found(ours(after), after, earlier=[ours(after)]) == set()


def test_an_answer_that_was_changed_is_found_too():
    before, after = scored([1, 2, 3, 4] * 3), scored([1, 2, 3, 4] * 2 + [1, 2, 3, 1])

    assert found(naive(ONE_QUESTION, after), after, earlier=[naive(ONE_QUESTION, before)]) == {How.VERSIONS}


def with_words(number=12):
    return [
        Sheet(
            "701", Group.PEER, {"score": i % 6, "even": "abcd"[i % 4], "well": f"好{i}", "better": f"改{i}"}
        )
        for i in range(number)
    ]


def test_a_total_that_grew_by_one_gives_away_who_came_late():
    def total(scores):
        cells = (("701", Group.PUPIL), ("702", Group.PUPIL))
        return Publication(
            cells=tuple(Cell(receiver=receiver, group=group, invited=9) for receiver, group in cells),
            totals=(Total(name="七年级", cells=cells, mean=exact(None, [each * 10_000 for each in scores])),),
        )

    before = [1, 2, 3, 4] * 3
    after = scored([*before, 0])

    assert found(total([*before, 0]), after, earlier=[total(before)]) == {How.VERSIONS}
    assert found(total(before), after, earlier=[total(before)]) == set()


def test_words_in_the_order_of_the_sheets_give_people_away():
    sheets = with_words()

    assert found(naive(MIXED, sheets), sheets, MIXED) == {How.ORDERED_TEXTS, How.LINKED_TEXTS}
    assert found(ours(sheets, MIXED), sheets, MIXED) == set()


def texts(*ids):
    return Publication(
        cells=(
            Cell(
                receiver="701",
                group=Group.PEER,
                invited=12,
                number=12,
                answered=tuple(
                    Answered(question=code, texts=tuple(Text(id=each, text="好") for each in given))
                    for code, given in zip(("well", "better"), ids, strict=False)
                ),
            ),
        )
    )


@pytest.mark.parametrize(
    ("publication", "hows"),
    [
        (texts(["0a3f", "7b21"], ["13c4", "99d0"]), set()),
        (texts(["7b21", "0a3f"]), {How.ORDERED_TEXTS}),
        (texts(["0a3f", "0a40"]), {How.ORDERED_TEXTS}),
        (texts(["a-1", "b-7"]), {How.ORDERED_TEXTS}),
        (texts(["0a3f"], ["0a3f"]), {How.LINKED_TEXTS}),
    ],
)
def test_ids_of_texts_are_random_and_differ_from_question_to_question(publication, hows):
    sheets = with_words()

    assert found(publication, sheets, MIXED) == hows


def test_the_order_of_few_rankings_gives_people_away():
    sheets = [Sheet("701", Group.PEER, {"score": 3, "even": "b", "first": ["x", "y", "z"]})] * 5

    assert How.RANKING in found(naive(MIXED, sheets), sheets, MIXED)


def test_a_self_rating_was_never_promised_to_be_anonymous():
    sheets = scored([5], group=Group.SELF)

    assert found(naive(ONE_QUESTION, sheets), sheets) == set()


@pytest.mark.parametrize("how", How)
@pytest.mark.parametrize("language", Language)
def test_every_leak_is_worded(how, language):
    leak = Leak(how, "701", Group.PUPIL, number=2, least=5, insiders=1, everybody=True)

    said = leak.say(language)

    assert "{" not in said
    assert ("应邀的人都答了" in said) == (language is Language.ZH_HANS)


@given(populations())
@settings(max_examples=100, deadline=None)
def test_ours_gives_nobody_away_whatever_people_answered(population):
    sheets, invited = population
    publication = publish(
        MIXED,
        sheets,
        invited,
        order(),
        cuts={"year": ["701", "702"], "school": ["701", "702", "703"]},
    )

    assert attack(publication, MIXED, sheets, invited) == []


@given(populations())
@settings(max_examples=30, deadline=None)
def test_ours_gives_nobody_away_when_the_sheets_are_gone_whatever_insiders_said(population):
    sheets, invited = population
    publication = publish(MIXED, sheets, invited, order(), cuts={"year": ["701", "702"]})

    assert attack(publication, MIXED, None, invited) == []


@pytest.mark.parametrize("name", POPULATIONS)
def test_naive_means_are_found_out_without_the_sheets_too(name):
    sheets, how = POPULATIONS[name]

    assert how in {
        leak.how for leak in attack(naive(ONE_QUESTION, sheets), ONE_QUESTION, None, invited_of(sheets))
    }


@pytest.mark.parametrize(
    ("law", "weaker", "how"),
    [
        ("INSIDERS", 1, How.MEAN),
        ("_changed_together", lambda _: 1, How.MEAN),
        ("LEAST_SHARE", 2, How.SMALL_SHARE),
        ("LEAST_RANKED", 3, How.RANKING),
    ],
)
def test_without_any_one_of_its_laws_ours_would_be_found_out(monkeypatch, law, weaker, how):
    monkeypatch.setattr(publishing, law, weaker)

    leaks = set()
    for seed in range(60):
        sheets, invited = population(MIXED, seed)
        published = publish(MIXED, sheets, invited, order())
        leaks |= {leak.how for leak in attack(published, MIXED, sheets, invited)}
    assert how in leaks


@given(st.integers(0, 5), st.integers(5, 40), st.lists(st.integers(0, 5), max_size=3))
@settings(deadline=None)
def test_ours_gives_nobody_away_where_nearly_all_agree(usual, number, others):
    sheets = scored([usual] * number + others)

    assert found(ours(sheets), sheets) == set()


def test_a_sum_that_nobody_can_have_given_tells_nothing():
    assert not tells((60, 85, 100), 10, 851, 851)


@given(
    st.sets(st.integers(0, 12), min_size=2, max_size=5).map(sorted),
    st.lists(st.integers(0, 4), min_size=1, max_size=5),
    st.integers(0, 3),
    st.integers(0, 3),
)
@settings(deadline=None)
def test_a_sum_tells_what_trying_all_answers_tells(marks, places, below, above):
    total = sum(marks[place % len(marks)] for place in places)
    tried = [
        given
        for given in combinations_with_replacement(marks, len(places))
        if total - below <= sum(given) <= total + above
    ]

    only_one = len(tried) == 1 and len(set(tried[0])) == 1
    assert tells(tuple(marks), len(places), total - below, total + above) == only_one
