"""Who is reminded of a survey, and when (today is Wednesday 21 October 2026)."""

from datetime import timedelta

import pytest

from banheng.accounts.roles import Role
from banheng.notices.gathering import gather
from banheng.notices.models import Notice
from banheng.questionnaires.instrument import Group
from banheng.surveys.answering import answer, right_of
from banheng.surveys.closing import close
from banheng.surveys.extending import extend_account
from banheng.surveys.opening import make_slips, open_survey
from tests.factories import NOW, TODAY, make_pupils
from tests.surveys.conftest import GOOD, INSTRUMENT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MORNING = NOW - 9 * HOUR  # 07:30
FIRST, LAST = TODAY + DAY, TODAY + 8 * DAY


@pytest.fixture
def survey(small, users):
    make_pupils(small, *(f"学生{number}" for number in range(6)))
    office = users[Role.MORAL_EDUCATION_OFFICE]
    text = INSTRUMENT.replace("[guardian, pupil, peer, self]", "[guardian, self]")
    return open_survey(small.school, text, title="期中评价", first=FIRST, last=LAST, by=office, at=NOW)


def told(small, days, at=MORNING):
    """Gather each morning of so many days; give whom it told what on which day."""
    for passed in range(days):
        gather(small.school, at + passed * DAY)
    return [
        ((notice.made_at - MORNING).days, notice.recipient.username, notice.kind)
        for notice in Notice.objects.filter(kind__startswith="survey").order_by("made_at", "pk")
    ]


def test_who_has_an_account_is_reminded_when_it_opens_and_before_it_ends(small, survey):
    assert told(small, 12) == [
        (1, "yucai-homeroom", "survey_asks"),
        (6, "yucai-homeroom", "survey_ends"),
        (6, "yucai-homeroom", "survey_rate"),
        (9, "yucai-moral_education_office", "survey_over"),
    ]


def test_who_has_answered_is_left_in_peace(small, survey):
    for right in survey.rights.filter(group="self"):
        answer(right, GOOD, day=FIRST)

    assert [kind for _, _, kind in told(small, 9)] == ["survey_rate"]


def test_a_teacher_learns_how_many_slips_are_in_and_never_whose(small, users, survey):
    for code in make_slips(survey, small.classes["101"], Group.GUARDIAN)[:4]:
        answer(right_of(code), GOOD, day=FIRST)
    told(small, 9)

    notice = Notice.objects.get(kind="survey_rate")
    assert notice.recipient == users[Role.HOMEROOM_TEACHER]
    assert notice.text == "家长 4/6"
    assert notice.title == "问卷“期中评价”10月29日截止，一年级1班的答题单还没有收齐，请提醒全班"


def test_a_class_whose_slips_are_all_in_is_not_told(small, survey):
    survey.rights.filter(school_class=small.classes["101"], group="guardian").update(used=True)

    assert "survey_rate" not in {kind for _, _, kind in told(small, 9)}


def test_who_has_more_time_is_reminded_of_the_own_last_day_and_the_office_waits_for_it(small, users, survey):
    teacher, office = users[Role.HOMEROOM_TEACHER], users[Role.MORAL_EDUCATION_OFFICE]
    extend_account(survey, teacher, until=LAST + 5 * DAY, by=office, at=NOW)

    days = {kind: day for day, _, kind in told(small, 16)}
    assert (days["survey_ends"], days["survey_over"]) == (11, 14)


def test_the_office_is_told_when_everybody_has_answered(small, survey):
    survey.rights.update(used=True)

    assert told(small, 3) == [(1, "yucai-moral_education_office", "survey_over")]


def test_before_the_morning_and_after_the_closing_nobody_is_told(small, users, survey):
    assert told(small, 3, at=MORNING - HOUR) == []
    survey.rights.update(used=True)
    close(survey, by=users[Role.MORAL_EDUCATION_OFFICE], at=NOW + DAY)

    assert told(small, 12) == []
