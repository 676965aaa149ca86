"""What is due goes out; what fails is tried again, later and later, and then given up."""

from datetime import timedelta

import pytest
from django.db import connection

from banheng.accounts.roles import Role
from banheng.notices import delivering, mailing
from banheng.notices.delivering import CLAIM, PAUSES, deliver_due
from banheng.notices.errors import Fault
from banheng.notices.kind import Mail
from banheng.notices.kinds import RECORD, VOID
from banheng.notices.models import Delivery, Notice
from banheng.notices.reading import read, read_all, unread
from banheng.notices.robots import test_robot as send_test
from banheng.notices.robots import try_again
from banheng.notices.sources.news import News
from banheng.notices.telling import put_together
from tests.factories import NOW, adopt, make_school, make_user
from tests.notices.conftest import choose, make_robot

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def teacher(small, users):
    user = users[Role.HOMEROOM_TEACHER]
    choose(user, RECORD, Mail.AT_ONCE)
    return user


def give(school, user, about="1", kind=RECORD, at=NOW):
    news = News(kind, about, "/s/yucai/records/", [user], {"class": "一年级1班"}, "地面不洁")
    put_together([news], "record", school, at).save()
    return Notice.objects.get(recipient=user, about=about)


def test_a_mail_says_what_and_where_and_nothing_of_the_matter(small, teacher, mails, settings):
    settings.SITE_ADDRESS = "https://banheng.example"
    give(small.school, teacher)

    deliver_due(NOW)

    (mail,) = mails
    assert mail.to == ["yucai-homeroom@mail.example"]
    assert mail.subject == "[育才小学] 一年级1班有新的检查记录"
    assert "https://banheng.example/s/yucai/records/" in mail.body
    assert "地面不洁" not in mail.body
    assert Delivery.objects.get().state == Delivery.State.SENT


def test_it_is_sent_outside_of_any_transaction(small, teacher, mails, monkeypatch):
    """But for the one that pytest-django opens around the test."""
    inside = []
    monkeypatch.setattr(delivering, "mail", lambda _notices: inside.append(list(connection.savepoint_ids)))
    give(small.school, teacher)

    deliver_due(NOW)

    assert inside == [connection.savepoint_ids]


def test_what_is_sent_is_not_sent_again(small, teacher, mails):
    give(small.school, teacher)

    deliver_due(NOW)
    deliver_due(NOW + timedelta(days=1))

    assert len(mails) == 1


def test_the_mails_of_a_day_go_as_one_for_each_person_and_school(small, users, teacher, mails):
    other = make_school("other", "另一所小学").school
    adopt(other)
    second = users[Role.DUTY_INSPECTOR]
    for user in (teacher, second):
        choose(user, VOID, Mail.DAILY)
    give(small.school, teacher, "1", VOID)
    give(small.school, teacher, "2", VOID)
    give(other, teacher, "3", VOID)
    give(small.school, second, "4", VOID)

    deliver_due(NOW)
    assert mails == []
    deliver_due(NOW + timedelta(hours=1))  # past five in the afternoon

    assert sorted((mail.to[0], mail.subject) for mail in mails) == [
        ("yucai-duty_inspector@mail.example", "[育才小学] 一年级1班的一条检查记录已作废"),
        ("yucai-homeroom@mail.example", "[另一所小学] 一年级1班的一条检查记录已作废"),
        ("yucai-homeroom@mail.example", "[育才小学] 2 条新消息"),
    ]


def test_what_was_read_needs_no_mail(small, teacher, mails):
    choose(teacher, VOID, Mail.DAILY)
    first, _second = give(small.school, teacher, "1", VOID), give(small.school, teacher, "2", VOID)
    assert unread(teacher, small.school) == 2

    read(first, at=NOW)
    assert unread(teacher, small.school) == 1
    read_all(teacher, small.school, at=NOW)

    deliver_due(NOW + timedelta(hours=1))
    assert unread(teacher, small.school) == 0
    assert mails == []


def test_reading_again_keeps_when_it_was_read(small, teacher):
    notice = give(small.school, teacher)
    read(notice, at=NOW)

    read(notice, at=NOW + MINUTE)

    notice.refresh_from_db()
    assert notice.read_at == NOW


