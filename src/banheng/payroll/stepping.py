"""What the steps of a pay sheet have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.payroll.errors import PayRefused
from banheng.payroll.models import PaySheet, PayStep

if TYPE_CHECKING:
    from datetime import datetime

    from banheng.accounts.models import User


def take_step(pay_sheet: PaySheet, kind: PayStep.Kind, *, by: User, at: datetime, reason: str = "") -> None:
    """Write a step into the journal."""
    PayStep.objects.create(
        pay_sheet=pay_sheet,
        kind=kind,
        reason=reason,
        checksum=pay_sheet.checksum,
        by=by,
        by_name=by.name,
        at=at,
    )


def locked_in_state(number: int, state: PaySheet.State) -> PaySheet:
    """Give a pay sheet for the rest of the transaction, if it is in a state.

    Raises:
        PayRefused: it is in another one; somebody may have been quicker.
    """
    pay_sheet = PaySheet.objects.select_for_update().get(pk=number)
    if pay_sheet.state != state:
        raise PayRefused(
            "other_state",
            gettext("这张发放表现在是“%(state)s”，不能办理这一步。请看下面的办理经过。")
            % {"state": pay_sheet.get_state_display()},
        )
    return pay_sheet
