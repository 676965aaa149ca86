"""Passes of pupil inspectors: a QR code that signs in on the days of a duty week, and for nothing but to inspect."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from banheng.accounts.errors import AccountRefused, PassRefused
from banheng.accounts.granting import note
from banheng.accounts.models import AccountEvent, InspectorPass, RoleGrant, User
from banheng.accounts.resetting import end_sessions
from banheng.accounts.roles import Role

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from banheng.schools.models import School

EVENING = time(22, 30)
"""When a session by pass ends: after the last look at the dormitories."""

_SIGNER = Signer(salt="banheng.accounts.passes")


@dataclass(frozen=True, slots=True)
class UsablePass:
    """A pass that may sign in now.

    Attributes:
        ends: when its session ends.
        used_today: when it was used before on this day; that session ends when it is used again.
    """

    inspector_pass: InspectorPass
    ends: datetime
    used_today: datetime | None

    @property
    def user(self) -> User:
        return self.inspector_pass.grant.user


@transaction.atomic
def make_pupil_inspector(school: School, name: str, *, at: datetime, by: User | None) -> User:
    """Make the account of a pupil who inspects; it has no password, only passes sign in to it.

    Raises:
        AccountRefused: the name is empty.
    """
    if not name.strip():
        raise AccountRefused(gettext("请填写姓名。"))
    user = User.objects.create_user(
        f"{school.code}-p{secrets.token_hex(4)}", password=None, name=name.strip(), school=school
    )
    note(user, AccountEvent.Kind.OPENED, school=school, by=by, at=at)
    return user


@transaction.atomic
def make_pass(user: User, first: date, last: date, at: datetime, by: User | None = None) -> InspectorPass:
    """Let a pupil inspect from the first day to the last, by a pass.

    The same days asked for again give the pass there is.

    Raises:
        AccountRefused: the account belongs to no school, belongs to staff, is shut, or the days are in
            the wrong order.
    """
    if user.school is None or user.staff_id is not None or not user.is_active:
        raise AccountRefused(gettext("检查证只发给本校在用的学生检查员账号。教师请用自己的账号登录。"))
    if last < first:
        raise AccountRefused(gettext("结束日期早于开始日期。请改正日期。"))
    known = passes_of(user.school).filter(grant__user=user, grant__first=first, grant__last=last).first()
    if known is not None:
        return known
    grant = RoleGrant.objects.create(
        user=user, role=Role.PUPIL_INSPECTOR, school=user.school, first=first, last=last
    )
    note(user, AccountEvent.Kind.PASS_MADE, at=at, by=by, grant=grant)
    return InspectorPass.objects.create(grant=grant, made_at=at)


@transaction.atomic
def revoke_pass(inspector_pass: InspectorPass, at: datetime, by: User | None = None) -> None:
    """Take back a pass: its role and its sessions end at once. Taking it back twice changes nothing."""
    if inspector_pass.revoked_at is not None:
        return
    inspector_pass.revoked_at = at
    inspector_pass.save(update_fields=["revoked_at"])
    grant = inspector_pass.grant
    grant.withdrawn_at = at
    grant.save(update_fields=["withdrawn_at"])
    end_sessions(grant.user)
    note(grant.user, AccountEvent.Kind.PASS_REVOKED, at=at, by=by, grant=grant)


def passes_of(school: School) -> QuerySet[InspectorPass]:
    """List a school's passes that were not taken back, by week and name."""
    return (
        InspectorPass.objects.filter(grant__school=school, revoked_at__isnull=True)
        .select_related("grant", "grant__user", "grant__school")
        .order_by("grant__first", "grant__user__name", "pk")
    )


def code_of(inspector_pass: InspectorPass) -> str:
    """Give the secret part of the address in the QR code."""
    return _SIGNER.sign(_name_of(inspector_pass))


def find_pass(code: str, at: datetime) -> UsablePass:
    """Give the pass of a code if it signs in now.

    Raises:
        PassRefused: it is forged, taken back, not yet or no longer valid, or the day is over.
    """
    try:
        name = _SIGNER.unsign(code)
    except BadSignature:
        name = ""
    number = name.partition("-")[0]
    found = (
        InspectorPass.objects.select_related("grant", "grant__user", "grant__school")
        .filter(pk=number or 0)
        .first()
    )
    if found is None or name != _name_of(found):
        raise PassRefused(gettext("这不是有效的检查证。请检查二维码是否完整，或请德育处重新打印。"))
    grant, today = found.grant, timezone.localdate(at)
    if found.revoked_at is not None or grant.withdrawn_at is not None or not grant.user.is_active:
        raise PassRefused(gettext("这张检查证已被收回。需要继续检查时，请德育处重新发证。"))
    if today < grant.first:
        raise PassRefused(
            gettext("这张检查证从%(day)s起才能使用。") % {"day": date_format(grant.first, "MONTH_DAY_FORMAT")}
        )
    ends = datetime.combine(today, EVENING, tzinfo=timezone.get_current_timezone())
    if grant.last is not None and today > grant.last:
        raise PassRefused(
            gettext("这张检查证只用到%(day)s，已经过期。本周值周请用新的检查证。")
            % {"day": date_format(grant.last, "MONTH_DAY_FORMAT")}
        )
    if at >= ends:
        raise PassRefused(gettext("今天的检查已经结束，请明天再登录。"))
    used = found.last_used_at
    used_today = used if used is not None and timezone.localdate(used) == today else None
    return UsablePass(found, ends, used_today)


@transaction.atomic
def use_pass(usable: UsablePass, at: datetime) -> User:
    """Note that somebody signs in by a pass; where it was used before, that session ends.

    Returns:
        The account to sign in.
    """
    user = usable.user
    end_sessions(user)
    InspectorPass.objects.filter(pk=usable.inspector_pass.pk).update(last_used_at=at)
    User.objects.filter(pk=user.pk).update(last_login=at)
    note(user, AccountEvent.Kind.PASS_USED, at=at, by=user, grant=usable.inspector_pass.grant)
    return user


def _name_of(inspector_pass: InspectorPass) -> str:
    """Name a pass so that one of a restored database is never taken for another."""
    return f"{inspector_pass.pk}-{int(inspector_pass.made_at.timestamp())}"
