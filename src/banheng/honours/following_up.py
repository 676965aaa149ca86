"""Do, postpone or cancel a follow-up; every step is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from banheng.accounts.roles import Permission, Role
from banheng.assessment.journal import lock_sheets
from banheng.honours.errors import HonourRefused
from banheng.honours.models import FollowUp, FollowUpStep

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from banheng.accounts.access import Access
    from banheng.accounts.models import User


def complete(follow_up: FollowUp, *, note: str, by: User, at: datetime) -> FollowUp:
    """Note that it was done, and how.

    Raises:
        HonourRefused: it is not open, or nothing is said.
    """
    return _end(follow_up, FollowUp.State.DONE, FollowUpStep.Kind.DONE, note, by=by, at=at)


def cancel(follow_up: FollowUp, *, reason: str, by: User, at: datetime) -> FollowUp:
    """Note that it will not be done, and why.

    Raises:
        HonourRefused: it is not open, or no reason is given.
    """
    return _end(follow_up, FollowUp.State.CANCELLED, FollowUpStep.Kind.CANCELLED, reason, by=by, at=at)


def postpone(follow_up: FollowUp, due: date, *, reason: str, by: User, at: datetime) -> FollowUp:
    """Set a later day, with the reason.

    Raises:
        HonourRefused: it is not open, the day is not later, or no reason is given.
    """
    with transaction.atomic():
        kept = _open(follow_up, reason)
        if kept.due is not None and due <= kept.due:
            raise HonourRefused(
                "not_later",
                gettext("新的期限要晚于原来的 %(due)s。") % {"due": kept.due.isoformat()},
            )
        kept.due = due
        kept.save(update_fields=["due"])
        _take_step(kept, FollowUpStep.Kind.POSTPONED, reason, by=by, at=at, due=due)
    return kept


def owned_by(access: Access) -> QuerySet[FollowUp]:
    """List what an account has to do: by its roles, a grade leader for the own grades, a teacher for themselves."""
    roles = [
        held.role for held in access.roles if held.role not in {Role.GRADE_LEADER, Role.HOMEROOM_TEACHER}
    ]
    owned = Q(owner__in=roles)
    if access.has(Role.GRADE_LEADER):
        classes = access.classes(Permission.SEE_LEAGUE).values("school_class")
        owned |= Q(owner=Role.GRADE_LEADER, school_class__in=classes)
    if access.user.staff_id:
        owned |= Q(owner=Role.HOMEROOM_TEACHER, staff=access.user.staff_id)
    codes = [each.school_class_id for each in access.homeroom_classes()]
    owned |= Q(owner=Role.HOMEROOM_TEACHER, staff=None, school_class__in=codes)
    return FollowUp.objects.filter(owned, school=access.school)


def _end(
    follow_up: FollowUp,
    state: FollowUp.State,
    kind: FollowUpStep.Kind,
    note: str,
    *,
    by: User,
    at: datetime,
) -> FollowUp:
    with transaction.atomic():
        kept = _open(follow_up, note)
        kept.state = state
        kept.save(update_fields=["state"])
        _take_step(kept, kind, note, by=by, at=at)
    return kept


def _open(follow_up: FollowUp, note: str) -> FollowUp:
    if not note.strip():
        raise HonourRefused("no_reason", gettext("请写明办理情况或原因。"))
    lock_sheets(follow_up.school)
    kept = FollowUp.objects.select_related("school", "staff", "school_class").get(pk=follow_up.pk)
    if kept.state != FollowUp.State.OPEN:
        raise HonourRefused(
            "not_open",
            gettext("这件事现在是“%(state)s”。请刷新页面，看看是否已经有人办理。")
            % {"state": kept.get_state_display()},
        )
    return kept


def _take_step(
    follow_up: FollowUp,
    kind: FollowUpStep.Kind,
    note: str,
    *,
    by: User,
    at: datetime,
    due: date | None = None,
) -> None:
    FollowUpStep.objects.create(
        follow_up=follow_up, kind=kind, note=note.strip(), due=due, by=by, by_name=str(by), at=at
    )
