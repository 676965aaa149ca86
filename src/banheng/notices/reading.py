"""Read notices: how many are unread, and that one was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banheng.notices.models import Delivery, Notice

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from banheng.accounts.models import User
    from banheng.schools.models import School


def unread(user: User, school: School) -> int:
    """Count what somebody has not read."""
    return Notice.objects.filter(recipient=user, school=school, read_at=None).count()


def read(notice: Notice, *, at: datetime) -> None:
    """Note that a notice was read; what waits for the day's mail need not be mailed any more."""
    _read(Notice.objects.filter(pk=notice.pk), at)


def read_all(user: User, school: School, *, at: datetime) -> None:
    """Note that somebody has read everything."""
    _read(Notice.objects.filter(recipient=user, school=school), at)


def _read(notices: QuerySet[Notice], at: datetime) -> None:
    fresh = list(notices.filter(read_at=None).values_list("pk", flat=True))
    Notice.objects.filter(pk__in=fresh).update(read_at=at)
    Delivery.objects.filter(notice__in=fresh, state=Delivery.State.WAITING, attempts=0).delete()
