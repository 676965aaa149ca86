"""No request changes anything without the token of its form, and no address is open that is not meant to be."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

import tests.web.bureau_matrix
from tests.attacks.rows import address_of, areas, make_world, roles_of, rows_of, undone
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_today")]

BY_TOKEN = "api/"
"""Programs send a token of their own with each request and no cookie, so that no page can send it for them."""

OPEN = {
    "account_login": "signs in",
    "account_inactive": "says that an account is shut",
    "account_logout": "ends one's own session",
    "account_reauthenticate": "leads to sign in",
    "mfa_authenticate": "the second step of signing in",
    "mfa_login_webauthn": "signs in by a passkey",
    "socialaccount_login_cancelled": "says that nothing happened",
    "socialaccount_login_error": "says that nothing happened",
    "wecom_login": "leads to the platform",
    "wecom_callback": "comes back from the platform; the state is bound to the session",
    "pass": "signs in by a pass, whose code is signed",
    "language": "chooses the language",
    "health-alive": "for the watchdog, without data",
    "health-ready": "for the watchdog, without data",
    "metrics": "asks for its own token",
    "slip": "where the code of a slip of a survey is typed",
    "check": "whether a result stands, by its code; no name and no score",
    "check-qr": "the address of the above as a picture",
    "service-worker": "a script without data",
    "signed-in": "tells an account its own number",
}
"""Addresses outside schools and bureaus that somebody may open without being signed in, and why."""


def addresses(patterns=None, prefix=""):
    """Walk through all addresses: path, name, view."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, path)
        else:
            yield path, pattern.name, pattern.callback


def test_no_view_does_without_tokens_but_those_of_programs():
    exempt = [path for path, _, view in addresses() if getattr(view, "csrf_exempt", False)]

    assert [path for path in exempt if BY_TOKEN not in path] == []


@pytest.mark.parametrize("area", areas(tests.web.bureau_matrix))
def test_a_form_of_a_bureau_without_its_token_is_refused(area):
    world = make_world(tests.web.bureau_matrix)
    for row in [row for row in rows_of(tests.web.bureau_matrix, area) if row.method == "post"]:
        with undone(world):
            client = Client(enforce_csrf_checks=True)
            client.force_login(world.users[roles_of(row)[0]])
            assert client.post(address_of(world, row), row.form(world)).status_code == 403, row.url_name


WITHOUT_ARGUMENTS = sorted(
    name
    for path, name, _ in addresses()
    if name and path.startswith(("account/", "language/")) and "<" not in path
)


@pytest.mark.parametrize("name", WITHOUT_ARGUMENTS)
def test_a_form_of_an_account_without_its_token_is_refused(name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("somebody"))

    assert client.post(reverse(name), {}).status_code in {403, 405}


def test_no_address_outside_schools_and_bureaus_is_open_but_those_with_a_reason(client):
    opened = set()
    for path, name, _ in addresses():
        if path.startswith(("s/<", "b/<")) or BY_TOKEN in path or "<" in path:
            continue
        answer = client.get(f"/{path}")
        is_led_away = answer.status_code in {301, 302} and "login" in answer["Location"]
        if not is_led_away and answer.status_code not in {401, 403, 404, 405}:
            opened.add(name)

    assert opened <= set(OPEN)


@pytest.mark.parametrize(
    "path", ["/account/login/", "/account/logout/", "/account/reauthenticate/", "/language/"]
)
@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(path, elsewhere):
    client = Client()
    client.force_login(make_user("somebody", password="quiet river 1998"))
    for answer in (
        client.get(path, {"next": elsewhere}),
        client.post(path, {"next": elsewhere, "language": "en", "password": "quiet river 1998"}),
    ):
        assert "evil.example" not in answer.get("Location", "")
        assert not answer.get("Location", "").startswith("javascript")


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "testserver@evil.example", "a b", "[::1"]
)
def test_a_host_that_is_not_ours_is_refused(client, host):
    answer = client.get("/account/login/", headers={"host": host})

    assert answer.status_code == 400
    assert "evil.example" not in answer.content.decode()


def test_a_host_named_by_a_proxy_is_not_believed(client):
    answer = client.get("/account/login/", headers={"x-forwarded-host": "evil.example"})

    assert answer.status_code == 200
    assert "evil.example" not in answer.content.decode()


@pytest.mark.parametrize("method", ["trace", "put", "delete", "patch"])
def test_methods_that_no_page_has_change_nothing(client, method):
    make_user("teacher", password="quiet river 1998")
    said = {"login": "teacher", "password": "quiet river 1998"}
    answer = getattr(client, method)("/account/login/", *([] if method == "trace" else [said]))

    assert answer.status_code < 500
    assert "_auth_user_id" not in client.session
