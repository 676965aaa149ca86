"""In which schools there is something to tell; the others are not looked at."""

from datetime import timedelta

import pytest

from banheng.accounts.roles import Role
from banheng.ledger.models import Reply
from banheng.ledger.replying import reply
from banheng.notices.gathering import gather
from banheng.notices.sources.news import LONGEST_TRANSACTION
from banheng.notices.spreading import spread_news
from banheng.notices.stirring import schools_that_stir
from tests.factories import NOW, adopt, make_one_of_each, make_school, put_one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]
SOON = NOW + timedelta(minutes=1)


@pytest.fixture
def quiet(small):
    """Two schools whose day is told, and where nothing is open."""
    other = make_school("other", "另一所小学")
    adopt(other.school)
    spread_news(NOW)
    return small.school, other.school


def stirring(at=SOON):
    return [school.code for school in schools_that_stir(at)]


def test_where_nothing_happened_nobody_looks(quiet):
    assert stirring() == []


def test_a_record_stirs_its_own_school_until_it_is_told(quiet):
    school, _ = quiet
    put_one(school)

    assert stirring() == [school.code]
    gather(school, SOON)
    assert stirring() == []


def test_an_answer_stirs_until_no_transaction_can_bring_an_earlier_one(quiet, small, users):
    school, _ = quiet
    seen = put_one(school, by=users[Role.DUTY_INSPECTOR])
    reply(seen, Reply.Kind.HANDLED, "补扫了", by=users[Role.HOMEROOM_TEACHER], at=SOON)
    gather(school, SOON)

    assert stirring() == [school.code]
    gather(school, SOON + LONGEST_TRANSACTION)
    assert stirring(SOON + LONGEST_TRANSACTION) == []


def test_every_school_stirs_once_a_morning(quiet):
    tomorrow = NOW.replace(hour=0) + timedelta(days=1)  # 08:00 in China
    before_seven = tomorrow - timedelta(hours=2)

    assert stirring(before_seven) == []
    assert stirring(tomorrow) == [school.code for school in quiet]
    spread_news(tomorrow)
    assert stirring(tomorrow) == []


def test_a_school_that_was_never_looked_at_stirs_by_what_it_has(quiet):
    late = make_school("late", "新来的小学")
    adopt(late.school)
    make_one_of_each(late)
    put_one(late.school)

    assert stirring(NOW.replace(hour=20)) == ["late"]  # 04:00 of the next day in China


def test_however_many_schools_there_are_they_are_asked_at_once(quiet, django_assert_num_queries):
    with django_assert_num_queries(1):
        stirring()
