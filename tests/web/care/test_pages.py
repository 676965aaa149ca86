"""The pages of care: three kinds of notes, an answer, and nothing for those whom it does not concern."""

import pytest
from django.urls import reverse

from banheng.accounts.roles import Role
from banheng.development.care.confiding import name_counsellor
from banheng.development.care.models import CareNote
from banheng.development.care.pressure import QUESTIONS
from tests.factories import TODAY, make_one_of_each, make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(time_machine_today):
    return make_school()


def test_a_request_is_answered_and_the_office_and_the_principal_see_none_of_it(client, small):
    users = make_one_of_each(small)
    named = name_counsellor(small.school, small.teachers["102"], about="工会帮扶", day=TODAY)
    client.force_login(users[Role.HOMEROOM_TEACHER])
    said = {"about": "life", "text": "老人住院", "counsellor": named.pk}
    client.post(reverse("care-new", args=["yucai", "request"]), said)
    note = CareNote.objects.get()

    client.force_login(make_user("counsellor", staff=small.teachers["102"]))
    page = client.get(reverse("care-one", args=["yucai", note.pk])).content.decode()
    assert "老人住院" in page
    assert "生活困难" in page
    client.post(reverse("care-one", args=["yucai", note.pk]), {"text": "已安排代课"})

    client.force_login(users[Role.HOMEROOM_TEACHER])
    page = client.get(reverse("care-one", args=["yucai", note.pk]))
    assert "已安排代课" in page.content.decode()
    assert "谁看过" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    for role in (Role.PRINCIPAL, Role.MORAL_EDUCATION_OFFICE):
        client.force_login(users[role])
        assert client.get(reverse("care-one", args=["yucai", note.pk])).status_code == 403
        assert "诉求和困难 <span" not in client.get(reverse("care", args=["yucai"])).content.decode()


def test_the_check_of_pressure_answers_in_words_to_oneself(client, small):
    users = make_one_of_each(small)
    client.force_login(users[Role.HOMEROOM_TEACHER])

    page = client.post(
        reverse("care-new", args=["yucai", "pressure"]), dict.fromkeys(QUESTIONS, "2"), follow=True
    ).content.decode()

    assert "压力较大" in page
    assert "只有本人可以看" in page
    assert "一半以上日子" in page


def test_with_a_lost_key_the_page_says_so(client, small, settings):
    users = make_one_of_each(small)
    client.force_login(users[Role.HOMEROOM_TEACHER])
    client.post(reverse("care-new", args=["yucai", "pressure"]), dict.fromkeys(QUESTIONS, "0"))
    settings.NOTES_KEY = "x" * 43 + "="

    page = client.get(reverse("care-one", args=["yucai", CareNote.objects.get().pk]), follow=True)

    assert "密钥不对" in page.content.decode()
