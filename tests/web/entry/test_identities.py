"""Sign in by WeCom, against a small server that answers as WeCom does."""

import json
import threading
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from banheng.accounts.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db

MEMBERS = {"code-zhang": "zhang", "code-li": "li"}


class WeCom(BaseHTTPRequestHandler):
    def do_GET(self):
        address = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(address.query).items()}
        if address.path == "/cgi-bin/gettoken":
            right = asked == {"corpid": "corp", "corpsecret": "tests only"}
            said = {"errcode": 0, "access_token": "token"} if right else {"errcode": 40001}
        elif asked["code"] in MEMBERS and asked["access_token"] == "token":
            said = {"errcode": 0, "userid": MEMBERS[asked["code"]]}
        else:
            said = {"errcode": 0, "openid": "a stranger"}
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *_arguments):
        """Keep quiet."""


@pytest.fixture(autouse=True)
def wecom(settings):
    server = ThreadingHTTPServer(("127.0.0.1", 0), WeCom)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    providers = deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
    providers["wecom"]["APPS"][0]["settings"]["server"] = f"http://127.0.0.1:{server.server_port}"
    settings.SOCIALACCOUNT_PROVIDERS = providers
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def go_through(client, process, code):
    there = client.post(f"/account/wecom/login/?process={process}")
    asked = parse_qs(urlsplit(there["Location"]).query)
    return asked, client.get(f"/account/wecom/login/callback/?code={code}&state={asked['state'][0]}")


def test_wecom_is_asked_with_corporation_and_app(client):
    asked, _ = go_through(client, "login", "code-zhang")

    assert (asked["appid"], asked["agentid"], asked["login_type"]) == (["corp"], ["1000002"], ["CorpApp"])
    assert asked["redirect_uri"] == ["http://testserver/account/wecom/login/callback/"]


def test_an_identity_is_connected_by_its_owner_and_then_signs_in(client):
    user = make_user("zhang")
    client.force_login(user)
    go_through(client, "connect", "code-zhang")
    assert SocialAccount.objects.get().user == user
    assert "zhang" in client.get("/account/identities/").content.decode()

    fresh = Client()
    go_through(fresh, "login", "code-zhang")

    assert fresh.session["_auth_user_id"] == str(user.pk)


def test_an_identity_that_is_not_connected_makes_no_account(client):
    _, answer = go_through(client, "login", "code-li")

    assert "还没有绑定账号" in answer.content.decode()
    assert User.objects.count() == 0


def test_an_identity_of_somebody_else_is_not_taken_over(client):
    client.force_login(make_user("zhang"))
    go_through(client, "connect", "code-zhang")
    other = Client()
    other.force_login(make_user("wang"))

    _, answer = go_through(other, "connect", "code-zhang")

    assert SocialAccount.objects.get().user.username == "zhang"
    assert "已经绑定另一个账号" in other.get(answer["Location"]).content.decode()


def test_who_is_no_member_of_the_corporation_is_refused(client):
    _, answer = go_through(client, "login", "code-stranger")

    assert "没有确认您的身份" in answer.content.decode()


def test_an_answer_that_was_not_asked_for_is_refused(client):
    answer = client.get("/account/wecom/login/callback/?code=code-zhang&state=forged")

    assert "没有确认您的身份" in answer.content.decode()


def test_the_sign_in_page_offers_what_is_configured(client):
    page = client.get("/account/login/").content.decode()

    assert "用企业微信登录" in page
    assert "用钉钉登录" not in page
