"""What the worker does again and again."""

import pytest

from banheng.accounts.roles import Role
from banheng.notices import spreading
from banheng.notices.gathering import gather
from banheng.notices.kinds import RECORD
from banheng.notices.models import Notice
from banheng.notices.spreading import spread_news
from tests.factories import NOW, adopt, make_one_of_each, make_school, put_one
from tests.notices.conftest import choose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]


def test_what_happened_is_gathered_and_sent_in_one_round(small, users, mails):
    choose(users[Role.HOMEROOM_TEACHER], RECORD)
    put_one(small.school)

    spread_news(NOW)

    assert [mail.to for mail in mails] == [["yucai-homeroom@mail.example"]]


def test_a_school_that_cannot_be_gathered_does_not_hold_up_another(small, users, monkeypatch):
    other = make_school("other", "另一所小学")
    adopt(other.school)
    make_one_of_each(other)
    put_one(other.school)

    def broken(school, at):
        if school == small.school:
            raise RuntimeError
        gather(school, at)

    monkeypatch.setattr(spreading, "gather", broken)
    spread_news(NOW)

    assert [notice.school for notice in Notice.objects.all()] == [other.school]
