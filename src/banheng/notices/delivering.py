"""Send what is due, and try again what failed.

A delivery is claimed in a transaction, sent outside of any, and marked. Killed between sending and marking, it is
due again when the claim ends: a message may go out twice then, and none is lost.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from django.db import transaction
from django.db.models import F

from banheng.notices.errors import Fault, NotSent
from banheng.notices.mailing import mail
from banheng.notices.models import Delivery
from banheng.notices.speaking import speak

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

LOG = structlog.get_logger(__name__)

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
"""Between tries; after the last it is given up and stays with its fault until somebody tries again."""

CLAIM = timedelta(minutes=10)
"""Longer than any sending takes."""


def deliver_due(at: datetime) -> None:
    """Send everything that is due, one after the other."""
    while _due(at).exists() and (together := _claim(at)):  # a look takes no lock, a claim does
        try:
            _send(together)
        except NotSent as fault:
            _fail(together, fault, at)
        except Exception:
            LOG.exception("notice_not_sent", delivery=together[0].pk)
            _fail(together, NotSent(Fault.BROKEN), at)
        else:
            _set_sent(together, at)


def _due(at: datetime) -> QuerySet[Delivery]:
    return Delivery.objects.filter(state=Delivery.State.WAITING, next_at__lte=at)


@transaction.atomic
def _claim(at: datetime) -> list[Delivery]:
    """Take the next delivery that is due, and with a daily one those that go in the same mail."""
    due = _due(at).select_for_update(of=("self",))
    first = due.order_by("next_at", "pk").first()
    if first is None:
        return []
    together = [first]
    if first.daily:
        notice = first.notice
        same_mail = due.filter(
            daily=True, notice__recipient=notice.recipient_id, notice__school=notice.school_id
        )
        together = list(same_mail.order_by("pk"))
    _set(together, attempts=F("attempts") + 1, next_at=at + CLAIM)
    return together


def _send(together: Sequence[Delivery]) -> None:
    first = together[0]
    if first.notice is None:
        speak(first.robot, first.message)
    else:
        mail([delivery.notice for delivery in together])


def _fail(together: Sequence[Delivery], fault: NotSent, at: datetime) -> None:
    for delivery in together:
        gives_up = delivery.attempts >= len(PAUSES)  # as it was before this try
        _set(
            [delivery],
            state=Delivery.State.FAILED if gives_up else Delivery.State.WAITING,
            next_at=at if gives_up else at + PAUSES[delivery.attempts],
            ended_at=at if gives_up else None,
            fault=fault.fault,
            detail=fault.detail[:200],
        )


def _set_sent(together: Sequence[Delivery], at: datetime) -> None:
    _set(together, state=Delivery.State.SENT, ended_at=at, fault="", detail="")


def _set(together: Sequence[Delivery], **values: object) -> None:
    Delivery.objects.filter(pk__in=[delivery.pk for delivery in together]).update(**values)
