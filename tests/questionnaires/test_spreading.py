"""A choice of several is published option by option, under the laws of yes and no."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banheng.questionnaires.attacking import attack
from banheng.questionnaires.instrument import Group
from banheng.questionnaires.leak import How
from banheng.questionnaires.loading import parse_instrument
from banheng.questionnaires.publishing import Mean, publish
from banheng.questionnaires.sheets import Sheet, SheetRefused, checked
from banheng.questionnaires.spreading import spread
from tests.questionnaires.populations import MIXED, order, population

PROBLEMS = parse_instrument("""\
instrument: problems
title: 问题
about: school
groups: [homeroom_teacher, staff]
least: 5
questions:
  - {code: problems, text: 有哪些问题, kind: choices, options: [{code: tasks, name: 任务重}, {code: pay, name: 待遇低}, {code: rules, name: 不规范}]}
  - {code: stays, text: 愿意继续, kind: yes_no, greatest: 1}
  - {code: words, text: 意见, kind: text, required: false}
""").instrument
TEACHER = Group.HOMEROOM_TEACHER


def chosen(*options, stays=True):
    return Sheet("", TEACHER, {"problems": list(options), "stays": stays})


def published(sheets, instrument=PROBLEMS, invited=None):
    instrument, sheets = spread(instrument, sheets)
    asked = invited or {("", TEACHER): len(sheets)}
    return publish(instrument, sheets, asked, order()), instrument, sheets, asked


def share(publication, question):
    (cell,) = [cell for cell in publication.cells if cell.group is TEACHER]
    return next(answered for answered in cell.answered if answered.question == question)


def test_each_option_is_a_question_of_its_own():
    instrument, (sheet,) = spread(PROBLEMS, [chosen("pay", stays=False)])

    assert [question.code for question in instrument.questions] == [
        *("problems/tasks", "problems/pay", "problems/rules", "stays", "words"),
    ]
    assert sheet.answers == {
        "problems/tasks": False,
        "problems/pay": True,
        "problems/rules": False,
        "stays": False,
    }


def test_an_instrument_without_choices_stays_as_it_is():
    sheets, _ = population(MIXED, 1)

    assert spread(MIXED, sheets) == (MIXED, sheets)


def test_a_share_in_the_middle_is_exact_and_few_or_nearly_all_look_alike():
    sheets = [chosen("tasks", "pay")] * 8 + [chosen("tasks", "rules")] * 4 + [chosen("tasks")] * 8
    publication, *_ = published(sheets)
    others, *_ = published([chosen("tasks", "pay")] * 8 + [chosen("rules")] * 2 + [chosen("tasks")] * 10)

    assert share(publication, "problems/pay").mean == Mean(number=20, low=4_000, high=4_000)
    assert share(publication, "problems/pay").shares == (("yes", 8), ("no", 12))
    for option in ("tasks", "rules"):
        at_the_edge = share(others, f"problems/{option}")
        assert not at_the_edge.mean.exact
        assert at_the_edge.shares == ()
    # all twenty, or eighteen of them
    assert share(publication, "problems/tasks").mean == share(others, "problems/tasks").mean


@pytest.mark.parametrize("number", [1, 4, 6])
def test_of_few_answers_no_share_is_shown(number):
    publication, *_ = published([chosen("pay")] * number)

    assert all(answered.mean is None for cell in publication.cells for answered in cell.answered)


@given(st.integers(0, 2**32))
@settings(max_examples=40, deadline=None)
def test_the_attacker_finds_nothing_in_any_of_them(seed):
    sheets, invited = population(PROBLEMS, seed)

    publication, instrument, sheets, invited = published(sheets, invited=invited)

    assert attack(publication, instrument, sheets, invited) == []


def test_exact_shares_of_everything_would_give_people_away():
    """So the test above can fail."""
    sheets = [chosen("pay")] * 9 + [chosen()]
    publication, instrument, sheets, invited = published(sheets)
    (cell,) = publication.cells
    exact = share(publication, "problems/pay").model_copy(
        update={"mean": Mean(number=10, low=9_000, high=9_000), "shares": (("yes", 9), ("no", 1))}
    )
    naive = publication.model_copy(
        update={"cells": (cell.model_copy(update={"answered": (exact,), "mean": None}),), "totals": ()}
    )

    found = {leak.how for leak in attack(naive, instrument, sheets, invited)}
    assert {How.SMALL_SHARE, How.MEAN} <= found


def test_none_of_the_options_is_an_answer_and_strange_ones_are_refused():
    said = {"stays": "yes"}

    assert checked(PROBLEMS, TEACHER, said)["problems"] == []
    assert checked(PROBLEMS, TEACHER, said | {"problems": ["rules", "tasks", "rules"]})["problems"] == [
        *("tasks", "rules"),
    ]
    with pytest.raises(SheetRefused, match="choose among the options"):
        checked(PROBLEMS, TEACHER, said | {"problems": ["tasks", "money"]})
