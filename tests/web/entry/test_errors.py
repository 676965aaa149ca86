import json

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from banheng.accounts.roles import Role
from banheng.web.entry import errors
from tests.factories import grant, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]


@pytest.fixture
def school():
    return make_school().school


def test_a_refusal_names_the_permission_who_has_it_and_whom_to_ask(client, school):
    inspector = make_user("inspector")
    grant(inspector, Role.DUTY_INSPECTOR, school)
    grant(make_user("admin", name="王主任"), Role.SYSTEM_ADMINISTRATOR, school)
    client.force_login(inspector)

    answer = client.get("/s/yucai/people/")
    page = answer.content.decode()

    assert answer.status_code == 403
    assert "“管理账号”的权限" in page
    assert "系统管理员" in page
    assert "王主任" in page


def test_an_address_that_does_not_exist_leads_home(client):
    answer = client.get("/nothing/")

    assert answer.status_code == 404
    assert "找不到这个页面" in answer.content.decode()


def test_a_script_is_answered_in_its_own_language(client):
    answer = client.get("/nothing/", headers={"accept": "application/json"})

    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


def test_what_is_too_large_is_refused_as_such(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    answer = client.post("/account/login/", {"login": "x" * 2000})

    assert answer.status_code == 413
    assert "太大" in answer.content.decode()


def test_what_cannot_be_understood_is_refused(client):
    answer = client.get("/account/login/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert "Traceback" not in answer.content.decode()


def test_a_fault_of_ours_shows_a_sentence_and_no_trace():
    answer = errors.server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert "系统出错了" in answer.content.decode()


def test_a_fault_is_answered_when_even_the_page_cannot_be_made(settings):
    settings.TEMPLATES = []

    answer = errors.server_error(RequestFactory().get("/"))

    assert (answer.status_code, answer["Content-Type"]) == (500, "text/plain; charset=utf-8")


def test_a_script_gets_a_fault_as_data():
    answer = errors.server_error(RequestFactory().get("/", headers={"accept": "application/json"}))

    assert json.loads(answer.content)["error"] == "server_error"


def test_who_is_too_quick_stays_signed_in(client):
    client.force_login(make_user("user", password="quiet river 1998"))
    for _ in range(11):
        answer = client.post("/account/reauthenticate/", {"password": "wrong"})

    assert answer.status_code in {200, 429}
    assert client.get("/account/").status_code == 200


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_error_page_says_its_language(language):
    client = Client(headers={"accept-language": language})
    with translation.override(language):
        page = client.get("/nothing/").content.decode()

    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("sent", [{"login": "wang\x00", "password": "x"}, {"further": "\x00"}])
def test_a_character_that_no_text_can_hold_is_refused_with_what_to_do(client, sent):
    answer = client.post("/account/login/", sent)

    assert answer.status_code == 400
    assert "看不见的空字符" in answer.content.decode()


def test_such_a_character_in_the_address_is_refused_too(client, school):
    client.force_login(make_user("somebody"))

    answer = client.get("/s/yucai/", {"period": "2026-09\x00"})

    assert answer.status_code == 400
