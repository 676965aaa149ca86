"""What answers come to as evidence."""

from hypothesis import given, settings
from hypothesis import strategies as st

from banheng.questionnaires.instrument import Group
from banheng.questionnaires.results import marks
from banheng.questionnaires.sheets import Sheet
from tests.questionnaires.populations import MIXED, ONE_QUESTION, order, populations, scored


def test_marks_are_counted_for_each_receiver_and_group():
    sheets = scored([5, 3, 5]) + scored([4], group=Group.SELF) + scored([0], receiver="702")

    assert marks(ONE_QUESTION, sheets) == {
        ("701", Group.PUPIL): [(30_000, 1), (50_000, 2)],
        ("701", Group.SELF): [(40_000, 1)],
        ("702", Group.PUPIL): [(0, 1)],
    }


def test_a_sheet_with_words_only_counts_nowhere():
    assert marks(ONE_QUESTION, [Sheet("701", Group.PUPIL, {"words": "好"})]) == {}


@given(populations(), st.integers())
@settings(max_examples=30, deadline=None)
def test_the_order_in_which_sheets_came_leaves_no_trace(population, seed):
    sheets, _ = population
    mixed = sheets.copy()
    order(seed).shuffle(mixed)

    assert marks(MIXED, mixed) == marks(MIXED, sheets)
    assert list(marks(MIXED, mixed)) == list(marks(MIXED, sheets))


@given(populations())
@settings(max_examples=30, deadline=None)
def test_every_sheet_with_a_mark_counts_once(population):
    sheets, _ = population

    counted = sum(number for pairs in marks(MIXED, sheets).values() for _, number in pairs)

    assert counted == len(sheets)
