"""Mark an approved pay sheet as paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from banheng.payroll.errors import PayRefused
from banheng.payroll.models import PaySheet, PayStep
from banheng.payroll.stepping import locked, take_step

if TYPE_CHECKING:
    from datetime import date, datetime

    from banheng.accounts.models import User


def mark_paid(pay_sheet: PaySheet, *, day: date, voucher: str, by: User, at: datetime) -> PaySheet:
    """Record that the money went out on a day, by a voucher of the books.

    Raises:
        PayRefused: it is not approved, the day lies ahead, or no voucher is named.
    """
    if day > timezone.localdate(at):
        raise PayRefused("day_ahead", gettext("发放日期不能晚于今天。请在发放之后登记。"))
    if not voucher.strip():
        raise PayRefused("no_voucher", gettext("请写明凭证号。"))
    with transaction.atomic():
        found = locked(pay_sheet, PaySheet.State.APPROVED)
        found.state, found.paid_on, found.voucher = PaySheet.State.PAID, day, voucher.strip()
        found.save(update_fields=["state", "paid_on", "voucher"])
        take_step(found, PayStep.Kind.PAID, by=by, at=at)
    return found
