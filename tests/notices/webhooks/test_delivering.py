"""What happened reaches the receiver once, signed, without anybody's name; and what fails is tried again."""

import json
from datetime import timedelta

import pytest
from examples.receive_events import verified

from banheng.accounts.roles import Role
from banheng.ledger.voiding import void
from banheng.notices.models import Notice
from banheng.notices.spreading import spread_news
from banheng.notices.webhooks import delivering
from banheng.notices.webhooks.delivering import LONGEST_FAILING, MOST_FAILURES, PAUSES, tell_webhooks
from banheng.notices.webhooks.errors import Fault, WebhookRefused
from banheng.notices.webhooks.gathering import KEPT
from banheng.notices.webhooks.keeping import (
    MOST_WEBHOOKS,
    add_webhook,
    change_webhook,
    go_on,
    send_again,
    send_test,
)
from banheng.notices.webhooks.models import Event, Webhook
from banheng.notices.webhooks.signing import signed_headers
from tests.assessment.settling import SEPTEMBER, publish_september
from tests.factories import NOW, adopt, make_school, put_one

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def bodies(receiver):
    return [json.loads(each.body) for each in receiver.received]


def kinds(receiver):
    return [each["type"] for each in bodies(receiver)]


def test_a_record_is_told_once_with_codes_and_no_names(small, users, webhook, receiver):
    seen = put_one(small.school, by=users[Role.DUTY_INSPECTOR], note="走廊有纸屑")

    for minutes in range(3):
        spread_news(NOW + minutes * MINUTE)

    (body,) = bodies(receiver)
    assert body == {
        "type": "record.appended",
        "timestamp": "2026-10-21T08:30:00+00:00",
        "data": {
            "school": "yucai",
            "id": str(seen.id),
            "sequence": 1,
            "school_class": "101",
            "item": "hygiene",
            "event": "unswept",
            "day": "2026-10-21",
        },
    }


def test_a_void_names_what_it_voids(small, users, webhook, receiver):
    office = users[Role.MORAL_EDUCATION_OFFICE]
    seen, other = put_one(small.school), put_one(small.school)
    void(seen, id=other.id.__class__(int=7), reason="看错了", by=office, at=NOW, may_void_others=True)

    tell_webhooks(NOW)

    assert kinds(receiver) == ["record.appended", "record.appended", "record.voided"]
    assert bodies(receiver)[2]["data"]["id"] == str(seen.id)


def test_a_publication_is_told_with_scheme_and_period(small, webhook, receiver):
    put_one(small.school, day=SEPTEMBER)
    publish_september(small.school)

    tell_webhooks(NOW)
    tell_webhooks(NOW + timedelta(minutes=15))  # when the journal has settled

    assert kinds(receiver) == ["record.appended", "sheet.published"]
    assert bodies(receiver)[1]["data"] == {
        "school": "yucai",
        "scheme": "primary-month",
        "period": "2026-09",
    }


def test_what_was_before_the_webhook_and_what_it_does_not_want_is_not_told(small, users, webhook, receiver):
    put_one(small.school)
    change_webhook(webhook, name="大屏", kinds=["sheet.published"])
    put_one(small.school)
    tell_webhooks(NOW)

    add_webhook(
        small.school,
        name="后来",
        address=receiver.address,
        kinds=["record.appended"],
        by=users[Role.MORAL_EDUCATION_OFFICE],
        at=NOW,
    )
    tell_webhooks(NOW)

    assert receiver.received == []


def test_another_school_is_not_told(webhook, receiver):
    other = make_school("other", "另一所小学")
    adopt(other.school)
    put_one(other.school)

    tell_webhooks(NOW)

    assert receiver.received == []


def test_the_receiver_can_tell_that_it_came_from_here(small, webhook, receiver):
    put_one(small.school)
    tell_webhooks(NOW)

    (received,) = receiver.received
    now = int(NOW.timestamp())

    assert verified(webhook.secret_text, received.headers, received.body, now=now)
    assert not verified(webhook.secret_text, received.headers, received.body + b" ", now=now)
    assert not verified(webhook.secret_text, received.headers, received.body, now=now + 301)
    other = {**received.headers, "webhook-id": "msg_other"}
    assert not verified(webhook.secret_text, other, received.body, now=now)
    assert not verified("whsec_AAAA", received.headers, received.body, now=now)


def test_the_signature_is_the_one_of_the_standard():
    """The example of https://github.com/standard-webhooks/standard-webhooks, as its libraries compute it."""
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'

    headers = signed_headers(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)

    assert headers["Webhook-Signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_secret_is_not_in_the_database(webhook):
    assert webhook.secret_text not in str(Webhook.objects.values().get())
    assert webhook.secret_text.removeprefix("whsec_") not in str(Webhook.objects.values().get())


def test_what_fails_is_tried_again_with_the_same_id_and_bytes(small, webhook, receiver):
    put_one(small.school)
    receiver.status = 500
    tell_webhooks(NOW)
    tell_webhooks(NOW + MINUTE / 2)  # too early
    receiver.status = 200
    tell_webhooks(NOW + MINUTE)

    first, second = receiver.received
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]
    event = Event.objects.get()
    assert (event.state, event.attempts, event.fault) == ("sent", 2, "")
    webhook.refresh_from_db()
    assert (webhook.failures, webhook.failing_since) == (0, None)


