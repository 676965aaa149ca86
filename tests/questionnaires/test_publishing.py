"""What of the answers is shown, and what is not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banheng.questionnaires.instrument import Group
from banheng.questionnaires.publishing import LEAST_SHARE, Mean, Publication, publish
from banheng.questionnaires.sheets import Sheet
from tests.questionnaires.populations import MIXED, ONE_QUESTION, order, populations, scored

CELL = ("701", Group.PUPIL)


def shown(scores):
    """What is shown of the one question about a class."""
    publication = publish(ONE_QUESTION, scored(scores), {CELL: len(scores)}, order())
    (cell,) = publication.cells
    return cell


def of_kind(code, answers):
    sheets = [Sheet("701", Group.PUPIL, {code: answer}) for answer in answers]
    (cell,) = publish(MIXED, sheets, {}, order()).cells
    return next(answered for answered in cell.answered if answered.question == code)


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ([5, 4, 3, 2, 1, 0, 5, 4, 3, 2], "2.90"),
        ([3] * 20, "3.00"),
        ([4, 3, 3] * 10, "3.33"),
        ([5] * 40, "4.72–5.00"),
        ([5] * 39 + [0], "4.72–5.00"),
        ([5] * 38 + [0, 0], "4.72–5.00"),
        ([5] * 37 + [1, 1, 1], "4.70"),
        ([0] * 40, "0.00–0.28"),
        ([5] * 10, "3.90–5.00"),
    ],
)
def test_a_mean_near_an_end_is_a_range_that_two_people_cannot_see_through(scores, said):
    assert shown(scores).answered[0].mean.say() == said


@pytest.mark.parametrize("scores", [[], [3], [3, 4], [1, 2, 3, 4]])
def test_of_too_few_answers_not_even_the_number_is_shown(scores):
    cell = shown(scores)

    assert (cell.invited, cell.number, cell.mean, cell.answered) == (len(scores), None, None, ())


def test_a_self_rating_is_no_part_of_it():
    sheets = scored([5], group=Group.SELF)

    assert publish(ONE_QUESTION, sheets, {("701", Group.SELF): 1}, order()).cells == ()


@pytest.mark.parametrize(
    ("code", "answers", "shares"),
    [
        ("even", "aaabbbcccddd", (("a", 3), ("b", 3), ("c", 3), ("d", 3))),
        ("even", "aaaaabbbcccc", (("a", 5), ("b", 3), ("c", 4), ("d", 0))),
        ("even", "aaaabbbccccdd", ()),  # two chose the last
        ("even", "bbbbbbbbbbbb", ()),  # all chose one
        ("even", "aaaaaaaaabbb", ()),  # the mean is near its end
        ("uneven", "aaabbbbbbccc", ()),  # steps are uneven
        ("approves", [True] * 8 + [False] * 4, (("yes", 8), ("no", 4))),
        ("approves", [True] * 9 + [False] * 3, ()),
    ],
)
def test_shares_are_shown_only_where_they_tell_nothing_of_anybody(code, answers, shares):
    assert of_kind(code, answers).shares == shares


@pytest.mark.parametrize(("number", "order"), [(6, ()), (7, ("y", "x", "z"))])
def test_a_ranking_shows_an_order_of_enough_answers(number, order):
    assert of_kind("first", [["y", "x", "z"]] * number).order == order


def test_a_question_that_few_answered_is_hidden_though_the_group_is_not():
    sheets = [Sheet("701", Group.PEER, {"score": i % 6, "even": "abcd"[i % 4]}) for i in range(12)]
    sheets += [Sheet("701", Group.PEER, {"score": 3, "even": "b", "uneven": "c"})]

    (cell,) = publish(MIXED, sheets, {}, order()).cells
    means = {answered.question: answered.mean for answered in cell.answered}

    assert means["score"].exact
    assert means["uneven"] is None
    # the whole is as wide as what is hidden
    assert cell.mean.high - cell.mean.low == pytest.approx(40 * 10_000 * 100 / 109, abs=200)


def test_the_mean_of_a_sheet_is_that_of_its_questions():
    sheets = [
        Sheet("701", Group.PEER, {"score": i % 6, "even": "abcd"[i % 4], "uneven": "abc"[i % 3]})
        for i in range(24)
    ]

    (cell,) = publish(MIXED, sheets, {}, order()).cells

    exact = sum(MIXED.mark(Group.PEER, sheet.answers) for sheet in sheets) / 24
    assert cell.mean.exact
    assert cell.mean.low == pytest.approx(exact, abs=51)


def test_a_total_is_of_what_is_shown_and_of_nothing_else():
    sheets = (
        scored([1, 2, 3, 4] * 3) + scored([5, 4, 3, 2, 2, 2], receiver="702") + scored([0], receiver="703")
    )
    publication = publish(ONE_QUESTION, sheets, {}, order(), cuts={"七年级": ["701", "702", "703"]})

    assert [(total.name, total.mean) for total in publication.totals] == [
        ("pupil", Mean(number=18, low=26_700, high=26_700)),
        ("七年级", Mean(number=18, low=26_700, high=26_700)),
    ]
    assert {asked[0] for total in publication.totals for asked in total.cells} == {"701", "702"}


def with_words(number):
    return [Sheet("701", Group.PUPIL, {"score": i % 6, "words": f"话{i}"}) for i in range(number)]


def words_of(publication):
    return [text.text for answered in publication.cells[0].answered for text in answered.texts]


def test_texts_come_in_an_order_of_their_own():
    first, second = (words_of(publish(ONE_QUESTION, with_words(12), {}, order(seed))) for seed in (1, 2))

    assert sorted(first) == sorted(second) == sorted(f"话{i}" for i in range(12))
    assert first != second


def test_texts_of_a_sheet_have_nothing_in_common():
    sheets = [Sheet("701", Group.PEER, {"well": f"好{i}", "better": f"改{i}"}) for i in range(12)]
    (cell,) = publish(MIXED, sheets, {}, order()).cells
    well, better = (answered.texts for answered in cell.answered if answered.texts)

    assert not {text.id for text in well} & {text.id for text in better}
    assert [text.text[1:] for text in well] != [text.text[1:] for text in better]


@pytest.mark.parametrize(("number", "withheld"), [(4, False), (12, True)])
def test_texts_of_few_people_or_withheld_ones_are_not_shown(number, withheld):
    publication = publish(ONE_QUESTION, with_words(number), {}, order(), withheld=withheld)

    assert words_of(publication) == []


@given(populations())
@settings(max_examples=30, deadline=None)
def test_a_publication_can_be_kept_as_text(population):
    sheets, invited = population
    publication = publish(MIXED, sheets, invited, order())

    assert Publication.model_validate_json(publication.model_dump_json()) == publication


@given(st.lists(st.integers(0, 5), min_size=5, max_size=40))
def test_a_range_holds_the_mean(scores):
    mean = shown(scores).answered[0].mean

    assert mean.low - 50 <= sum(scores) * 10_000 / len(scores) <= mean.high + 50


@given(st.lists(st.integers(0, 5), min_size=5, max_size=20), st.randoms(use_true_random=False))
def test_figures_depend_on_nothing_but_the_answers(scores, chance):
    mixed = scores.copy()
    chance.shuffle(mixed)

    assert shown(mixed) == shown(scores)


@given(populations())
@settings(max_examples=30, deadline=None)
def test_no_share_is_of_few_people(population):
    sheets, invited = population
    publication = publish(MIXED, sheets, invited, order())

    chosen = [
        number
        for cell in publication.cells
        for answered in cell.answered
        for _, number in answered.shares
        if number
    ]
    assert min(chosen, default=LEAST_SHARE) >= LEAST_SHARE
