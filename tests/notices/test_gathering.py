"""What of the ledger is told to whom; gathered twice it is told once."""

from datetime import timedelta

import pytest
from uuid_utils.compat import uuid7

from banheng.accounts.roles import Role
from banheng.ledger.models import Reply
from banheng.ledger.replying import reply
from banheng.ledger.voiding import void
from banheng.notices import gathering
from banheng.notices.gathering import gather
from banheng.notices.kind import Mail
from banheng.notices.kinds import HANDLED, RECORD, REPLY, VOID
from banheng.notices.models import Cursor, Delivery, Notice
from banheng.notices.sources.news import LONGEST_TRANSACTION
from tests.factories import NOW, TODAY, entry, make_school, put, put_one
from tests.notices.conftest import choose

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]


def told(school, at=NOW):
    """Gather, and give who was told what kind of thing."""
    gather(school, at)
    return sorted((notice.recipient.username, notice.kind) for notice in Notice.objects.all())


def test_a_teacher_is_told_once_a_day_that_the_class_has_records(small, users):
    put_one(small.school, note="讲台下")
    put_one(small.school)  # a second one of the day
    put_one(small.school, school_class="102")  # whose teacher has no account

    assert told(small.school) == [("yucai-homeroom", "record")]
    notice = Notice.objects.get()
    assert notice.title == "一年级1班有新的检查记录"
    assert notice.link == "/s/yucai/records/?school_class=101"
    assert notice.text == ""

    put_one(small.school, at=NOW + timedelta(days=1))
    assert told(small.school) == [("yucai-homeroom", "record")] * 2


def test_who_wants_everything_at_once_is_told_of_each_record(small, users):
    choose(users[Role.HOMEROOM_TEACHER], RECORD, Mail.AT_ONCE)
    seen = put_one(small.school, quantity="2")
    put_one(small.school)

    gather(small.school, NOW)

    assert Notice.objects.count() == 2
    notice = Notice.objects.get(about=str(seen.pk))
    assert notice.text == "教室与清洁区卫生 地面不洁 2 处"
    assert notice.link == f"/s/yucai/records/{seen.pk}/"


def test_a_record_of_long_ago_is_no_news(small, users):
    put_one(small.school, day=TODAY - timedelta(days=2), at=NOW - timedelta(days=2))

    assert told(small.school) == []


@pytest.mark.parametrize(
    ("said", "source"), [({"quantity": "0"}, "inspection"), ({}, "import")], ids=["nothing found", "import"]
)
def test_what_is_no_news_is_told_to_nobody(small, users, said, source):
    put(small.school, entry(**said), source=source)

    assert told(small.school) == []


def test_nobody_is_told_what_they_did_themselves(small, users):
    teacher = users[Role.HOMEROOM_TEACHER]
    seen = put_one(small.school, by=teacher)
    reply(seen, Reply.Kind.HANDLED, "好了", by=teacher, at=NOW)

    assert told(small.school) == [("yucai-moral_education_office", "handled")]


def test_a_void_is_told_to_the_class_and_to_who_recorded(small, users):
    seen = put_one(small.school, by=users[Role.DUTY_INSPECTOR])
    office = users[Role.MORAL_EDUCATION_OFFICE]
    void(seen, id=uuid7(), reason="记错班级", by=office, at=NOW, may_void_others=True)
    gather(small.school, NOW)

    voids = Notice.objects.filter(kind=VOID.code)

    assert {notice.recipient for notice in voids} == {
        users[Role.HOMEROOM_TEACHER],
        users[Role.DUTY_INSPECTOR],
    }
    assert "记错班级" in voids[0].text
    assert voids[0].link == f"/s/yucai/records/{seen.pk}/"


def test_an_answer_is_told_to_who_recorded_and_a_handled_matter_to_the_office(small, users):
    seen = put_one(small.school, by=users[Role.DUTY_INSPECTOR])
    teacher = users[Role.HOMEROOM_TEACHER]
    reply(seen, Reply.Kind.COMMENT, "当时在换座位", by=teacher, at=NOW)
    reply(seen, Reply.Kind.HANDLED, "", by=teacher, at=NOW)
    gather(small.school, NOW)

    assert [n.recipient for n in Notice.objects.filter(kind=REPLY.code)] == [users[Role.DUTY_INSPECTOR]] * 2
    handled = Notice.objects.get(kind=HANDLED.code)
    assert handled.recipient == users[Role.MORAL_EDUCATION_OFFICE]


