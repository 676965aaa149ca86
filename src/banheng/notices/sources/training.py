"""Sessions of training that are near: whoever is enrolled is told."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from banheng.accounts.models import User
from banheng.development.training.models import Enrolment, Session
from banheng.notices.kinds import TRAINING_AHEAD
from banheng.notices.sources.news import News

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banheng.notices.sources.looking import Looking

BEFORE = timedelta(days=3)


def training_news(look: Looking) -> Iterator[News]:
    """Tell of each session once, a few days before; a recorded lesson, which has no hour, before its last day."""
    school, today = look.school, timezone.localdate(look.at)
    near = Session.objects.filter(
        training__plan__school=school,
        training__finished_at=None,
        training__cancelled_for="",
        closed_at=None,
        until__gte=today,
    )
    for session in near.select_related("training"):
        day = session.until if session.video else session.since
        if not today <= day <= today + BEFORE:
            continue
        to = User.objects.filter(
            is_active=True,
            staff__training_enrolments__session=session,
            staff__training_enrolments__state=Enrolment.State.ENROLLED,
            staff__training_enrolments__attended_at=None,
        )
        said = {"training": session.training.name, "day": day.isoformat()}
        page = reverse("training-session", args=[school.code, session.pk])
        yield News(TRAINING_AHEAD, f"ahead:{session.pk}", page, list(to), said)