def test_after_a_failure_the_others_wait_and_another_webhook_does_not(small, users, webhook, receiver):
    add_webhook(
        small.school,
        name="别处",
        address="https://localhost:1/",
        kinds=["record.appended"],
        by=users[Role.MORAL_EDUCATION_OFFICE],
        at=NOW,
    )
    for _ in range(3):
        put_one(small.school)

    tell_webhooks(NOW)

    assert len(receiver.received) == 3
    down = Webhook.objects.get(name="别处")
    assert (down.failures, [each.attempts for each in down.events.order_by("pk")]) == (1, [1, 0, 0])


def test_an_event_is_given_up_after_its_tries_and_can_be_sent_again(small, webhook, receiver):
    put_one(small.school)
    receiver.status = 500
    at = NOW
    for pause in (*PAUSES, timedelta(0)):
        tell_webhooks(at)
        at += pause

    event = Event.objects.get()
    assert (event.state, event.attempts) == ("failed", len(PAUSES) + 1)
    assert (event.fault, event.detail) == (Fault.REFUSED, "HTTP 500")

    receiver.status = 200
    send_again(event, at)
    tell_webhooks(at + MINUTE)

    event.refresh_from_db()
    assert event.state == "sent"
    assert len({each.headers["webhook-id"] for each in receiver.received}) == 1


def test_what_was_sent_can_be_replayed_and_what_waits_cannot(small, webhook, receiver):
    put_one(small.school)
    tell_webhooks(NOW)
    event = Event.objects.get()

    send_again(event, NOW)
    with pytest.raises(WebhookRefused, match="正在等待发送"):
        send_again(event, NOW)
    tell_webhooks(NOW)

    first, second = receiver.received
    assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)


def test_a_webhook_stops_when_a_day_long_nothing_got_through_and_goes_on_by_hand(small, webhook, receiver):
    receiver.status, at = 503, NOW
    while Webhook.objects.get().stopped_at is None:
        put_one(small.school)
        tell_webhooks(at)
        at += timedelta(hours=1)

    stopped = Webhook.objects.get()
    assert stopped.failures >= MOST_FAILURES
    assert stopped.stopped_at - stopped.failing_since >= LONGEST_FAILING
    assert stopped.stopped_for == Fault.REFUSED
    tried = len(receiver.received)
    tell_webhooks(at)
    assert len(receiver.received) == tried

    receiver.status = 200
    put_one(small.school)
    go_on(webhook, at)
    tell_webhooks(at)

    assert not Event.objects.filter(state="waiting").exists()
    assert Webhook.objects.get().failures == 0
    assert bodies(receiver)[-1]["data"]["sequence"] == small.school.records.count()


def test_a_receiver_that_is_gone_stops_its_webhook_at_once(small, webhook, receiver):
    put_one(small.school)
    receiver.status = 410

    tell_webhooks(NOW)

    webhook.refresh_from_db()
    assert (webhook.stopped_at, webhook.stopped_for) == (NOW, Fault.GONE)


def test_that_it_stopped_is_told_once_to_those_who_look_after_webhooks_with_the_way_to_it(
    small, users, webhook, receiver
):
    receiver.status = 410
    for _ in range(2):
        put_one(small.school)
        tell_webhooks(NOW)

    found = Notice.objects.filter(kind="webhook_stopped")
    assert [one.recipient for one in found] == [users[Role.MORAL_EDUCATION_OFFICE]]
    assert found[0].title == "事件推送“大屏”已停止发送"
    assert found[0].link == f"/s/yucai/interfaces/webhooks/{webhook.pk}/"


def test_killed_while_sending_it_is_sent_again(small, webhook, receiver):
    monkeypatch = pytest.MonkeyPatch()
    put_one(small.school)

    def killed(*_):
        raise SystemExit

    monkeypatch.setattr(delivering, "post", killed)
    with pytest.raises(SystemExit):
        tell_webhooks(NOW)
    monkeypatch.undo()
    tell_webhooks(NOW + MINUTE)
    assert receiver.received == []

    tell_webhooks(NOW + delivering.CLAIM)

    assert len(receiver.received) == 1


def test_a_key_of_the_site_that_was_changed_is_named(small, webhook, receiver, settings):
    put_one(small.school)
    settings.SECRET_KEY = "another"

    tell_webhooks(NOW)

    assert Event.objects.get().fault == Fault.UNREADABLE
    assert receiver.received == []


def test_a_test_goes_out_whatever_the_webhook_wants(small, webhook, receiver):
    change_webhook(webhook, name="大屏", kinds=[])
    send_test(webhook, NOW)

    tell_webhooks(NOW)

    assert kinds(receiver) == ["webhook.test"]


def test_old_events_are_forgotten(small, webhook, receiver):
    put_one(small.school)
    tell_webhooks(NOW)

    tell_webhooks(NOW + KEPT + MINUTE)

    assert not Event.objects.exists()


def test_a_round_ends_so_that_notices_do_not_wait(small, webhook, receiver, monkeypatch):
    monkeypatch.setattr(delivering, "ROUND_SECONDS", -1)
    put_one(small.school)

    tell_webhooks(NOW)

    assert receiver.received == []
    assert Event.objects.filter(state="waiting").count() == 1


def test_a_school_has_not_more_webhooks_than_it_may(small, users, webhook, receiver):
    def add():
        add_webhook(
            small.school,
            name="多",
            address=receiver.address,
            kinds=[],
            by=users[Role.MORAL_EDUCATION_OFFICE],
            at=NOW,
        )

    for _ in range(MOST_WEBHOOKS - 1):
        add()
    with pytest.raises(WebhookRefused, match="最多登记"):
        add()