def test_a_shut_account_is_told_nothing(small, users):
    users[Role.HOMEROOM_TEACHER].is_active = False
    users[Role.HOMEROOM_TEACHER].save()
    put_one(small.school)

    assert told(small.school) == []


def test_another_school_is_not_touched(small, users):
    put_one(small.school)

    assert told(make_school("other", "另一所小学").school) == []


def test_gathered_again_nothing_is_told_twice(small, users):
    choose(users[Role.DUTY_INSPECTOR], REPLY, Mail.AT_ONCE)
    seen = put_one(small.school, by=users[Role.DUTY_INSPECTOR])
    reply(seen, Reply.Kind.COMMENT, "好的", by=users[Role.HOMEROOM_TEACHER], at=NOW)
    first = told(small.school)

    assert told(small.school) == first
    Cursor.objects.all().delete()  # as after a backup was put back
    assert told(small.school) == first


def test_a_row_that_appears_late_under_a_lower_number_is_not_lost(small, users):
    """Two transactions on PostgreSQL: the one that took its number first ends last."""
    seen = put_one(small.school, by=users[Role.DUTY_INSPECTOR])
    teacher = users[Role.HOMEROOM_TEACHER]
    common = {"record": seen, "kind": "comment", "by": teacher, "by_name": "教师101"}
    Reply.objects.create(pk=7, text="二", at=NOW, **common)
    gather(small.school, NOW)
    Reply.objects.create(pk=6, text="一", at=NOW, **common)

    gather(small.school, NOW + timedelta(seconds=3))

    assert Notice.objects.filter(kind=REPLY.code).count() == 2


def test_what_has_settled_is_not_looked_at_again(small, users, django_assert_num_queries):
    seen = put_one(small.school, by=users[Role.DUTY_INSPECTOR])
    reply(seen, Reply.Kind.COMMENT, "好的", by=users[Role.HOMEROOM_TEACHER], at=NOW)
    gather(small.school, NOW + LONGEST_TRANSACTION)

    # the cursors, whether there is more in each source, whether an appeal is open, and a case
    with django_assert_num_queries(1 + len(gathering.SOURCES) + 2):
        gather(small.school, NOW + LONGEST_TRANSACTION)


def test_many_rows_are_gathered_in_several_steps(small, users, monkeypatch):
    monkeypatch.setattr(gathering, "MOST_ROWS", 2)
    choose(users[Role.HOMEROOM_TEACHER], RECORD, Mail.AT_ONCE)
    for _ in range(5):
        put_one(small.school)

    gather(small.school, NOW)

    assert Notice.objects.count() == 5


def test_a_morning_of_a_whole_school_is_few_questions_to_the_database(
    small, users, django_assert_max_num_queries
):
    """And all but the last of them outside of the transaction, for which those who record wait."""
    put(small.school, *(entry(school_class=code) for code in ("101", "102", "201", "202") for _ in range(40)))

    with django_assert_max_num_queries(52):  # some for each source, whatever the number of people
        gather(small.school, NOW)

    assert Notice.objects.count() == 1


def test_where_a_step_breaks_off_nothing_of_it_stands(small, users, monkeypatch):
    put_one(small.school)
    with monkeypatch.context() as broken:
        broken.setattr(Cursor, "save", lambda *_arguments, **_named: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            gather(small.school, NOW)
    assert not Notice.objects.exists()

    assert told(small.school) == [("yucai-homeroom", "record")]


def test_mail_is_put_on_its_way_as_the_person_chose(small, users, mails):
    teacher = users[Role.HOMEROOM_TEACHER]
    choose(teacher, RECORD, Mail.DAILY)
    put_one(small.school)
    gather(small.school, NOW)
    assert Delivery.objects.get().daily

    choose(teacher, VOID, Mail.OFF)
    seen = put_one(small.school, by=users[Role.DUTY_INSPECTOR])
    void(seen, id=uuid7(), reason="错", by=users[Role.MORAL_EDUCATION_OFFICE], at=NOW, may_void_others=True)
    gather(small.school, NOW)
    assert Delivery.objects.count() == 1


def test_without_a_mail_server_or_an_address_there_is_only_the_inbox(small, users, settings):
    choose(users[Role.HOMEROOM_TEACHER], RECORD, Mail.AT_ONCE)
    settings.EMAIL_HOST = ""
    put_one(small.school)

    assert told(small.school) == [("yucai-homeroom", "record")]
    assert not Delivery.objects.exists()
