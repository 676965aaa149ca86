"""Attend a session: by the QR code at the door, by hand, or by watching a recorded lesson."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.development.errors import DevelopmentRefused
from banheng.development.training.enrolling import locked
from banheng.development.training.models import Enrolment
from banheng.duties.work.signing_in import VALID

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from banheng.development.training.models import Session
    from banheng.schools.models import Staff

SALT = "banheng.development.training.sign-in"
How, State = Enrolment.How, Enrolment.State


def make_token(session: Session) -> str:
    """Make what the QR code at the door says."""
    return signing.dumps(session.pk, salt=SALT)


def sign_in(session: Session, token: str, *, staff: Staff, at: datetime) -> Enrolment:
    """Note that a teacher is present, enrolled or not; said twice, once.

    Raises:
        DevelopmentRefused: the code is too old or of another session, or the session is closed or still to come.
    """
    try:
        named = signing.loads(token, salt=SALT, max_age=VALID)
    except signing.BadSignature:
        named = None
    if named != session.pk:
        raise DevelopmentRefused("old_code", gettext("这个签到码已过期。请扫会场上正在显示的二维码。"))
    if timezone.localdate(at) < session.since:
        raise DevelopmentRefused("early", gettext("这一场还没有开始，不能签到。"))
    with transaction.atomic():
        kept = locked(session)
        found, _ = kept.enrolments.get_or_create(
            staff=staff, defaults={"state": State.ENROLLED, "enrolled_at": at}
        )
        if found.attended_at is None:
            _attend(found, How.QR, at)
    return found


def mark(session: Session, present: Collection[int], *, at: datetime) -> None:
    """Take down by hand who of those enrolled was present, and who was not.

    Args:
        present: ids of enrolments.

    Raises:
        DevelopmentRefused: the session is closed.
    """
    with transaction.atomic():
        kept = locked(session)
        for each in kept.enrolments.exclude(state=State.LEFT):
            if each.pk in present and each.attended_at is None:
                _attend(each, How.HAND, at)
            elif each.pk not in present and each.attended_at is not None:
                each.attended_at, each.how = None, ""
                each.save(update_fields=["attended_at", "how"])


def watch(enrolment: Enrolment, *, minutes: int, answer: str = "", at: datetime) -> Enrolment:
    """Say that one has watched a recorded lesson: the right answer proves it, minutes wait for the office.

    Raises:
        DevelopmentRefused: it is no recorded lesson or closed, the answer is wrong, or it was too short.
    """
    with transaction.atomic():
        session = locked(enrolment.session)
        if not session.video:
            raise DevelopmentRefused("no_video", gettext("这一场不是录像课。"))
        if minutes < session.least_minutes:
            raise DevelopmentRefused(
                "short",
                gettext("至少要观看 %(least)d 分钟。") % {"least": session.least_minutes},
            )
        if session.question and answer != session.options[0]:
            raise DevelopmentRefused("wrong", gettext("答得不对。请再看一看录像。"))
        enrolment.minutes = minutes
        enrolment.save(update_fields=["minutes"])
        if session.question and enrolment.attended_at is None:
            _attend(enrolment, How.VIDEO, at)
    return enrolment


def _attend(enrolment: Enrolment, how: Enrolment.How, at: datetime) -> None:
    enrolment.attended_at, enrolment.how, enrolment.state = at, how, State.ENROLLED
    enrolment.save(update_fields=["attended_at", "how", "state"])
