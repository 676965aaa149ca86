from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from banheng.accounts.models import AccountEvent
from banheng.accounts.passes import code_of, make_pass, make_pupil_inspector, revoke_pass
from tests.factories import NOW, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]


@pytest.fixture
def made():
    pupil = make_pupil_inspector(make_school().school, "李小明", at=NOW, by=None)
    return make_pass(pupil, date(2026, 10, 19), date(2026, 10, 23), NOW)


@pytest.fixture
def address(made):
    return f"/pass/{code_of(made)}/"


def is_in(client):
    return "_auth_user_id" in client.session


def test_a_look_at_the_pass_signs_nobody_in_and_one_tap_does(client, address):
    page = client.get(address)
    assert "李小明" in page.content.decode()
    assert not is_in(client)

    assert client.post(address)["Location"] == "/"

    assert is_in(client)
    assert AccountEvent.objects.latest("pk").kind == "pass_used"


def test_the_tap_needs_its_token(address):
    assert Client(enforce_csrf_checks=True).post(address).status_code == 403


def test_a_pupil_gets_to_nothing_but_the_inspection(client, address):
    client.post(address)

    for path in ("/s/yucai/", "/s/yucai/people/", "/s/yucai/passes/"):
        assert client.get(path).status_code == 403, path


def test_the_session_ends_in_the_evening(client, address):
    client.post(address)

    with time_machine.travel(NOW + timedelta(hours=5, minutes=50)):  # 22:20
        assert client.get("/account/").status_code == 200
    with time_machine.travel(NOW + timedelta(hours=6, minutes=1)):
        assert client.get("/account/").status_code == 302


def test_used_on_a_second_phone_it_says_so_and_the_first_is_signed_out(client, address):
    client.post(address)
    second = Client()

    assert "已经登录过" in second.get(address).content.decode()
    second.post(address)

    assert second.get("/account/").status_code == 200
    assert client.get("/account/").status_code == 302


def test_taken_back_it_ends_the_session_and_says_so(client, made, address):
    client.post(address)
    revoke_pass(made, NOW)

    assert client.get("/account/").status_code == 302
    refused = client.get(address)
    assert refused.status_code == 410
    assert "收回" in refused.content.decode()


def test_on_the_device_of_a_teacher_it_says_who_will_be_signed_out(client, address):
    client.force_login(make_user("t1", name="张老师"))

    assert "张老师将在这台设备上退出" in client.get(address).content.decode()
    client.post(address)
    assert "李小明" in client.get("/account/").content.decode()


def test_a_forged_code_is_answered_with_a_sentence(client, made):
    assert client.get("/pass/1-1:forged/").status_code == 410
