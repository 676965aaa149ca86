"""Send what is due to webhooks, try again what failed, and stop one to which nothing gets through.

An event is claimed in a transaction, sent outside of any, and marked; killed in between, it is sent once more when the
claim ends, with the same id.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from banheng.accounts.roles import Permission
from banheng.notices.errors import NotSent
from banheng.notices.hiding import reveal
from banheng.notices.kinds import WEBHOOK_STOPPED
from banheng.notices.recipients import holders
from banheng.notices.sources.news import News
from banheng.notices.telling import put_together
from banheng.notices.webhooks.errors import Fault, NotTaken
from banheng.notices.webhooks.gathering import delete_old_events, gather
from banheng.notices.webhooks.models import Event, Webhook
from banheng.notices.webhooks.sending import post
from banheng.notices.webhooks.signing import signed_headers

if TYPE_CHECKING:
    from datetime import datetime

LOG = structlog.get_logger(__name__)

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
"""Between tries of one event; after the last it is given up and can be sent again by hand."""
REST = timedelta(minutes=1)
"""After a failure nothing goes to the same webhook, so that one that is down holds up nobody."""
MOST_FAILURES, LONGEST_FAILING = 10, timedelta(days=1)
"""A webhook stops when both are reached without anything getting through."""
CLAIM = timedelta(minutes=10)
ROUND_SECONDS = 20
"""Then the round ends, because notices wait for it; what is left is due in the next."""


def tell_webhooks(at: datetime) -> None:
    """Gather what is new for all webhooks and send what is due."""
    for webhook in Webhook.objects.filter(stopped_at=None).select_related("school"):
        try:
            gather(webhook, at)
        except Exception:
            LOG.exception("webhook_not_gathered", webhook=webhook.pk)
    _deliver_due(at)
    delete_old_events(at)


def _deliver_due(at: datetime) -> None:
    until = time.monotonic() + ROUND_SECONDS
    due = Event.objects.filter(webhook=OuterRef("pk"), state=Event.State.WAITING, next_at__lte=at)
    is_ready = Q(paused_until=None) | Q(paused_until__lte=at)
    ready = Webhook.objects.filter(Exists(due), is_ready, stopped_at=None).order_by("paused_until", "pk")
    for webhook in ready:
        while time.monotonic() < until and (event := _claim(webhook, at)):
            if not _send(webhook, event, at):
                break


@transaction.atomic
def _claim(webhook: Webhook, at: datetime) -> Event | None:
    due = webhook.events.filter(state=Event.State.WAITING, next_at__lte=at).select_for_update()
    event = due.order_by("pk").first()
    if event is not None:
        Event.objects.filter(pk=event.pk).update(attempts=F("attempts") + 1, next_at=at + CLAIM)
    return event


def _send(webhook: Webhook, event: Event, at: datetime) -> bool:
    """Send an event; tell whether it was taken."""
    try:
        body = event.body.encode()
        headers = signed_headers(_secret(webhook), event.message, int(at.timestamp()), body)
        post(webhook.address, body, {**headers, "Content-Type": "application/json", "User-Agent": "Banheng"})
    except NotTaken as fault:
        _fail(webhook, event, fault, at)
        return False
    Event.objects.filter(pk=event.pk).update(state=Event.State.SENT, ended_at=at, fault="", detail="")
    Webhook.objects.filter(pk=webhook.pk).exclude(failures=0).update(
        failures=0, failing_since=None, paused_until=None
    )
    return True


def _secret(webhook: Webhook) -> str:
    try:
        return reveal(webhook.secret)
    except NotSent as error:
        raise NotTaken(Fault.UNREADABLE) from error


@transaction.atomic
def _fail(webhook: Webhook, event: Event, fault: NotTaken, at: datetime) -> None:
    gives_up = event.attempts >= len(PAUSES)  # as it was before this try
    Event.objects.filter(pk=event.pk).update(
        state=Event.State.FAILED if gives_up else Event.State.WAITING,
        next_at=at if gives_up else at + PAUSES[event.attempts],
        ended_at=at if gives_up else None,
        fault=fault.fault,
        detail=fault.detail,
    )
    since = webhook.failing_since or at
    failures = webhook.failures + 1
    is_hopeless = failures >= MOST_FAILURES and at - since >= LONGEST_FAILING
    stops = is_hopeless or fault.fault is Fault.GONE
    Webhook.objects.filter(pk=webhook.pk).update(
        failing_since=since,
        failures=failures,
        paused_until=at + REST,
        stopped_at=at if stops else None,
        stopped_for=fault.fault if stops else "",
    )
    if stops:
        _tell(webhook, at)


def _tell(webhook: Webhook, at: datetime) -> None:
    """Put into the inboxes of those who look after webhooks that this one has stopped."""
    school = webhook.school
    news = News(
        WEBHOOK_STOPPED,
        f"{webhook.pk} {at.isoformat()}",
        reverse("interfaces-webhook", args=[school.code, webhook.pk]),
        holders(school, Permission.EDIT_ROBOTS, timezone.localdate(at)),
        {"webhook": webhook.name},
    )
    put_together([news], "webhook", school, at).save()
