"""Who guesses, or holds somebody's old session, gets nowhere."""

import json
import logging
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.test import Client

from banheng.accounts.models import User
from banheng.accounts.passes import code_of, make_pass, make_pupil_inspector
from banheng.accounts.resetting import deactivate
from banheng.accounts.roles import Role
from tests.factories import NOW, TODAY, grant, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]

PASSWORD = "quiet river 1998"


@pytest.fixture
def teacher():
    cache.clear()  # changes of passwords are limited too
    user = make_user("teacher", password=PASSWORD)
    grant(user, Role.DUTY_INSPECTOR, make_school().school)
    return user


def sign_in(client, username="teacher", password=PASSWORD):
    return client.post("/account/login/", {"login": username, "password": password})


@pytest.mark.parametrize("username", ["teacher", "nobody", "shut"])
def test_the_same_work_is_done_for_a_known_an_unknown_and_a_shut_account(teacher, username):
    deactivate(make_user("shut", password=PASSWORD), at=NOW, by=None)
    with patch.object(
        MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode
    ) as hashed:
        sign_in(Client(), username, "wrong")

    assert hashed.call_count == 1


def test_a_distributed_guess_at_one_account_is_slowed(teacher):
    for number in range(50):
        Client(REMOTE_ADDR=f"198.51.100.{number}").post(
            "/account/login/", {"login": "teacher", "password": "wrong"}
        )

    assert "分钟后再试" in sign_in(Client(REMOTE_ADDR="203.0.113.9")).content.decode()


def test_one_password_tried_on_many_accounts_is_slowed():
    for number in range(60):
        sign_in(Client(), f"teacher{number}", "wrong")

    assert "分钟后再试" in sign_in(Client(), "teacher99", "wrong").content.decode()


def test_a_pass_cannot_be_guessed_from_another(client):
    school = make_school().school
    codes = [
        code_of(make_pass(make_pupil_inspector(school, f"学生{number}", at=NOW, by=None), TODAY, TODAY, NOW))
        for number in range(2)
    ]
    (name, _), (_, signature) = (code.rsplit(":", 1) for code in codes)
    assert len(signature) >= 43  # 256 bits

    for forged in (
        f"{name}:{signature}",
        name,
        f"{name}:",
        codes[0][:-1],
        codes[0].replace("-", "--"),
        "9" * 40,
    ):
        assert client.post(f"/pass/{forged}/").status_code == 410, forged
    assert client.post(f"/pass/{codes[0]}/").status_code == 302


@pytest.mark.parametrize("end", ["password", "deactivated", "signed out"])
def test_an_old_session_is_worth_nothing_once_it_is_ended(teacher, end):
    thief, owner = Client(), Client()
    sign_in(thief)
    sign_in(owner)
    stolen = thief.cookies["sessionid"].value
    if end == "password":
        changed = {"oldpassword": PASSWORD, "password1": "a new lake 2026", "password2": "a new lake 2026"}
        assert owner.post("/account/password/", changed).status_code == 302
    elif end == "deactivated":
        deactivate(teacher, at=NOW, by=None)
    else:
        thief.post("/account/logout/")
        thief.cookies["sessionid"] = stolen

    assert thief.get("/account/").status_code == 302


def test_the_key_of_a_session_changes_at_signing_in_and_with_the_password(client, teacher):
    client.get("/account/login/")
    client.session.save()
    seen = [client.session.session_key]
    sign_in(client)
    seen.append(client.session.session_key)
    changed = {"oldpassword": PASSWORD, "password1": "a new lake 2026", "password2": "a new lake 2026"}
    client.post("/account/password/", changed)
    seen.append(client.session.session_key)

    assert len(set(seen)) == 3


@pytest.mark.parametrize(
    "extra", ["is_superuser", "is_staff", "role", "school", "staff", "must_change_password", "user"]
)
def test_a_form_of_an_account_takes_no_more_than_it_asks_for(client, teacher, extra):
    sign_in(client)
    before = User.objects.filter(pk=teacher.pk).values().get()
    changed = {"oldpassword": PASSWORD, "password1": "a new lake 2026", "password2": "a new lake 2026"}
    client.post("/account/password/", {**changed, extra: "1"})
    after = User.objects.filter(pk=teacher.pk).values().get()

    assert {name for name in after if after[name] != before[name]} == {"password"}


FORGED = '\r\n{"event": "sign_in", "user_id": 1}\r\n\x1b[2J\x9b2J\u2028'


@pytest.mark.parametrize("place", ["user agent", "address", "path"])
def test_nobody_writes_a_line_of_the_log(client, teacher, place, settings):
    formatter = settings.LOGGING["formatters"]["json"]
    formatter = formatter["()"](**{key: value for key, value in formatter.items() if key != "()"})
    lines = []

    class Keep(logging.Handler):
        def emit(self, record):
            lines.append(formatter.format(record))

    handler = Keep()
    logging.getLogger().addHandler(handler)
    try:
        headers = {"user agent": {"user-agent": FORGED}, "address": {"x-forwarded-for": FORGED}}.get(
            place, {}
        )
        client.get("/account/login/", {"next": FORGED} if place == "path" else {}, headers=headers)
    finally:
        logging.getLogger().removeHandler(handler)

    assert lines
    for line in lines:
        assert len(line.splitlines()) == 1
        assert "\x1b" not in line
        assert json.loads(line)["event"] != "sign_in"
