"""A survey from the invitation to the evidence: each right once, no answer that belongs to somebody."""

from datetime import timedelta

import pytest

from banheng.accounts.roles import Role
from banheng.ledger.models import Record
from banheng.questionnaires.instrument import Group
from banheng.questionnaires.publishing import Answered, Cell, Mean, Publication
from banheng.surveys import closing
from banheng.surveys.answering import answer, right_of, rights_of
from banheng.surveys.closing import close, results, show_results
from banheng.surveys.errors import SurveyRefused
from banheng.surveys.models import AnswerSheet, Right, Survey
from banheng.surveys.opening import make_slips, open_survey
from tests.factories import NOW, TODAY, adopt, grant, make_user
from tests.surveys.conftest import GOOD, INSTRUMENT

pytestmark = pytest.mark.django_db

LAST = TODAY + timedelta(days=5)
AFTER = NOW + timedelta(days=6)
SCHEME = """\
scheme: satisfied
title: 满意度
period: month
full_points: 20
indicators:
  - code: all
    name: 满意度
    full_points: 20
    items:
      - code: satisfaction
        name: 家长学生满意度
        full_points: 20
        from: survey
        rule:
          kind: survey
          scale: 100
          groups:
            parent: {name: 家长, weight: 60, minimum: 5}
            student: {name: 学生, weight: 40, minimum: 5}
          when_missing: not_applicable
"""


def opened(small, office, **said):
    said = {"title": "", "first": TODAY, "last": LAST, "by": office, "at": NOW} | said
    return open_survey(small.school, INSTRUMENT, **said)


def slips(survey, small, group, school_class="101"):
    return make_slips(survey, small.classes[school_class], group)


def send(code, day=TODAY, **answers):
    return answer(right_of(code), GOOD | answers, day=day)


def test_everybody_has_a_right_about_the_classes_they_know(small, users, office, pupils):
    make_user("peer", staff=small.teachers["102"])
    survey = opened(small, office)

    about_101 = survey.rights.filter(school_class=small.classes["101"])
    counted = {group.value: about_101.filter(group=group).count() for group in survey.instrument.groups}
    # eight pupils are enrolled; the only other homeroom teacher of the grade with an account is the peer
    assert counted == {"guardian": 8, "pupil": 8, "peer": 1, "self": 1}
    assert survey.rights.filter(school_class=small.classes["102"], group="guardian").count() == 40


def test_pupils_of_young_grades_are_not_asked_where_the_questionnaire_says_so(small, office):
    survey = open_survey(
        small.school,
        INSTRUMENT.replace("least: 5", "least: 5\npupils_from_grade: 2"),
        title="",
        first=TODAY,
        last=LAST,
        by=office,
        at=NOW,
    )

    asked = set(survey.rights.filter(group="pupil").values_list("school_class__code", flat=True))
    assert asked == {"201", "202"}


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"last": TODAY - timedelta(days=1)}, "截止日期要在今天以后"),
        ({"last": TODAY + timedelta(days=61)}, "最长 60 天"),
        ({"first": TODAY + timedelta(days=900), "last": TODAY + timedelta(days=901)}, "没有班级可以调查"),
    ],
)
def test_a_survey_that_cannot_be_is_refused_with_the_reason(small, office, said, reason):
    with pytest.raises(SurveyRefused, match=reason):
        opened(small, office, **said)


def test_a_questionnaire_with_faults_or_blanks_is_refused(small, office):
    for text, reason in (
        (INSTRUMENT.replace("scale: 100", "scale: null"), "还没写明的数值|没写明的数值"),
        ("a: 1", "问卷有错误"),
    ):
        with pytest.raises(SurveyRefused, match=reason):
            open_survey(small.school, text, title="", first=TODAY, last=LAST, by=office, at=NOW)


def test_a_slip_answers_once_and_sent_again_nothing_is_kept_twice(small, office, pupils):
    survey = opened(small, office)
    code = slips(survey, small, Group.GUARDIAN)[0]

    assert send(code)
    assert not send(code, fair=0)
    assert AnswerSheet.objects.count() == 1


def test_a_code_is_read_however_it_is_typed(small, office, pupils):
    code = slips(opened(small, office), small, Group.GUARDIAN)[0]

    assert right_of(f" {code[:5].lower()}-{code[5:]} ") == right_of(code)
    assert right_of("ZZZZZZZZZZ") is None


