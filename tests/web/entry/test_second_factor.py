import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from banheng.accounts.resetting import reset_second_factor
from banheng.accounts.roles import Role
from banheng.accounts.second_factors import ask_of
from tests.factories import NOW, grant, make_school, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]

PASSWORD = "quiet river 1998"


@pytest.fixture
def office():
    school = make_school().school
    user = make_user("office", password=PASSWORD)
    grant(user, Role.MORAL_EDUCATION_OFFICE, school)
    ask_of(school, {Role.MORAL_EDUCATION_OFFICE})
    return user


def sign_in(client):
    return client.post("/account/login/", {"login": "office", "password": PASSWORD})


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def set_up(client):
    """Confirm the password, read the secret from the page, and enter the phone's six digits."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    return secret, client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})


def test_who_lacks_it_is_led_to_set_it_up_and_then_goes_on(client, office):
    sign_in(client)
    assert client.get("/s/yucai/")["Location"] == "/account/2fa/"
    assert "启用验证器" in client.get("/account/2fa/").content.decode()

    _, answer = set_up(client)

    assert answer["Location"] == "/account/2fa/recovery-codes/"
    assert len(client.get("/account/2fa/recovery-codes/").context["unused_codes"]) == 10
    assert client.get("/s/yucai/").status_code == 200


def test_at_the_next_sign_in_the_code_is_asked_for(client, office):
    sign_in(client)
    secret, _ = set_up(client)
    client.post("/account/logout/")

    assert sign_in(client)["Location"] == "/account/2fa/authenticate/"
    assert client.get("/s/yucai/").status_code == 302
    assert "验证码不对" in client.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    client.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert client.get("/s/yucai/").status_code == 200


def test_guessing_codes_is_slowed(client, office):
    sign_in(client)
    secret, _ = set_up(client)
    client.post("/account/logout/")
    sign_in(client)
    for _ in range(5):
        client.post("/account/2fa/authenticate/", {"code": "000000"})

    page = client.post("/account/2fa/authenticate/", {"code": code_of(secret)}).content.decode()

    assert "五分钟后再试" in page


def test_after_a_reset_it_is_set_up_anew(client, office):
    sign_in(client)
    set_up(client)
    reset_second_factor(office, at=NOW, by=None)

    sign_in(client)

    assert client.get("/s/yucai/")["Location"] == "/account/2fa/"


def test_every_page_of_the_second_factor_opens(client, office):
    sign_in(client)
    set_up(client)

    for path in ("", "totp/deactivate/", "recovery-codes/generate/", "passkeys/", "passkeys/add/"):
        assert client.get(f"/account/2fa/{path}").status_code == 200, path
    assert client.get("/account/2fa/reauthenticate/").status_code in {200, 302}


def test_a_passkey_is_bound_to_the_domain_of_the_site(client, office, settings):
    settings.PASSKEY_DOMAIN = "school.example"

    answer = client.get("/account/2fa/passkeys/login/", headers={"accept": "application/json"})

    assert answer.json()["request_options"]["publicKey"]["rpId"] == "school.example"
