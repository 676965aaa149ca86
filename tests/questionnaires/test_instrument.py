"""What an instrument may say, how faults are named, and what a sheet's mark is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banheng.core.errors import SchemeInvalid
from banheng.core.wording import Language
from banheng.questionnaires.instrument import Group
from banheng.questionnaires.loading import parse_instrument
from tests.questionnaires.populations import MIXED

INSTRUMENT = """\
instrument: own
title: 本校问卷
scale: 100
groups: [pupil, guardian]
{least}
questions:
  - {{code: overall, text: 总的来说, {question}}}
{more}
"""
SCORE = "kind: score, greatest: 10"
GOOD_AND_BAD = "{code: good, name: 好, mark: 2}, {code: bad, name: 差, mark: 1}"


def levels(old="", new="", *, greatest="2"):
    """A question of two levels, of which something was changed."""
    options = GOOD_AND_BAD.replace(old, new) if old else GOOD_AND_BAD
    return f"kind: levels, greatest: {greatest}, options: [{options}]"


def text(question=SCORE, more="", least=""):
    return INSTRUMENT.format(question=question, more=more, least=least)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"question": "kind: score"}, "greatest 只用于计分的题"),
        ({"question": "kind: text, greatest: 5"}, "greatest 只用于计分的题"),
        ({"question": "kind: score, greatest: 2.5"}, "满分必须是整数"),
        ({"question": "kind: score, greatest: 0"}, "大于 0 的数"),
        ({"question": "kind: levels, greatest: 2"}, "options 只用于分档题"),
        ({"question": levels().replace("levels", "yes_no")}, "options 只用于分档题"),
        ({"question": levels(greatest="3")}, "最高的一档必须等于 greatest"),
        ({"question": levels("mark: 1", "name_en: bad")}, "每一档都要写 mark"),
        (
            {"question": levels("bad", "good")},
            "代码不能重复",
        ),
        (
            {"question": levels(": 1", ": -1")},
            "不能为负数",
        ),
        ({"question": "kind: ranking, options: [{code: one, name: 一}]"}, "至少要有两个选项"),
        ({"question": SCORE + ", groups: [pupil]"}, "每一方至少要回答一道计分的题"),
        ({"question": SCORE + ", groups: [peer]"}, "只能写问卷的 groups 里有的"),
        ({"more": "  - {code: overall, text: 再问, kind: text}"}, "两道题用了同一个代码：overall"),
        (
            {"question": "kind: choices, options: [{code: a, name: 甲}, {code: b, name: 乙}]"},
            "多选题（choices）只用于",
        ),
        ({"least": "about: school"}, "只问班主任（homeroom_teacher）和其他教职工"),
        ({"question": SCORE + ", groups: [staff]"}, "只能写问卷的 groups 里有的"),
        ({"least": "least: 2"}, "此处不能小于 3"),
        ({"least": "least: 101"}, "此处不能大于 100"),
        ({"least": "lest: 5"}, "不认识的字段“lest”"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(changed, said):
    with pytest.raises(SchemeInvalid) as refused:
        parse_instrument(text(**changed))

    (line,) = [finding.line(Language.ZH_HANS) for finding in refused.value.findings]
    assert said in line


def test_staff_are_asked_about_the_school_only():
    with pytest.raises(SchemeInvalid) as refused:
        parse_instrument(text().replace("[pupil, guardian]", "[pupil, staff]"))

    assert "只用于关于学校的问卷" in refused.value.findings[0].line(Language.ZH_HANS)


def test_about_the_school_nothing_needs_a_mark():
    about_school = text("kind: text, required: false", least="about: school").replace(
        "[pupil, guardian]", "[homeroom_teacher]"
    )

    assert parse_instrument(about_school).instrument.groups == (Group.HOMEROOM_TEACHER,)


def test_figures_that_the_school_decides_are_left_open():
    open_ = parse_instrument(text(levels("mark: 2", "mark: null", greatest="null").replace("1", "null")))

    assert {path[-1] for path in open_.blanks()} == {"greatest", "mark"}


@pytest.mark.parametrize(
    ("group", "answers", "mark"),
    [
        (Group.PEER, {"score": 5, "even": "a", "uneven": "a"}, 1_000_000),
        (Group.PEER, {"score": 5, "even": "a"}, 1_000_000),
        (Group.PEER, {"score": 0, "even": "b"}, 333_333),
        (Group.PUPIL, {"score": 5, "even": "a", "approves": False}, 900_000),
        (Group.PEER, {"score": 5, "even": "a", "approves": False}, 1_000_000),  # is not asked
        (Group.PEER, {"well": "好"}, None),
    ],
)
def test_the_mark_is_the_share_of_what_could_be_reached_brought_to_the_scale(group, answers, mark):
    assert MIXED.mark(group, answers) == mark


@given(st.integers(0, 5), st.sampled_from("abcd"), st.sampled_from("abc"))
def test_no_mark_is_beyond_the_scale(score, even, uneven):
    mark = MIXED.mark(Group.PEER, {"score": score, "even": even, "uneven": uneven})

    assert 0 <= mark <= MIXED.scale


def test_a_question_lists_the_marks_it_can_have():
    marks = {question.code: question.marks() for question in MIXED.questions if question.has_mark}

    assert marks == {
        "score": [0, 10_000, 20_000, 30_000, 40_000, 50_000],
        "even": [10_000, 20_000, 30_000, 40_000],
        "uneven": [600_000, 850_000, 1_000_000],
        "approves": [0, 10_000],
    }
