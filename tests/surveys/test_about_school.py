"""A survey about the school: asked of colleagues, counted in no scheme, answered in public."""

from datetime import timedelta

import pytest

from banheng.accounts.roles import Role
from banheng.duties.models import WorkRecord
from banheng.ledger.models import Record
from banheng.questionnaires.instrument import Group
from banheng.questionnaires.loading import instrument_text
from banheng.surveys.answering import answer, rights_of
from banheng.surveys.closing import close, results, show_results
from banheng.surveys.errors import SurveyRefused
from banheng.surveys.models import AnswerSheet, Reply
from banheng.surveys.opening import open_survey
from banheng.surveys.replying import register_problem, reply
from tests.factories import NOW, TODAY, adopt, make_user
from tests.surveys.test_surveys import SCHEME

pytestmark = pytest.mark.django_db

LAST = TODAY + timedelta(days=5)
AFTER = NOW + timedelta(days=6)
ANSWERS = {"problems": ["tasks"], "impact": "rather", "better": False}


def opened(small, office, text=None, **said):
    said = {"title": "", "first": TODAY, "last": LAST, "by": office, "at": NOW} | said
    return open_survey(small.school, text or instrument_text("003-E-problems"), **said)


@pytest.fixture
def teachers(small, users):
    """All four homeroom teachers have accounts."""
    others = [make_user(f"t{code}", staff=small.teachers[code]) for code in ("102", "201", "202")]
    return [users[Role.HOMEROOM_TEACHER], *others]


@pytest.fixture
def shown(small, users, teachers, office):
    """One with results: every colleague answered, and three with words."""
    survey = opened(small, office)
    for number, right in enumerate(survey.rights.order_by("pk")):
        words = {"words": "表格太多"} if number < 6 else {}
        answer(right, ANSWERS | {"problems": ["tasks"] if number % 2 else []} | words, day=TODAY)
    close(survey, by=office, at=AFTER)
    survey.refresh_from_db()
    show_results(survey, at=AFTER)
    survey.refresh_from_db()
    return survey


def test_every_homeroom_teacher_and_every_other_colleague_is_asked_once(small, users, teachers, office):
    small.classes["102"].postings.update(staff=small.teachers["101"])  # has two classes
    survey = opened(small, office)

    asked = {
        group: [right.user for right in survey.rights.filter(group=group)]
        for group in survey.instrument.groups
    }
    homeroom = {users[Role.HOMEROOM_TEACHER], teachers[2], teachers[3]}
    assert (set(asked[Group.HOMEROOM_TEACHER]), len(asked[Group.HOMEROOM_TEACHER])) == (homeroom, 3)
    assert set(asked[Group.STAFF]) == {
        teachers[1],
        *(users[role] for role in users if role not in (Role.HOMEROOM_TEACHER, Role.PUPIL_INSPECTOR)),
    }
    assert set(survey.rights.values_list("school_class", flat=True)) == {None}


def test_grades_leave_out_the_homeroom_teachers_of_others(small, teachers, office):
    survey = opened(small, office, grades=[small.grades[0]])

    asked = {right.user for right in survey.rights.filter(group="homeroom_teacher")}
    assert asked == set(teachers[:2])


def test_it_waits_under_today_and_is_answered_once(small, users, office):
    opened(small, office)
    (right,) = rights_of(users[Role.PRINCIPAL], small.school, TODAY)

    assert answer(right, ANSWERS, day=TODAY)
    assert not answer(right, ANSWERS, day=TODAY)
    assert AnswerSheet.objects.get().school_class is None


def test_it_counts_in_no_scheme(small, office):
    adopt(small.school, text=SCHEME)

    with pytest.raises(SurveyRefused, match="不计入考核"):
        opened(small, office, item="satisfaction", events={"staff": "parent"})


def test_closing_makes_one_cell_for_each_group_and_writes_no_record(shown):
    cells = {cell.group: cell for cell in results(shown).cells}

    assert {cell.receiver for cell in cells.values()} == {""}
    assert cells[Group.HOMEROOM_TEACHER].number is None  # four are too few
    assert cells[Group.STAFF].number == shown.rights.filter(group="staff").count()
    questions = [answered.question for answered in cells[Group.STAFF].answered]
    assert "problems/tasks" in questions
    assert "problems" not in questions
    assert not Record.objects.exists()
    assert not AnswerSheet.objects.exists()


def opinion_of(survey):
    (text, *_) = [
        text for cell in results(survey).cells for answered in cell.answered for text in answered.texts
    ]
    return text


def test_the_office_answers_a_question_an_option_and_an_opinion(shown, office):
    opinion = opinion_of(shown)
    for question, about in (("better", ""), ("problems/tasks", ""), ("words", opinion.id)):
        reply(shown, question, " 已减少两种表格。 ", opinion=about, by=office, at=AFTER)

    assert [(each.question, each.opinion, each.words) for each in Reply.objects.all()] == [
        ("better", "", "已减少两种表格。"),
        ("problems/tasks", "", "已减少两种表格。"),
        ("words", opinion.id, "已减少两种表格。"),
    ]


@pytest.mark.parametrize(
    ("question", "opinion", "words", "reason"),
    [
        ("nothing", "", "好", "结果里没有"),
        ("words", "0" * 16, "好", "结果里没有"),
        ("better", "", "  ", "请写答复"),
        ("better", "", "长" * 1001, "请写答复"),
    ],
    ids=["no question", "no opinion", "no words", "too long"],
)
def test_a_reply_to_nothing_or_without_words_is_refused(shown, office, question, opinion, words, reason):
    with pytest.raises(SurveyRefused, match=reason):
        reply(shown, question, words, opinion=opinion, by=office, at=AFTER)


def test_before_the_results_are_opened_nothing_can_be_answered(small, users, office):
    survey = opened(small, office)

    with pytest.raises(SurveyRefused, match="结果里没有"):
        reply(survey, "better", "好", by=office, at=NOW)


def test_a_named_problem_and_an_opinion_go_into_the_register_of_problems(shown, office):
    named = register_problem(shown, "problems/tasks", by=office, at=AFTER)
    said = register_problem(shown, "words", opinion=opinion_of(shown).id, by=office, at=AFTER)

    assert [record.content for record in (named, said)] == [
        {"source": "问卷意见", "what": "任务繁重"},
        {"source": "问卷意见", "what": "表格太多"},
    ]
    assert {record.form for record in WorkRecord.objects.all()} == {"school_problem"}
    assert named.closed_at is None
