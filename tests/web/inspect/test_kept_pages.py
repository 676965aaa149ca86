"""What a phone keeps for a day without network besides the inspection screen: today, and forms that are not restricted."""

import re

import pytest

from tests.factories import make_school, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def teacher(client, time_machine_today):
    small = make_school()
    user = make_user("teacher", staff=small.teachers["101"])
    client.force_login(user)
    return user


def worker(client):
    return client.get("/service-worker.js").content.decode()


def test_the_worker_keeps_every_file_of_today_and_of_the_forms(client, teacher):
    kept = set(re.findall(r'"(/static/[^"]+)"', worker(client)))

    for address in ("/s/yucai/", "/s/yucai/work/new/attendance/"):
        page = client.get(address).content.decode()
        assert set(re.findall(r'(?:src|href)="(/static/[^"]+\.(?:js|css))"', page)) <= kept, address


def test_the_worker_keeps_no_restricted_form(client, teacher):
    (forms,) = re.findall(r"const FORMS = \[(.*)\]", worker(client))

    assert '"attendance"' in forms
    assert "pupil_talk" not in forms


def test_a_phone_can_ask_whose_session_it_has(client, teacher):
    answer = client.get("/signed-in/")
    assert answer.json()["account"] == teacher.pk
    assert answer["Cache-Control"] == "no-store"

    client.logout()
    assert client.get("/signed-in/").json()["account"] is None
