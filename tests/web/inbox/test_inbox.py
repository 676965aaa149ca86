"""The inbox of a person, and how they want to be told."""

from datetime import time

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.notices.gathering import gather
from banheng.notices.kind import Mail
from banheng.notices.kinds import RECORD
from banheng.notices.models import Notice, Preference
from banheng.notices.preferring import mail_choice, preference_of
from tests.factories import NOW, adopt, make_one_of_each, make_school, put_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    small = make_school()
    adopt(small.school)
    return small


@pytest.fixture
def users(small):
    return make_one_of_each(small)


@pytest.fixture
def teacher(client, users):
    client.force_login(users[Role.HOMEROOM_TEACHER])
    return users[Role.HOMEROOM_TEACHER]


@pytest.fixture
def notice(small, teacher):
    put_one(small.school)
    gather(small.school, NOW)
    return Notice.objects.get()


def text_of(client, name="inbox"):
    return client.get(reverse(name, args=["yucai"])).content.decode()


def test_a_new_notice_stands_in_the_inbox_and_is_counted_on_every_page(client, notice):
    assert "一年级1班有新的检查记录" in text_of(client)
    assert '<span class="badge">1</span>' in text_of(client, "today")


def test_opening_a_notice_reads_it_and_leads_to_the_matter(client, notice):
    answer = client.post(reverse("inbox-open", args=["yucai", notice.pk]))

    assert answer["Location"] == "/s/yucai/records/?school_class=101"
    assert client.get(answer["Location"]).status_code == 200
    assert "badge" not in text_of(client)
    assert "未读" not in text_of(client)


def test_everything_is_read_at_once(client, notice):
    client.post(reverse("inbox-read", args=["yucai"]))

    notice.refresh_from_db()
    assert notice.read_at is not None


def test_the_notice_of_somebody_else_does_not_exist(client, notice, users):
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])

    assert client.post(reverse("inbox-open", args=["yucai", notice.pk])).status_code == 404
    assert "一年级1班" not in text_of(client)


def test_a_notice_is_read_in_the_language_of_the_reader(client, notice):
    client.cookies["django_language"] = "en"

    assert "一年级1班 has new inspection records" in text_of(client)


def test_an_empty_inbox_says_what_will_stand_there(client, teacher):
    assert "还没有消息" in text_of(client)


def choose(client, **said):
    page = client.get(reverse("inbox-settings", args=["yucai"]))
    offered = {
        name: field.initial for name, field in page.context["form"].fields.items() if name.startswith("mail_")
    }
    empty = {"email": "", "quiet_from": "", "quiet_until": "", "daily_at": ""}
    return client.post(reverse("inbox-settings", args=["yucai"]), empty | offered | said)


def test_address_kinds_and_hours_are_kept(client, teacher):
    choose(
        client,
        email="wang@yucai.example",
        mail_record="at_once",
        quiet_from="20:00",
        quiet_until="06:30",
        daily_at="18:15",
    )

    teacher.refresh_from_db()
    kept = preference_of(teacher)
    assert teacher.email == "wang@yucai.example"
    assert mail_choice(kept, RECORD) is Mail.AT_ONCE
    assert (kept.quiet_from, kept.quiet_until, kept.daily_at) == (time(20), time(6, 30), time(18, 15))


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"quiet_from": "20:00"}, "都填，或都不填"),
        ({"email": "wang"}, "Email"),
        ({"mail_record": "sometimes"}, "sometimes"),
        ({"daily_at": "tea"}, "有效的时间"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(client, teacher, said, complaint):
    assert complaint in choose(client, **said).content.decode()
    assert not Preference.objects.exists()


def test_only_what_somebody_may_get_is_offered(client, users):
    offered = {}
    for role in (Role.BOOKKEEPER, Role.HOMEROOM_TEACHER, Role.MORAL_EDUCATION_OFFICE):
        client.force_login(users[role])
        form = client.get(reverse("inbox-settings", args=["yucai"])).context["form"]
        offered[role] = {kind.code for kind in form.kinds}

    assert {"step_waits", "step_overdue"} <= offered[Role.BOOKKEEPER]
    assert not {"record", "handled", "appeal", "survey_over"} & offered[Role.BOOKKEEPER]
    assert {"record", "published", "ruled"} <= offered[Role.HOMEROOM_TEACHER]
    assert "appeal" not in offered[Role.HOMEROOM_TEACHER]
    assert {"handled", "appeal"} <= offered[Role.MORAL_EDUCATION_OFFICE]


def test_without_a_mail_server_the_page_says_so(client, teacher, settings):
    settings.EMAIL_HOST = ""
    assert "还没有设置邮件服务器" in text_of(client, "inbox-settings")

    settings.EMAIL_HOST = "mail.example"
    assert "还没有设置邮件服务器" not in text_of(client, "inbox-settings")
