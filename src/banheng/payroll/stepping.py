"""What the steps of a pay sheet have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext

from banheng.assessment.journal import lock_sheets
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
        by_name=str(by),
        at=at,
    )


def locked(pay_sheet: PaySheet, state: PaySheet.State) -> PaySheet:
    """Give a pay sheet for the rest of the transaction, if it is in a state.

    Raises:
        PayRefused: it is in another one; somebody may have been quicker.
    """
    lock_sheets(pay_sheet.school)
    now = PaySheet.objects.select_related("edition__sheet__school", "edition__version").get(pk=pay_sheet.pk)
    if now.state != state:
        raise PayRefused(
            "other_state",
            gettext("这张发放表现在是“%(state)s”，不能办理这一步。请看下面的办理经过。")
            % {"state": now.get_state_display()},
        )
    return now