def test_a_failing_channel_is_tried_with_growing_pauses_and_then_given_up(small, receiver):
    receiver.status = 500
    delivery = send_test(make_robot(small.school), at=NOW)
    at, waited = NOW, []

    for _ in range(20):
        deliver_due(at)
        delivery.refresh_from_db()
        if delivery.state != Delivery.State.WAITING:
            break
        waited.append(delivery.next_at - at)
        at = delivery.next_at

    assert tuple(waited) == PAUSES
    assert sorted(waited) == waited
    assert len(receiver.taken) == len(PAUSES) + 1
    assert (delivery.state, delivery.fault, delivery.detail) == ("failed", "refused", "HTTP 500")


def test_what_was_given_up_is_tried_again_when_somebody_asks(small, receiver):
    delivery = send_test(make_robot(small.school), at=NOW)
    Delivery.objects.update(state=Delivery.State.FAILED, attempts=6, fault=Fault.TIMEOUT)

    assert try_again(small.school, at=NOW) == 1
    deliver_due(NOW)

    delivery.refresh_from_db()
    assert (delivery.state, delivery.fault, delivery.attempts) == ("sent", "", 1)


def test_what_another_school_gave_up_stays(small, receiver):
    send_test(make_robot(make_school("other", "另一所小学").school), at=NOW)
    Delivery.objects.update(state=Delivery.State.FAILED)

    assert try_again(small.school, at=NOW) == 0


class Killed(BaseException):
    """The process ends here."""


def test_killed_after_sending_it_is_sent_twice_and_never_lost(small, receiver, monkeypatch):
    delivery = send_test(make_robot(small.school), at=NOW)
    with monkeypatch.context() as context:
        context.setattr(delivering, "_set_sent", _killed)
        with pytest.raises(Killed):
            deliver_due(NOW)
    assert len(receiver.taken) == 1

    deliver_due(NOW + CLAIM - MINUTE)
    assert len(receiver.taken) == 1  # it might still be on its way
    deliver_due(NOW + CLAIM)

    delivery.refresh_from_db()
    assert len(receiver.taken) == 2
    assert (delivery.state, delivery.attempts) == ("sent", 2)


def _killed(*_arguments):
    raise Killed


def test_a_mistake_of_the_program_holds_up_nobody_else(small, teacher, receiver, mails, monkeypatch):
    monkeypatch.setattr(mailing, "_body", lambda _notices: 1 / 0)
    give(small.school, teacher)
    send_test(make_robot(small.school), at=NOW + MINUTE)

    deliver_due(NOW + MINUTE)

    assert Delivery.objects.get(robot=None).fault == Fault.BROKEN
    assert len(receiver.taken) == 1


def test_who_lost_address_or_account_is_named_as_the_fault(small, teacher, mails):
    give(small.school, teacher)
    teacher.email = ""
    teacher.save()

    deliver_due(NOW)

    assert Delivery.objects.get().fault == Fault.NO_ADDRESS


def test_a_real_mail_server_takes_the_mail(small, teacher, mail_receiver):
    give(small.school, teacher)

    deliver_due(NOW)

    ((to, content),) = mail_receiver.taken
    assert to == "yucai-homeroom@mail.example"
    assert "From: banheng@yucai.example" in content
    assert "Message-ID: <notice-" in content


def test_a_mail_server_that_refuses_is_a_fault_with_its_code(small, teacher, mail_receiver):
    mail_receiver.refuses = True
    give(small.school, teacher)

    deliver_due(NOW)

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.fault, delivery.detail) == ("waiting", "refused", "SMTP 550")


def test_a_mail_server_that_does_not_listen_is_a_fault(small, teacher, mail_receiver):
    mail_receiver.shutdown()
    mail_receiver.server_close()
    give(small.school, teacher)

    deliver_due(NOW)

    assert Delivery.objects.get().fault == Fault.UNREACHABLE


def test_accounts_of_no_school_do_not_disturb(small):
    make_user("nobody")
    deliver_due(NOW)