def test_slips_printed_again_replace_those_not_used_and_leave_used_ones_used(small, office, pupils):
    survey = opened(small, office)
    first = slips(survey, small, Group.GUARDIAN)
    send(first[0])

    second = slips(survey, small, Group.GUARDIAN)

    assert (len(first), len(second)) == (8, 7)
    assert right_of(first[1]) is None
    assert not send(first[0])
    assert send(second[0])


def test_only_the_digest_of_a_code_is_kept(small, office, pupils):
    survey = opened(small, office)
    code = slips(survey, small, Group.PUPIL)[0]

    assert not any(code in str(value) for right in survey.rights.values() for value in right.values())


def test_nothing_leads_from_a_right_to_its_answers(small, office, pupils):
    survey = opened(small, office)
    send(slips(survey, small, Group.GUARDIAN)[0], words="谢谢老师")

    assert {field.name for field in AnswerSheet._meta.get_fields()} == {
        "id",
        "survey",
        "group",
        "school_class",
        "sealed",
    }
    assert {field.name for field in Right._meta.get_fields()} == {
        "id",
        "survey",
        "group",
        "school_class",
        "user",
        "digest",
        "until",
        "used",
    }
    assert "谢谢".encode() not in bytes(AnswerSheet.objects.get().sealed)


def test_colleagues_see_what_waits_for_them_until_they_have_answered(small, users, office):
    survey = opened(small, office)
    teacher = users[Role.HOMEROOM_TEACHER]
    waiting = rights_of(teacher, small.school, TODAY)
    assert [(right.group, right.school_class.code) for right in waiting] == [("self", "101"), ("peer", "102")]
    own = waiting[0]

    answer(own, GOOD, day=TODAY)

    assert rights_of(teacher, small.school, TODAY) == waiting[1:]
    assert survey.rights.get(pk=own.pk).used


def test_after_the_last_day_only_those_with_more_time_answer(small, office, pupils):
    survey = opened(small, office)
    one, other = slips(survey, small, Group.GUARDIAN)[:2]
    late = LAST + timedelta(days=1)
    right = right_of(one)
    right.until = late
    right.save()

    assert send(one, day=late)
    with pytest.raises(SurveyRefused, match="调查已经结束"):
        send(other, day=late)
    with pytest.raises(SurveyRefused, match="开始"):
        send(other, day=TODAY - timedelta(days=1))


def test_a_survey_closes_only_when_it_is_over_or_everybody_has_answered(small, office, pupils):
    survey = opened(small, office)
    with pytest.raises(SurveyRefused, match="不能提前结束"):
        close(survey, by=office, at=NOW)

    survey.rights.update(used=True)
    close(survey, by=office, at=NOW)

    with pytest.raises(SurveyRefused, match="已经结束"):
        close(survey, by=office, at=NOW)


