"""Rate a session without a name; a mean is shown when the time to rate is over, from five marks on."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.training.models import Enrolment, Rating

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.development.training.models import Session

OPEN_FOR = timedelta(days=14)
"""After the last day; until then no mean is shown, so that no mark can be told from the change of a mean."""

LEAST = 5
BEST = 5


def rate(enrolment: Enrolment, mark: int, *, at: datetime) -> None:
    """Rate a session that one has attended, once.

    Raises:
        DevelopmentRefused: they have not attended, have rated it, or the time is over.
    """
    session = enrolment.session
    if not may_rate(enrolment, timezone.localdate(at)) or not 1 <= mark <= BEST:
        raise DevelopmentRefused("not_now", gettext("现在不能评价这一场，或已经评价过。"))
    with transaction.atomic():
        if not Enrolment.objects.filter(pk=enrolment.pk, rated=False).update(rated=True):
            raise DevelopmentRefused("not_now", gettext("现在不能评价这一场，或已经评价过。"))
        Rating.objects.create(session=session, mark=mark)


def may_rate(enrolment: Enrolment, day: date) -> bool:
    """Tell whether somebody may rate a session on a day."""
    session = enrolment.session
    is_time = session.since <= day <= session.until + OPEN_FOR
    return is_time and enrolment.attended_at is not None and not enrolment.rated


def mean_of(session: Session, day: date) -> tuple[Decimal, int] | None:
    """Give the mean to a tenth and of how many marks; nothing before the time is over or from too few."""
    if day <= session.until + OPEN_FOR:
        return None
    found = session.ratings.aggregate(number=Count("pk"), total=Sum("mark"))
    if found["number"] < LEAST:
        return None
    return round(Decimal(found["total"]) / found["number"], 1), found["number"]
