"""Read notices: what somebody was told, how many are unread, and that one was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.notices.models import Delivery, Notice
from banheng.schools.models import Bureau

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from banheng.accounts.models import User
    from banheng.schools.models import School


def told(user: User, place: School | Bureau) -> QuerySet[Notice]:
    """List what somebody was told in a school or a bureau, the newest first."""
    told_there = {"bureau" if isinstance(place, Bureau) else "school": place}
    return Notice.objects.filter(recipient=user, **told_there)


def unread(user: User, place: School | Bureau) -> int:
    """Count what somebody has not read."""
    return told(user, place).filter(read_at=None).count()


def read(notice: Notice, *, at: datetime) -> None:
    """Note that a notice was read; what waits for the day's mail need not be mailed any more."""
    _read(Notice.objects.filter(pk=notice.pk), at)


def read_all(user: User, place: School | Bureau, *, at: datetime) -> None:
    """Note that somebody has read everything."""
    _read(told(user, place), at)


def _read(notices: QuerySet[Notice], at: datetime) -> None:
    fresh = list(notices.filter(read_at=None).values_list("pk", flat=True))
    Notice.objects.filter(pk__in=fresh).update(read_at=at)
    Delivery.objects.filter(notice__in=fresh, state=Delivery.State.WAITING, attempts=0).delete()