def test_closing_writes_one_record_a_group_with_what_is_published_and_deletes_the_sheets(
    small, office, pupils
):
    adopt(small.school, text=SCHEME)
    survey = opened(small, office, item="satisfaction", events={"guardian": "parent", "pupil": "student"})
    for code, fair in zip(slips(survey, small, Group.GUARDIAN), (4, 3, 3, 2, 2, 1), strict=False):
        send(code, care="fair", fair=fair)
    for code in slips(survey, small, Group.PUPIL)[:4]:
        send(code)

    assert close(survey, by=office, at=AFTER) == []

    (mean,) = (cell.mean for cell in results(Survey.objects.get()).cells if cell.mean)
    (record,) = Record.objects.all()  # four pupils are too few
    assert (record.item, record.event, record.source) == ("satisfaction", "parent", "survey")
    assert (record.quantity, record.value, record.day) == (60_000, (mean.low + mean.high + 1) // 2, LAST)
    # the marks are 70, 60, 60, 50, 50 and 40
    assert mean.low <= 550_000 <= mean.high
    assert not AnswerSheet.objects.exists()


def test_the_own_rating_counts_as_it_is(small, users, office):
    adopt(
        small.school,
        text=SCHEME.replace("parent: {name: 家长, weight: 60, minimum: 5}", "own: {name: 自评, weight: 60}"),
    )
    survey = opened(small, office, item="satisfaction", events={"self": "own"})
    (own,) = survey.rights.filter(group="self")
    answer(own, {"care": "good", "fair": 4}, day=TODAY)

    close(survey, by=office, at=AFTER)

    assert [(record.event, record.value) for record in Record.objects.all()] == [("own", 900_000)]


def test_a_rule_that_leaves_out_marks_cannot_be_fed_since_no_mark_is_kept(small, office):
    adopt(small.school, text=SCHEME.replace("minimum: 5}", "minimum: 5, trim: {highest: 1, lowest: 1}}", 1))

    with pytest.raises(SurveyRefused, match="去掉最高分和最低分"):
        opened(small, office, item="satisfaction")


def test_a_publication_from_which_an_answer_can_be_told_is_never_made(small, office, pupils, monkeypatch):
    survey = opened(small, office)
    for code, fair in zip(slips(survey, small, Group.GUARDIAN), (5, 5, 5, 5, 0), strict=False):
        send(code, fair=fair)

    def naive(instrument, sheets, invited, order, **_):
        """Show the mean of every question exactly, as a spreadsheet would."""
        exact = Mean(number=5, low=40_000, high=40_000)
        cell = Cell(
            receiver="101",
            group=Group.GUARDIAN,
            invited=8,
            number=5,
            answered=(Answered(question="fair", mean=exact),),
        )
        return Publication(cells=(cell,))

    monkeypatch.setattr(closing, "publish", naive)
    with pytest.raises(SurveyRefused, match="看出个别人的答案"):
        close(survey, by=office, at=AFTER)

    assert AnswerSheet.objects.count() == 5
    assert Survey.objects.get().closed_at is None


def test_results_are_sealed_until_they_are_opened_and_show_no_group_that_is_too_small(small, office, pupils):
    survey = opened(small, office)
    with pytest.raises(SurveyRefused, match="还没有结束"):
        show_results(survey, at=NOW)
    for code, fair in zip(slips(survey, small, Group.GUARDIAN), (5, 4, 4, 3, 2, 1), strict=False):
        send(code, fair=fair)
    for code in slips(survey, small, Group.PUPIL)[:4]:
        send(code)
    close(survey, by=office, at=AFTER)

    survey = Survey.objects.get()
    assert b"guardian" not in bytes(survey.publication)
    cells = {cell.group: cell.number for cell in results(survey).cells if cell.receiver == "101"}
    assert cells[Group.GUARDIAN] == 6
    assert cells.get(Group.PUPIL) is None


def test_a_leader_of_a_grade_is_asked_about_its_classes_only(small, users, office):
    leader = make_user("second-leader")
    grant(leader, Role.GRADE_LEADER, small.school, grade=small.grades[1])
    text = INSTRUMENT.replace("[guardian, pupil, peer, self]", "[leader]")

    survey = open_survey(small.school, text, title="", first=TODAY, last=LAST, by=office, at=NOW)

    asked = set(survey.rights.filter(user=leader).values_list("school_class__code", flat=True))
    assert asked == {"201", "202"}


def test_the_same_questionnaire_is_not_asked_twice_of_the_same_classes_at_the_same_time(small, office):
    first_grade = small.classes["101"].years.first().grade
    opened(small, office, grades=[first_grade])

    with pytest.raises(SurveyRefused, match="同一份问卷"):
        opened(small, office, first=LAST, last=LAST + timedelta(days=3))

    second_grade = small.classes["201"].years.first().grade
    opened(small, office, grades=[second_grade])
    opened(small, office, first=LAST + timedelta(days=1), last=LAST + timedelta(days=3))


def test_an_answer_that_was_begun_before_the_survey_closed_is_not_kept_after_it(small, office, pupils):
    survey = opened(small, office)
    (code, *_) = slips(survey, small, Group.GUARDIAN)
    right = right_of(code)
    close(survey, by=office, at=AFTER)

    with pytest.raises(SurveyRefused, match="已经结束"):
        answer(right, GOOD, day=TODAY)

    assert not AnswerSheet.objects.exists()
    assert not Right.objects.get(pk=right.pk).used


def test_grades_and_the_school_have_totals_of_what_is_shown(small, office, pupils):
    survey = opened(small, office)
    for group in (Group.GUARDIAN, Group.PUPIL):
        for code in slips(survey, small, group):
            send(code)
    close(survey, by=office, at=AFTER)

    totals = {total.name: total.mean.number for total in results(Survey.objects.get()).totals}

    grade = small.classes["101"].years.first().grade.name
    assert totals[grade] == totals[small.school.name] == 16
