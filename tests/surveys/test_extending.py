"""More time for a class's slips or for a colleague: bounded, written down, and without saying who has answered."""

from datetime import timedelta

import pytest

from banheng.accounts.roles import Role
from banheng.questionnaires.instrument import Group
from banheng.surveys.answering import answer, right_of, rights_of
from banheng.surveys.closing import close
from banheng.surveys.errors import SurveyRefused
from banheng.surveys.extending import extend_account, extend_slips
from banheng.surveys.models import Extension
from banheng.surveys.opening import make_slips, open_survey
from banheng.surveys.rates import last_day_of
from tests.factories import NOW, TODAY
from tests.surveys.conftest import GOOD, INSTRUMENT

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
LAST = TODAY + 5 * DAY
AFTER = NOW + 6 * DAY


@pytest.fixture
def survey(small, office, pupils):
    return open_survey(small.school, INSTRUMENT, title="", first=TODAY, last=LAST, by=office, at=NOW)


def more_time(survey, small, office, until, *, at=NOW, group=Group.GUARDIAN):
    return extend_slips(survey, small.classes["101"], group, until=until, reason="流感停课", by=office, at=at)


def slip(survey, small, school_class="101"):
    return right_of(make_slips(survey, small.classes[school_class], Group.GUARDIAN)[0])


def test_the_slips_of_a_class_answer_until_their_later_day_and_others_do_not(small, office, survey):
    more_time(survey, small, office, LAST + 3 * DAY)

    assert answer(slip(survey, small), GOOD, day=LAST + 3 * DAY)
    for right, day in ((slip(survey, small), LAST + 4 * DAY), (slip(survey, small, "102"), LAST + DAY)):
        with pytest.raises(SurveyRefused, match="调查已经结束"):
            answer(right, GOOD, day=day)
    assert last_day_of(survey, small.classes["101"].pk, Group.GUARDIAN) == LAST + 3 * DAY
    assert last_day_of(survey, small.classes["102"].pk, Group.GUARDIAN) == LAST


def test_a_colleague_with_more_time_finds_it_under_today(small, users, office, survey):
    teacher = users[Role.HOMEROOM_TEACHER]
    extend_account(survey, teacher, until=LAST + DAY, by=office, at=NOW)

    assert {right.group for right in rights_of(teacher, small.school, LAST + DAY)} == {"self", "peer"}
    assert rights_of(teacher, small.school, LAST + 2 * DAY) == []


@pytest.mark.parametrize(
    ("until", "at", "reason"),
    [
        (LAST, NOW, "最多可以延到"),
        (LAST + 15 * DAY, NOW, "最多可以延到"),
        (LAST + DAY, NOW + 8 * DAY, "最多可以延到"),  # a day that has passed helps nobody
    ],
)
def test_the_later_day_is_bounded(small, office, survey, until, at, reason):
    with pytest.raises(SurveyRefused, match=reason):
        more_time(survey, small, office, until, at=at)
    assert not Extension.objects.exists()


def test_who_is_not_asked_gets_no_time(small, users, office, survey):
    with pytest.raises(SurveyRefused, match="没有请他们作答"):
        extend_account(survey, users[Role.BOOKKEEPER], until=LAST + DAY, by=office, at=NOW)
    with pytest.raises(SurveyRefused, match="登录后作答"):
        more_time(survey, small, office, LAST + DAY, group=Group.PEER)


def test_a_day_that_was_granted_is_not_taken_away_again(small, office, survey):
    more_time(survey, small, office, LAST + 5 * DAY)
    more_time(survey, small, office, LAST + 2 * DAY)

    assert last_day_of(survey, small.classes["101"].pk, Group.GUARDIAN) == LAST + 5 * DAY


def test_it_is_written_down_and_given_alike_to_those_who_have_answered(small, users, office, survey):
    """Nothing that the office does or sees here differs by who has answered."""
    answered = slip(survey, small)
    answer(answered, GOOD, day=TODAY)
    given = more_time(survey, small, office, LAST + DAY)

    assert (given.group, given.school_class.code, given.until, given.reason, given.by) == (
        *("guardian", "101", LAST + DAY),
        *("流感停课", office),
    )
    slips_of_101 = survey.rights.filter(school_class=small.classes["101"], group="guardian")
    assert set(slips_of_101.values_list("until", flat=True)) == {LAST + DAY}

    teacher = users[Role.HOMEROOM_TEACHER]
    survey.rights.filter(user=teacher).update(used=True)
    extend_account(survey, teacher, until=LAST + DAY, by=office, at=NOW)
    assert set(survey.rights.filter(user=teacher).values_list("until", flat=True)) == {LAST + DAY}


def test_closing_waits_for_those_who_have_more_time_unless_they_have_answered(small, office, survey):
    more_time(survey, small, office, LAST + 3 * DAY)
    with pytest.raises(SurveyRefused, match=(LAST + 3 * DAY).isoformat()):
        close(survey, by=office, at=AFTER)

    survey.rights.filter(school_class=small.classes["101"], group="guardian").update(used=True)
    close(survey, by=office, at=AFTER)

    survey.refresh_from_db()
    with pytest.raises(SurveyRefused, match="不能再延期"):
        more_time(survey, small, office, LAST + 4 * DAY)
