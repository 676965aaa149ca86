"""Enrol teachers in sessions; whoever finds it full waits, and moves up when somebody leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.training.models import Enrolment, Session

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import Staff

State = Enrolment.State


def enrol(session: Session, staff: Iterable[Staff], *, by: User | None, at: datetime) -> list[Enrolment]:
    """Enrol teachers, in their order; those who are enrolled or wait already stay where they are.

    Raises:
        DevelopmentRefused: the session is closed, or its training is over.
    """
    with transaction.atomic():
        kept = locked(session)
        return [_enrol(kept, each, by=by, at=at) for each in staff]


def leave(enrolment: Enrolment) -> None:
    """Leave a session before it; the first who waits gets the place.

    Raises:
        DevelopmentRefused: the session is closed, or they have attended.
    """
    with transaction.atomic():
        session = locked(enrolment.session)
        kept = Enrolment.objects.get(pk=enrolment.pk)
        if kept.attended_at is not None:
            raise DevelopmentRefused("attended", gettext("已经到场，不能退出。"))
        kept.state = State.LEFT
        kept.save(update_fields=["state"])
        first = session.enrolments.filter(state=State.WAITING).first()
        if first is not None and not is_full(session):
            first.state = State.ENROLLED
            first.save(update_fields=["state"])


def locked(session: Session) -> Session:
    """Hold a session that still may change, in the caller's transaction.

    Raises:
        DevelopmentRefused: it is closed, or its training is over.
    """
    kept = Session.objects.select_for_update(of=("self",)).select_related("training").get(pk=session.pk)
    if kept.closed_at is not None or not kept.training.is_open:
        raise DevelopmentRefused("closed", gettext("这一场已经结束。"))
    return kept


def is_full(session: Session) -> bool:
    """Tell whether nobody else has a place."""
    if session.capacity is None:
        return False
    return session.enrolments.filter(state=State.ENROLLED).count() >= session.capacity


def _enrol(session: Session, staff: Staff, *, by: User | None, at: datetime) -> Enrolment:
    found = session.enrolments.filter(staff=staff).first()
    if found is not None and found.state != State.LEFT:
        return found
    made = found or Enrolment(session=session, staff=staff)
    made.state = State.WAITING if is_full(session) else State.ENROLLED
    made.enrolled_by, made.enrolled_at = by, at
    made.save()
    return made
