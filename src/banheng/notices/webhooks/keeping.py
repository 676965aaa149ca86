"""Enter, change and remove webhooks, try one, go on after a stop, and send an event again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext
from uuid_utils.compat import uuid7

from banheng.notices.hiding import hide
from banheng.notices.webhooks.errors import WebhookRefused
from banheng.notices.webhooks.gathering import begin_here, make_event
from banheng.notices.webhooks.kinds import KINDS, TEST
from banheng.notices.webhooks.models import Event, Webhook
from banheng.notices.webhooks.sending import checked_address
from banheng.notices.webhooks.signing import new_secret

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import School

MOST_WEBHOOKS = 10


@transaction.atomic
def add_webhook(
    school: School, *, name: str, address: str, kinds: Iterable[str], by: User, at: datetime
) -> tuple[Webhook, str]:
    """Enter a webhook; it is told of what happens from now on.

    Returns:
        The webhook, and the secret its requests are signed with, which is shown once.

    Raises:
        WebhookRefused: the address cannot be used, or the school has as many as it may.
    """
    checked_address(address)
    if school.webhooks.count() >= MOST_WEBHOOKS:
        raise WebhookRefused(
            "too_many",
            gettext("一所学校最多登记 %(most)d 个推送地址。请先删除不用的。") % {"most": MOST_WEBHOOKS},
        )
    secret = new_secret()
    made = Webhook.objects.create(
        school=school,
        name=name.strip(),
        address=address,
        secret=hide(secret),
        kinds=_known(kinds),
        made_by=by,
        made_at=at,
    )
    begin_here(made)
    return made, secret


def change_webhook(webhook: Webhook, *, name: str, kinds: Iterable[str]) -> None:
    """Change a webhook's name and what it is told; another address is another webhook."""
    webhook.name, webhook.kinds = name.strip(), _known(kinds)
    webhook.save(update_fields=["name", "kinds"])


def remove_webhook(webhook: Webhook) -> None:
    """Forget a webhook with its secret; what waits for it is not sent."""
    webhook.delete()


def send_test(webhook: Webhook, at: datetime) -> Event:
    """Put a test on its way; after a stop, it goes on with it."""
    event = make_event(webhook, TEST, str(uuid7()), (TEST, {}), at)
    event.save()
    go_on(webhook, at)
    return event


def go_on(webhook: Webhook, at: datetime) -> None:
    """Send again after a stop or a pause, what waits and what arose meanwhile included."""
    Webhook.objects.filter(pk=webhook.pk).update(
        stopped_at=None, stopped_for="", failing_since=None, failures=0, paused_until=None
    )
    webhook.events.filter(state=Event.State.WAITING).update(next_at=at)


def send_again(event: Event, at: datetime) -> None:
    """Send an event again, with the same id and all its tries: the receiver knows it by the id.

    Raises:
        WebhookRefused: it is on its way.
    """
    ended = Event.objects.filter(pk=event.pk).exclude(state=Event.State.WAITING)
    if not ended.update(state=Event.State.WAITING, attempts=0, next_at=at, ended_at=None):
        raise WebhookRefused("waiting", gettext("这个事件正在等待发送，不用再发一次。"))


def _known(kinds: Iterable[str]) -> list[str]:
    return sorted(code for code in kinds if code in KINDS)
