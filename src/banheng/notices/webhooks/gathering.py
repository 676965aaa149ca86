"""Find what is new in the journals of a school for one webhook, each once."""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from uuid_utils.compat import uuid7

from banheng.notices.webhooks.kinds import EVENTS
from banheng.notices.webhooks.models import Event, Place

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.notices.sources.news import Source
    from banheng.notices.webhooks.kinds import Told
    from banheng.notices.webhooks.models import Webhook

MOST_ROWS = 200
"""Rows of a journal that are looked at in one round."""

KEPT = timedelta(days=30)
"""How long events that were sent or given up can be looked at and sent again."""


def gather(webhook: Webhook, at: datetime) -> None:
    """Make the events that have arisen since the last time."""
    places = dict(webhook.places.values_list("source", "place"))
    for source, tell in EVENTS:
        place = places.get(source.code, 0)
        behind = {f"{source.place}__gt": place}
        rows = list(source.rows(webhook.school).filter(**behind).order_by(source.place)[:MOST_ROWS])
        if rows:
            told = [(str(row.pk), said) for row in rows if (said := tell(row)) and said[0] in webhook.kinds]
            _save(webhook, source, place, _passed(source, rows, place, at), told, at)


def delete_old_events(at: datetime) -> None:
    """Forget what was sent, or given up, long ago."""
    old = Event.objects.filter(ended_at__lt=at - KEPT)
    if old.exists():  # a look takes no lock
        old.delete()


def begin_here(webhook: Webhook) -> None:
    """Let a webhook be told of what comes, not of what has been."""
    for source, _tell in EVENTS:
        last = source.rows(webhook.school).order_by(source.place).last()
        place = getattr(last, source.place) if last else 0
        Place.objects.create(webhook=webhook, source=source.code, place=place)


def make_event(webhook: Webhook, source: str, about: str, told: Told, at: datetime) -> Event:
    """Write down what will be sent; it is not saved yet."""
    kind, data = told
    content = {
        "type": kind,
        "timestamp": at.astimezone(UTC).isoformat(timespec="seconds"),
        "data": {"school": webhook.school.code, **data},
    }
    return Event(
        webhook=webhook,
        message=f"msg_{uuid7().hex}",
        kind=kind,
        body=json.dumps(content, ensure_ascii=False),
        source=source,
        about=about,
        made_at=at,
        next_at=at,
    )


def _passed(source: Source, rows: list[Any], place: int, at: datetime) -> int:
    """Give the place behind the rows before which nothing can appear any more."""
    passed = rows if len(rows) == MOST_ROWS else [row for row in rows if source.has_settled(row, at)]
    return getattr(passed[-1], source.place) if passed else place


def _save(
    webhook: Webhook, source: Source, place: int, behind: int, told: list[tuple[str, Told]], at: datetime
) -> None:
    abouts = [about for about, _said in told]
    of_source = Event.objects.filter(webhook=webhook, source=source.code, about__in=abouts)
    known = set(of_source.values_list("about", flat=True))
    new = [make_event(webhook, source.code, about, said, at) for about, said in told if about not in known]
    if not new and behind == place:
        return
    with transaction.atomic():
        Place.objects.get_or_create(webhook=webhook, source=source.code)
        kept = Place.objects.select_for_update().get(webhook=webhook, source=source.code)
        if kept.place != place:
            return  # another worker was here
        Event.objects.bulk_create(new, ignore_conflicts=True)
        kept.place = behind
        kept.save(update_fields=["place"])
