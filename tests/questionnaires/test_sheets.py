"""What a page sends becomes answers, or a fault for each question."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banheng.core.errors import BanhengError
from banheng.core.wording import Language
from banheng.questionnaires.instrument import Group
from banheng.questionnaires.sheets import LONGEST_TEXT, SheetRefused, checked
from tests.questionnaires.populations import MIXED

WHOLE = {"score": "4", "even": "b", "approves": "yes"}


def test_a_whole_sheet_is_taken_as_it_was_meant():
    said = {**WHOLE, "uneven": ["c"], "first": ["y", "x", "z"], "well": [" 有耐心\r\n很公平 "], "better": ""}

    assert checked(MIXED, Group.PUPIL, said) == {
        "score": 4,
        "even": "b",
        "uneven": "c",
        "approves": True,
        "first": ["y", "x", "z"],
        "well": "有耐心\n很公平",
    }


def test_what_a_group_is_not_asked_is_left_out():
    assert checked(MIXED, Group.PEER, {**WHOLE, "token": "x"}) == {"score": 4, "even": "b"}


@pytest.mark.parametrize(
    ("changed", "zh", "en"),
    [
        ({"score": ""}, "还没有回答", "not answered"),
        ({"score": []}, "还没有回答", "not answered"),
        ({"score": "6"}, "0 到 5 的整数", "from 0 to 5"),
        ({"score": "-1"}, "0 到 5 的整数", "from 0 to 5"),
        ({"score": "2.5"}, "0 到 5 的整数", "from 0 to 5"),
        ({"score": "9" * 5000}, "0 到 5 的整数", "from 0 to 5"),
        ({"even": "e"}, "从给出的选项里选", "one of the options"),
        ({"approves": "true"}, "从给出的选项里选", "one of the options"),
        ({"first": ["x", "y"]}, "全部 3 个选项", "all 3 options"),
        ({"first": ["x", "y", "y"]}, "全部 3 个选项", "all 3 options"),
        ({"well": "好" * 501}, "最多写 500 个字，现在有 501 个", "at most 500"),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(changed, zh, en):
    with pytest.raises(SheetRefused) as refused:
        checked(MIXED, Group.PUPIL, {**WHOLE, **changed})

    ((code, fault),) = refused.value.faults.items()
    assert code in changed
    assert zh in fault.say(Language.ZH_HANS)
    assert en in fault.say(Language.EN)


def test_full_width_figures_are_figures():
    assert checked(MIXED, Group.PUPIL, {**WHOLE, "score": "４"})["score"] == 4


def test_every_fault_of_a_sheet_is_named_at_once():
    with pytest.raises(ValueError, match="score") as refused:
        checked(MIXED, Group.PUPIL, {"score": "x", "even": "b"})

    assert isinstance(refused.value, BanhengError)
    assert list(refused.value.faults) == ["score", "approves"]


def test_the_longest_text_is_taken_with_its_line_ends():
    said = {**WHOLE, "well": "\r\n".join("好" * (LONGEST_TEXT // 2)) + "好"}

    assert len(checked(MIXED, Group.PUPIL, said)["well"]) == LONGEST_TEXT


@given(st.dictionaries(st.sampled_from([q.code for q in MIXED.questions]), st.text() | st.lists(st.text())))
def test_whatever_is_sent_is_taken_or_refused(said):
    with suppress(SheetRefused):
        assert MIXED.mark(Group.PUPIL, checked(MIXED, Group.PUPIL, said)) is not None
