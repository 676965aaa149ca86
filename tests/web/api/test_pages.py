"""The page of interfaces: tokens and secrets are shown once, and webhooks say how they fare."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from banheng.accounts.models import Token
from banheng.accounts.roles import Role
from banheng.notices.webhooks.errors import Fault
from banheng.notices.webhooks.models import Event, Webhook
from tests.factories import NOW, TODAY, grant, make_user
from tests.web.api.conftest import Program


@pytest.fixture
def office(client, users):
    client.force_login(users[Role.MORAL_EDUCATION_OFFICE])
    return client


def address(name, *more):
    return reverse(name, args=["yucai", *more])


def text(response):
    return response.content.decode()


def make_token(client, **more):
    said = {"name": "教务系统", "scopes": ["records:read"], "days": 30, **more}
    return client.post(address("interfaces-token-new"), said)


def enter_webhook(client, where="https://hall.example/hook"):
    said = {"name": "大屏", "address": where, "kinds": ["record.appended"]}
    return client.post(address("interfaces-webhook-new"), said)


def test_a_token_is_shown_once_and_works(office):
    page = make_token(office)
    (token,) = re.findall(r'id="token">([^<]+)<', text(page))

    assert Program(office, token).get("/records").status_code == 200
    assert token not in text(office.get(address("interfaces")))
    assert Token.objects.get().prefix in text(office.get(address("interfaces")))
    assert "no-store" in page["Cache-Control"]
    assert Token.objects.get().last == TODAY + timedelta(days=30)


def test_a_revoked_token_is_refused_at_once(office):
    (token,) = re.findall(r'id="token">([^<]+)<', text(make_token(office)))

    office.post(address("interfaces-token-revoke", Token.objects.get().pk))

    assert Program(office, token).get("/records").status_code == 401
    assert "没有令牌" in text(office.get(address("interfaces")))


def test_only_what_the_account_may_do_is_offered(client, users):
    client.force_login(users[Role.SYSTEM_ADMINISTRATOR])

    page = text(client.get(address("interfaces-token-new")))
    refused = make_token(client, scopes=["records:read"])

    assert 'value="roster:read"' in page
    assert 'value="records:read"' not in page
    assert "令牌已生成" not in text(refused)
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"scopes": []},
        {"name": ""},
        {"days": 400},
        {"grade": "0"},
        {"school_class": "999"},
        {"scopes": ["all"]},
    ],
)
def test_what_the_form_does_not_offer_makes_no_token(office, said):
    assert make_token(office, **said).status_code == 200
    assert not Token.objects.exists()


def test_a_grade_of_another_school_is_not_taken(office, db):
    from tests.factories import make_school  # noqa: PLC0415

    other = make_school("other", "另一所小学")

    make_token(office, grade=other.grades[0].pk)

    assert not Token.objects.exists()


def test_the_office_does_not_revoke_the_token_of_a_colleague(office, small):
    colleague = make_user("colleague")
    grant(colleague, Role.MORAL_EDUCATION_OFFICE, small.school)
    make_token(office)
    office.force_login(colleague)

    answer = office.post(address("interfaces-token-revoke", Token.objects.get().pk))

    assert answer.status_code == 403
    assert Token.objects.get().revoked_at is None


def test_the_secret_of_a_webhook_is_shown_once(office):
    (secret,) = re.findall(r'id="secret">([^<]+)<', text(enter_webhook(office)))

    assert secret.startswith("whsec_")
    webhook = Webhook.objects.get()
    assert secret not in text(office.get(address("interfaces-webhook", webhook.pk)))
    assert "https://hall.example/hook" in text(office.get(address("interfaces")))


def test_an_address_that_cannot_be_used_is_refused_and_kept_in_the_form(office):
    page = text(enter_webhook(office, "http://hall.example/hook"))

    assert "要以 https:// 开头" in page
    assert 'value="http://hall.example/hook"' in page
    assert not Webhook.objects.exists()


def test_a_webhook_that_stopped_says_since_when_and_why_and_goes_on(office):
    enter_webhook(office)
    webhook = Webhook.objects.get()
    Webhook.objects.update(
        stopped_at=NOW, stopped_for=Fault.NOT_PUBLIC, failures=12, failing_since=NOW - timedelta(days=1)
    )

    page = text(office.get(address("interfaces-webhook", webhook.pk)))
    assert "2026-10-21 16:30 起停止发送：地址指向内部网络，不允许发送" in page

    office.post(address("interfaces-webhook-go-on", webhook.pk))

    assert "停止发送" not in text(office.get(address("interfaces-webhook", webhook.pk)))


def test_what_went_out_stands_with_its_fault_and_can_be_sent_again(office):
    enter_webhook(office)
    webhook = Webhook.objects.get()
    office.post(address("interfaces-webhook-test", webhook.pk))
    Event.objects.update(state="failed", fault=Fault.REFUSED, detail="HTTP 500", ended_at=NOW, attempts=6)

    assert "对方没有接受 HTTP 500" in text(office.get(address("interfaces-webhook", webhook.pk)))

    office.post(address("interfaces-webhook-again", webhook.pk, Event.objects.get().pk))

    event = Event.objects.get()
    assert (event.state, event.attempts) == ("waiting", 0)


def test_what_people_typed_is_no_html(office):
    office.post(
        address("interfaces-webhook-new"),
        {"name": "<b>x</b>", "address": "https://hall.example/<i>", "kinds": ["record.appended"]},
    )
    make_token(office, name="<b>x</b>")

    assert "<b>x</b>" not in text(office.get(address("interfaces")))
    assert "<i>" not in text(office.get(address("interfaces")))


def test_the_administrator_sees_tokens_but_no_webhooks(office, users):
    enter_webhook(office)
    make_token(office)
    office.force_login(users[Role.SYSTEM_ADMINISTRATOR])

    page = text(office.get(address("interfaces")))

    assert "教务系统" in page
    assert "hall.example" not in page
