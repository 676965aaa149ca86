"""Decide an amount for one person, such as a retroactive allowance for a rest period, or cancel it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext, override

from banheng.assessment.journal import lock_sheets
from banheng.payroll.errors import PayRefused
from banheng.payroll.models import Extra
from banheng.payroll.owing import LANGUAGE

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User
    from banheng.schools.models import Staff


def decide_extra(staff: Staff, *, name: str, fen: int, reason: str, by: User, at: datetime) -> Extra:
    """Decide an amount, paid with the next pay sheet, or taken from it if it is below zero.

    Raises:
        PayRefused: nothing is decided, no reason is given, or somebody decides for themselves.
    """
    if fen == 0:
        raise PayRefused("nothing", gettext("金额不能是 0。"))
    if not reason.strip():
        raise PayRefused("no_reason", gettext("请写明事由和依据。"))
    if by.staff_id == staff.pk:
        raise PayRefused("own", gettext("不能给自己决定津贴。请由另一位有审批权的人办理。"))
    return Extra.objects.create(
        school=staff.school,
        staff=staff,
        name=name.strip(),
        fen=fen,
        reason=reason.strip(),
        by=by,
        by_name=str(by),
        at=at,
    )


def cancel_extra(extra: Extra, *, reason: str, by: User, at: datetime) -> Extra:
    """Answer a mistaken decision by one of the opposite amount; together they pay nothing.

    Raises:
        PayRefused: it is cancelled already, is a cancellation itself, or no reason is given.
    """
    if not reason.strip():
        raise PayRefused("no_reason", gettext("请写明冲销的原因。"))
    with transaction.atomic():
        lock_sheets(extra.school)
        if extra.cancels_id or Extra.objects.filter(cancels=extra).exists():
            raise PayRefused("cancelled", gettext("这笔金额已经冲销。"))
        with override(LANGUAGE):
            name = gettext("冲销：%(name)s") % {"name": extra.name}
        return Extra.objects.create(
            school=extra.school,
            staff=extra.staff,
            name=name,
            fen=-extra.fen,
            reason=reason.strip(),
            cancels=extra,
            by=by,
            by_name=str(by),
            at=at,
        )
