"""Approve a prepared pay sheet, or return it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext

from banheng.payroll.errors import PayRefused
from banheng.payroll.models import PaySheet, PayStep
from banheng.payroll.slips import checksum_as_kept
from banheng.payroll.stepping import locked, take_step

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User


def approve(pay_sheet: PaySheet, *, seen: str, by: User, at: datetime) -> PaySheet:
    """Approve the amounts that somebody has seen; from then on they stand.

    Args:
        seen: the checksum on the page that was looked at.

    Raises:
        PayRefused: it is not prepared, was prepared by the same person, or has changed since it was seen.
    """
    with transaction.atomic():
        found = locked(pay_sheet, PaySheet.State.PREPARED)
        if found.steps.filter(kind=PayStep.Kind.PREPARED).latest("pk").by_id == by.pk:
            raise PayRefused(
                "same_person", gettext("编制人不能审批自己编制的发放表。请由另一位有审批权的人办理。")
            )
        if not seen == found.checksum == checksum_as_kept(found):
            raise PayRefused("changed", gettext("发放表在您打开之后又重新编制过。请核对新的金额，再审批。"))
        found.state = PaySheet.State.APPROVED
        found.save(update_fields=["state"])
        take_step(found, PayStep.Kind.APPROVED, by=by, at=at)
    return found


def send_back(pay_sheet: PaySheet, *, reason: str, by: User, at: datetime) -> PaySheet:
    """Return a prepared pay sheet with a reason; it can be prepared again.

    Raises:
        PayRefused: it is not prepared, or no reason is given.
    """
    if not reason.strip():
        raise PayRefused("no_reason", gettext("请写明退回的原因。"))
    with transaction.atomic():
        found = locked(pay_sheet, PaySheet.State.PREPARED)
        found.state = PaySheet.State.RETURNED
        found.save(update_fields=["state"])
        take_step(found, PayStep.Kind.RETURNED, by=by, at=at, reason=reason.strip())
    return found
