import json
import os
import subprocess
import sys

import pytest
from django.test import Client

from tests.factories import make_user

pytestmark = pytest.mark.django_db

NAMES = [
    "SECURE_PROXY_SSL_HEADER",
    "SECURE_SSL_REDIRECT",
    "SECURE_REDIRECT_EXEMPT",
    "SECURE_HSTS_SECONDS",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SESSION_COOKIE_SECURE",
    "SESSION_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "CSRF_COOKIE_NAME",
    "LANGUAGE_COOKIE_SECURE",
    "LANGUAGE_COOKIE_NAME",
    "ALLAUTH_TRUSTED_PROXY_COUNT",
]


@pytest.fixture
def behind_tls(settings, tmp_path):
    """Set what the settings say when BANHENG_TLS is 1."""
    asked = (
        f"import json, banheng.config.settings as s; print(json.dumps({{n: getattr(s, n) for n in {NAMES}}}))"
    )
    environment = os.environ | {"BANHENG_TLS": "1", "BANHENG_DATA": str(tmp_path)}
    said = subprocess.run(
        [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
    )
    for name, value in json.loads(said.stdout).items():
        setattr(settings, name, tuple(value) if isinstance(value, list) else value)


def directives(answer):
    parts = answer["Content-Security-Policy"].split(";")
    return {name: values for name, *values in (part.split() for part in parts if part.strip())}


def test_a_page_carries_every_header(client):
    answer = client.get("/account/login/")

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_the_content_security_policy_allows_nothing_inline_and_nothing_foreign(client):
    policy = directives(client.get("/account/login/"))

    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["base-uri"] == ["'none'"]
    assert (policy["script-src"], policy["style-src"]) == (["'self'"], ["'self'"])
    assert policy["form-action"] == ["'self'", "https://login.work.weixin.qq.com"]
    assert "unsafe" not in str(policy)


def test_pages_of_somebody_signed_in_are_not_kept_by_the_browser(client):
    client.force_login(make_user("user"))

    assert client.get("/account/")["Cache-Control"] == "private, no-store"


def test_without_tls_a_page_is_led_to_it(behind_tls):
    answer = Client().get("/account/login/")

    assert (answer.status_code, answer["Location"]) == (301, "https://testserver/account/login/")


def test_without_tls_a_program_is_refused_and_not_led_on(behind_tls):
    answer = Client().get("/api/v1/s/yucai/records", headers={"authorization": "Bearer secret"})

    assert (answer.status_code, answer.json()["code"]) == (403, "tls_needed")
    assert "https://" in answer.json()["detail"]


def test_behind_tls_the_proxy_says_so(behind_tls):
    answer = Client().get("/account/login/", headers={"x-forwarded-proto": "https"})

    assert answer.status_code == 200
    assert answer["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_behind_tls_every_cookie_keeps_to_it(behind_tls):
    client = Client()
    make_user("teacher", password="quiet river 1998")
    said = {"login": "teacher", "password": "quiet river 1998"}
    client.get("/account/login/", secure=True)
    client.post("/account/login/", said, secure=True)
    client.post("/language/", {"language": "en"}, secure=True)

    assert set(client.cookies) == {"__Host-session", "__Host-csrftoken", "__Host-language"}
    assert all(cookie["secure"] for cookie in client.cookies.values())
    assert all(cookie["samesite"] == "Lax" for cookie in client.cookies.values())
    assert all((cookie["path"], cookie["domain"]) == ("/", "") for cookie in client.cookies.values())
    assert client.cookies["__Host-session"]["httponly"]


def test_behind_a_proxy_the_address_of_the_visitor_counts(behind_tls):
    make_user("teacher")
    for number in range(6):
        # The visitor may write what they like before the address that the proxy adds.
        answer = Client().post(
            "/account/login/",
            {"login": "teacher", "password": "wrong"},
            secure=True,
            headers={"x-forwarded-for": f"198.51.100.{number}, 203.0.113.5"},
        )

    assert "分钟后再试" in answer.content.decode()
