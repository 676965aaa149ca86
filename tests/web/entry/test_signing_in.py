from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

from banheng.accounts.granting import end_role
from banheng.accounts.models import AccountEvent
from banheng.accounts.resetting import deactivate, reset_password
from banheng.accounts.roles import Role
from tests.factories import NOW, TODAY, grant, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]

PASSWORD = "quiet river 1998"
TODAY_PAGE = "/s/yucai/"


@pytest.fixture
def school():
    return make_school().school


@pytest.fixture
def teacher(school):
    user = make_user("teacher", password=PASSWORD)
    grant(user, Role.DUTY_INSPECTOR, school)
    return user


def sign_in(client, username="teacher", password=PASSWORD, **said):
    return client.post("/account/login/", {"login": username, "password": password, **said})


def test_the_right_password_opens_the_school(client, teacher):
    assert sign_in(client)["Location"] == "/"
    assert client.get("/")["Location"] == TODAY_PAGE


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(client, teacher):
    wrong = sign_in(client, password="wrong").content.decode()
    unknown = sign_in(client, username="nobody", password="wrong").content.decode()

    assert "用户名或密码不对" in wrong
    assert _without_tokens(wrong.replace("teacher", "nobody")) == _without_tokens(unknown)


def _without_tokens(page):
    return [line for line in page.splitlines() if "csrf" not in line.lower()]


def test_guessing_is_slowed_even_for_the_right_password_and_who_works_goes_on(client, teacher):
    inspector = Client()
    sign_in(inspector)
    for number in range(5):
        sign_in(client, password=f"wrong {number}")

    page = sign_in(client).content.decode()

    assert "请在5分钟后再试" in page
    assert inspector.get(TODAY_PAGE).status_code == 200


def test_after_the_waiting_time_the_right_password_works(client, teacher):
    for number in range(5):
        sign_in(client, password=f"wrong {number}")

    with time_machine.travel(NOW + timedelta(minutes=6)):
        assert sign_in(client).status_code == 302


def test_right_passwords_are_not_limited_for_a_school_behind_one_address(client, teacher):
    for _ in range(70):
        assert sign_in(Client()).status_code == 302


def test_a_failure_is_logged_without_what_was_typed(client, teacher):
    with capture_logs() as lines:
        sign_in(client, password="my other password")
        sign_in(client, username="my password in the wrong field")

    failures = [line for line in lines if line["event"] == "sign_in_failed"]
    assert [line["account"] for line in failures] == [teacher.pk, "unknown"]
    assert "my" not in repr(failures)


def test_a_session_fixed_by_somebody_else_is_worth_nothing_after_sign_in(client, teacher):
    client.get("/account/login/")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted

    sign_in(client)

    assert client.cookies["sessionid"].value != planted
    attacker = Client()
    attacker.cookies["sessionid"] = planted
    assert attacker.get("/account/").status_code == 302


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_sign_in_leads_nowhere_else(client, teacher, address):
    assert sign_in(client, next=address)["Location"] == "/"


def test_sign_in_leads_back_to_the_page_that_was_asked_for(client, teacher):
    assert sign_in(client, next=TODAY_PAGE)["Location"] == TODAY_PAGE


def test_the_session_of_a_shut_account_ends_at_once(client, teacher):
    sign_in(client)
    deactivate(teacher, at=NOW, by=None)

    assert client.get(TODAY_PAGE)["Location"].startswith("/account/login/")
    assert sign_in(client)["Location"] == "/account/inactive/"
    assert "停用" in client.get("/account/inactive/").content.decode()


def test_a_role_ended_today_is_lost_at_the_next_page(client, teacher):
    sign_in(client)
    end_role(teacher.role_grants.get(), last=TODAY, at=NOW, by=None)

    assert client.get(TODAY_PAGE).status_code == 404


def test_a_first_password_is_changed_before_anything_else(client, teacher):
    slip = reset_password(teacher, at=NOW, by=None)
    sign_in(client, password=slip.password)
    assert client.get(TODAY_PAGE)["Location"] == "/account/password/"
    refused = client.post(TODAY_PAGE, "{}", content_type="application/json")
    assert (refused.status_code, refused.json()["error"]) == (403, "first_things")

    changed = {"oldpassword": slip.password, "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/account/password/", changed).status_code == 302

    assert client.get(TODAY_PAGE).status_code == 200
    assert AccountEvent.objects.latest("pk").kind == "password_changed"


def test_a_reset_password_ends_the_sessions_of_the_old_one(client, teacher):
    sign_in(client)
    reset_password(teacher, at=NOW, by=None)

    assert client.get(TODAY_PAGE).status_code == 302


def test_signing_out_everywhere_keeps_only_this_device(client, teacher):
    other = Client()
    sign_in(other)
    sign_in(client)

    client.post(reverse("account-sign-out-everywhere"))

    assert client.get(TODAY_PAGE).status_code == 200
    assert other.get(TODAY_PAGE).status_code == 302


def test_a_session_ends_after_twelve_hours_without_use(client, teacher):
    sign_in(client)
    client.get(TODAY_PAGE)

    with time_machine.travel(NOW + timedelta(hours=12, minutes=1)):
        assert client.get(TODAY_PAGE).status_code == 302


def test_a_session_in_use_goes_on_until_the_night_after_a_week(client, teacher):
    sign_in(client)
    # 16:30 on Wednesday; the limit is 03:00 of the Wednesday after.
    for hours in range(0, 154, 11):
        with time_machine.travel(NOW + timedelta(hours=hours)):
            assert client.get(TODAY_PAGE).status_code == 200, hours

    with time_machine.travel(NOW + timedelta(hours=155)):
        assert client.get(TODAY_PAGE).status_code == 302


@pytest.mark.parametrize(
    "path",
    ["signup/", "email/", "password/reset/", "password/set/", "2fa/webauthn/signup/", "3rdparty/signup/"],
)
def test_pages_of_allauth_that_are_not_used_do_not_exist(client, path):
    assert client.get(f"/account/{path}").status_code == 404


@pytest.mark.parametrize("path", ["login/", "logout/"])
def test_nothing_of_the_account_is_changed_without_a_token(teacher, path):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(teacher)

    answer = strict.post(f"/account/{path}", {"login": "teacher", "password": PASSWORD})

    assert answer.status_code == 403
    assert "页面已经过期" in answer.content.decode()


def test_the_language_is_kept_and_leads_nowhere_else(client, school):
    answer = client.post("/language/", {"language": "en", "next": "https://evil.example/"})

    assert answer["Location"] == "/"
    assert '<html lang="en"' in client.get("/account/login/").content.decode()
